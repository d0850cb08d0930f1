"""What happened to a ticket, or by somebody's hand, on one day: read, chosen, told.

Everything comes from the events, as any program that has the database could find it; only the
names of people are looked up among the accounts, where events have opaque ids.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct, structs

from server.auditing import sentences
from server.journal.batch import read_events
from server.journal.contacts import Erasure, read_erasures
from server.journal.session import Session, View
from server.queueing.apply import apply, opened
from server.queueing.day import Day
from server.queueing.events import Record
from server.queueing.office import Office
from server.queueing.ticket import Ticket
from texts import Texts

SELECT_ACCOUNTS = "SELECT account_id, account, name FROM accounts"

SELECT_LAST_DAY = (
    "SELECT date FROM events WHERE office = $1 AND kind NOT IN ('DayOpened', 'OfficeConfigured', "
    "'NumbersLeased', 'LeaseShrunk', 'LeaseEnded', 'NumbersSkipped') ORDER BY date DESC LIMIT 1"
)

_REASONS = {
    "TicketIssued": "issue",
    "TicketVoided": "void",
    "TicketReprinted": "reprint",
    "PriorityChanged": "priority",
    "ServiceSuspended": "suspend",
    "CounterPaused": "pause",
    "ContactsShown": "contacts",
}
"""Which of the office's lists of reasons an event's `reason` is from."""


class Account(Struct, frozen=True):
    """Somebody of the staff: `id` in events, `account` to sign in, `name` for people."""

    id: str
    account: str
    name: str


class Step(Struct, frozen=True):
    """One thing that happened. `actor` and `event` as the journal has them, the rest in words."""

    at: datetime
    actor: str
    event: str
    who: str
    what: str
    number: str | None = None


class Told(Struct, frozen=True):
    """An audit of one day. `office`: as it was at the day's end; None: there is no such day."""

    office: Office | None
    tickets: tuple[str, ...]
    steps: tuple[Step, ...]


class Wanted(Struct, frozen=True):
    """What an audit is of: a number, somebody's account, or both."""

    office: str
    day: date
    number: str | None = None
    account: str | None = None


async def audit(view: View, wanted: Wanted, texts: Texts) -> Told:
    """Read and tell a day. `account` may be an id, a name to sign in, or a person's name.

    Raises:
        StorageError: the day cannot be read.
    """
    records = await read_events(view, wanted.office, wanted.day, 0)
    if not records:
        return Told(None, (), ())
    tables = {row[0] for row in await view.fetch(view.columns)}  # a backup may have fewer
    accounts = await _accounts(view) if "accounts" in tables else {}
    erasures = (
        await read_erasures(view, wanted.office, wanted.day) if "contact_erasures" in tables else []
    )
    return Teller(records, accounts, texts).tell(wanted, erasures)


async def last_day(session: Session, office: str) -> date | None:
    """The newest day of an office on which anything happened; None if there is none.

    Not one of which kiosks hold numbers, and that is still to come.
    """
    found = await session.fetch(SELECT_LAST_DAY, office)
    newest = found[0][0] if found else None
    return date.fromisoformat(newest) if isinstance(newest, str) else newest


class Teller:
    """Tells the records of a day."""

    def __init__(
        self, records: list[Record], accounts: Mapping[str, Account], texts: Texts
    ) -> None:
        self._records, self._accounts, self._texts = records, accounts, texts
        self._day, self._numbers = _played(records)

    def tell(self, wanted: Wanted, erasures: Iterable[Erasure] = ()) -> Told:
        """What was wanted, in the order in which it happened."""
        ticket = self._ticket(wanted.number)
        if wanted.number is not None and ticket is None:
            return Told(self._day.office, (), ())
        ids = self._ids_of(wanted.account)
        steps = [
            step
            for record in self._records
            if self._is_about(record, ticket) and self._is_by(record, wanted.account, ids)
            for step in self._steps(record)
        ]
        if ticket is not None and wanted.account is None:
            steps += self._erasures(ticket, erasures)
        return Told(self._day.office, (ticket.number,) if ticket else (), tuple(steps))

    def _steps(self, record: Record) -> Iterator[Step]:
        name = type(record.event).__name__
        fields = {**structs.asdict(record.event), "event": name}
        number = self._numbers.get(fields.get("ticket_id") or "")
        sentence = sentences.SENTENCES.get(name, sentences.UNKNOWN)
        what = self._texts.gettext(sentence, **self._words(name, fields))
        if fields.get("contacts"):
            kinds = self._kinds(fields["contacts"])
            what = f"{what} {self._texts.gettext(sentences.WITH_CONTACTS, kinds=kinds)}"
        yield Step(record.at, record.actor, name, self._who(record.actor), what, number)

    def _erasures(self, ticket: Ticket, erasures: Iterable[Erasure]) -> Iterator[Step]:
        """What of this ticket was erased on schedule: what it still had when its day was over."""
        for erasure in erasures:
            if erasure.kind in ticket.contacts:
                what = self._texts.gettext(
                    sentences.ERASED_ON_SCHEDULE, kinds=self._kinds([erasure.kind])
                )
                who = self._who("clock")
                yield Step(erasure.at, "clock", "ErasedOnSchedule", who, what, ticket.number)

    # ------------------------------------------------------------ words

    def _words(self, name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """An event's fields as people read them."""
        words = dict(fields)
        if "services" in fields:
            words["services"] = ", ".join(self._service(each) for each in fields["services"])
        if "service" in fields:
            words["service"] = self._service(fields["service"])
        if "counter" in fields:
            words["counter"] = self._counter(fields["counter"])
        if "priority" in fields:
            is_priority = fields["priority"]
            priority, regular = self._texts.gettext("Priority"), self._texts.gettext("Regular")
            words["class"] = (priority if is_priority else regular).lower()
        if "kinds" in fields:
            words["kinds"] = self._kinds(fields["kinds"])
        if "slip" in fields:
            words["slip"] = self._from(sentences.SLIPS, fields["slip"])
        if "reason" in fields:
            words["reason"] = self._reason(name, fields["reason"])
        return words

    def _service(self, service_id: str) -> str:
        service = self._day.office.service(service_id)
        return self._pick(service.name) if service is not None else service_id

    def _counter(self, counter_id: str | None) -> str:
        counter = self._day.office.counter(counter_id or "")
        return str(counter.number) if counter is not None else counter_id or "-"

    def _kinds(self, kinds: Iterable[str]) -> str:
        return ", ".join(self._from(sentences.KINDS, kind) for kind in kinds)

    def _reason(self, name: str, reason: str | None) -> str:
        if reason is None:
            return "-"
        listed = getattr(self._day.office.reasons, _REASONS.get(name, ""), ())
        words = next((each.words for each in listed if each.id == reason), None)
        return self._pick(words) if words else self._from(sentences.EXPIRIES, reason)

    def _who(self, actor: str) -> str:
        kind, _, name = actor.partition(":")
        if kind == "staff" and name:
            account = self._accounts.get(name)
            return f"{account.name} ({account.account})" if account is not None else actor
        known = sentences.ACTORS.get(kind)
        return self._texts.gettext(known, name=name) if known is not None else actor

    def _from(self, table: Mapping[str, str], value: str) -> str:
        return self._texts.gettext(table[value]) if value in table else str(value)

    def _pick(self, words: Mapping[str, str]) -> str:
        return words.get(self._texts.language) or next(iter(words.values()), "")

    # ------------------------------------------------------------ choosing

    def _ticket(self, number: str | None) -> Ticket | None:
        wanted = (number or "").upper()
        tickets = self._day.tickets.values()
        return next((ticket for ticket in tickets if ticket.number == wanted), None)

    @staticmethod
    def _is_about(record: Record, ticket: Ticket | None) -> bool:
        if ticket is None:
            return True
        event = record.event
        about = (
            getattr(event, "ticket_id", None),
            getattr(event, "instead_of", None),
            getattr(event, "about", None),
            *getattr(event, "ticket_ids", ()),
        )
        return ticket.id in about

    @staticmethod
    def _is_by(record: Record, account: str | None, ids: frozenset[str]) -> bool:
        return account is None or record.actor.partition(":")[2] in ids or record.actor == account

    def _ids_of(self, account: str | None) -> frozenset[str]:
        """The ids that somebody may mean by what they wrote; what they wrote is one itself."""
        if account is None:
            return frozenset()
        wanted = account.casefold()
        found = {
            each.id
            for each in self._accounts.values()
            if wanted in (each.account.casefold(), each.name.casefold())
        }
        return frozenset({account, *found})


def _played(records: list[Record]) -> tuple[Day, dict[str, str]]:
    """The day as it ended, and the number of every ticket by its id."""
    first, *others = records
    day = opened(first)
    for record in others:
        apply(day, record)
    return day, {ticket.id: ticket.number for ticket in day.tickets.values()}


async def _accounts(view: View) -> dict[str, Account]:
    rows = await view.fetch(SELECT_ACCOUNTS)
    return {row[0]: Account(*row) for row in rows}


def encoded(told: Told) -> bytes:
    """The steps as JSON lines, for other programs."""
    return b"".join(msgspec.json.encode(step) + b"\n" for step in told.steps)
