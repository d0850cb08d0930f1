"""Personal data: taken in with a number, shown masked, shown in full on the record, erased.

What comes in is checked and encrypted here, before anything else sees it; it leaves in a reply
alone. No refusal repeats what was typed.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import structs

from personal.kinds import Kind, read
from personal.masking import masked
from personal.nik import NikProblem
from personal.phones import PhoneProblem
from protocol.commands import CommandBody, ContactsBody, IssueBody, LookUpBody, ReasonBody
from protocol.refusals import RefusalCode
from protocol.replies import CommandReply, ContactsReply, ContactView, FoundReply, FoundTicket
from server.contacts.vault import Whose
from server.journal.contacts import SealedContact
from server.queueing import commands
from server.queueing.day import Day
from server.queueing.office import Office
from server.web.errors import answered, refused
from server.web.requests.office_request import OfficeRequest

_WRONG = {PhoneProblem: RefusalCode.PHONE_WRONG, NikProblem: RefusalCode.NIK_WRONG}


async def show_masked(request: OfficeRequest) -> ContactsReply:
    """What is kept of the visitor of a ticket, masked: `0812••••34`."""
    return await _reply(request, hidden=True)


async def show_whole(request: OfficeRequest, body: ReasonBody) -> ContactsReply:
    """The same in full, with a reason; who asked stands in the journal before it is shown."""
    command = commands.ShowContacts(request["ticket_id"], body.reason)
    outcome = await request.outcome(body, command)
    return structs.replace(await _reply(request, hidden=False), version=outcome.version)


async def erase(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """Staff erase what is kept of the visitor of a ticket, at the visitor's wish."""
    return await request.order(body, commands.EraseContacts(request["ticket_id"]))


async def find(request: OfficeRequest, body: LookUpBody) -> FoundReply:
    """Today's tickets of a telephone number or NIK that a visitor tells again."""
    today, found = request.office.today(), dict[str, None]()
    for kind, value in read_contacts(body.contacts).items():
        look_ups = request.vault.look_ups(Whose(request.office.id, today, "", kind), value)
        found.update(dict.fromkeys(await request.office.find_by_contact(kind, look_ups)))
    return await request.office.look(lambda day: FoundReply(tuple(_found(day, found))))


def read_contacts(body: ContactsBody | None) -> Mapping[Kind, str]:
    """What somebody typed, by kind, in the form that is kept. Raises RefusedError."""
    given = {} if body is None else structs.asdict(body)
    return {
        Kind(name): _read(Kind(name), typed) for name, typed in given.items() if typed is not None
    }


def sealed_contacts(
    request: OfficeRequest, body: IssueBody, contacts: Mapping[Kind, str]
) -> tuple[SealedContact, ...]:
    """What comes with a number, encrypted. What the office never asks for is left to be refused.

    Raises ContactsUnreadableError: there is no key.
    """
    office = request.office.settings.office
    asked = {asking.kind for asking in office.personal}
    return tuple(
        request.vault.seal(
            Whose(office.id, body.day, body.ticket_id, kind),
            value,
            erase_at(office, kind, body.day),
        )
        for kind, value in contacts.items()
        if kind in asked
    )


def erase_at(office: Office, kind: str, day: date) -> datetime:
    """The office's midnight until which a kind of data of a day is kept."""
    days = next((asking.days for asking in office.personal if asking.kind == kind), 0)
    midnight = datetime.combine(day + timedelta(days=days + 1), time(), ZoneInfo(office.timezone))
    return midnight.astimezone(UTC)


async def _reply(request: OfficeRequest, *, hidden: bool) -> ContactsReply:
    ticket_id, day = request["ticket_id"], request.office.today()
    if not answered(await request.office.look(lambda day: ticket_id in day.tickets)):
        raise refused(RefusalCode.TICKET_UNKNOWN)
    views = []
    for row in await request.office.contacts(ticket_id):
        value = request.vault.open(Whose(request.office.id, day, ticket_id, row.kind), row)
        views.append(ContactView(row.kind, masked(value) if hidden else value, row.erase_at))
    return ContactsReply(ticket_id, tuple(views))


def _read(kind: Kind, typed: str) -> str:
    value = read(kind, typed)
    if isinstance(value, PhoneProblem | NikProblem):
        raise refused(_WRONG[type(value)], problem=value.value)
    return value


def _found(day: Day, ticket_ids: Mapping[str, None]) -> Iterator[FoundTicket]:
    found = [day.tickets[each] for each in ticket_ids if each in day.tickets]
    for ticket in sorted(found, key=lambda ticket: ticket.issued_at):
        yield FoundTicket(ticket.id, ticket.number, ticket.state.value)
