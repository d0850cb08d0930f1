"""What the server answers to commands. Refusals are in `protocol.refusals`."""

from msgspec import Struct

from protocol.stamps import Moment


class IssueReply(Struct, frozen=True):
    """A number was given (201). `url` opens the visitor's own page, and is in the QR code."""

    ticket_id: str
    number: str
    state: str
    url: str
    ahead: int
    version: int
    where: str | None = None  # to wait: outside or come_in (to `spot`, at once); None: no places
    spot: int | None = None
    line: int | None = None  # the place in the line outside


class CommandReply(Struct, frozen=True):
    """A command was carried out: the version it led to, and the ticket and call it was about."""

    version: int
    ticket_id: str | None = None
    number: str | None = None
    state: str | None = None
    call: int | None = None


class ContactView(Struct, frozen=True):
    """One kind of personal data of a ticket; `value` is masked, unless it was asked to be shown."""

    kind: str  # phone, nik
    value: str
    erase_at: Moment


class ContactsReply(Struct, frozen=True):
    """What is kept of the visitor of a ticket. `version`: of the day, where it was recorded."""

    ticket_id: str
    contacts: tuple[ContactView, ...]
    version: int | None = None


class FoundTicket(Struct, frozen=True):
    """A ticket that somebody's number belongs to."""

    ticket_id: str
    number: str
    state: str


class FoundReply(Struct, frozen=True):
    """The tickets of today that were looked for, oldest first."""

    tickets: tuple[FoundTicket, ...]


class ReportReply(Struct, frozen=True):
    """A machine's report has come; the next one is expected in so many seconds."""

    next_in_seconds: float


class Health(Struct, frozen=True):
    """`/healthz` and `/readyz`: "ok", or what is wrong by office."""

    status: str
    offices: dict[str, str] = {}
