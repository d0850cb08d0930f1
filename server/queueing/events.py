"""What has happened: the closed list. Events live for ever.

Those of tickets are in `ticket_events`, of counters in `counter_events`, of the lobby in
`hall_events`, of runs of numbers in `lease_events`.

Fields are only added, with defaults; nothing is renamed, removed or given a new meaning. A field
that this program does not know was written by a newer one: such an event is not read at all,
because a day without what it says would be another day.
`tests/journal/golden/` holds one line of every event ever released, which must always decode and
apply. No personal data and no free text in here.
"""

from msgspec import Struct

from server.queueing.counter_events import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    ServicesAssigned,
)
from server.queueing.fact import Fact
from server.queueing.hall_events import (
    ArrivalUndone,
    CallAnnounced,
    CallInRepeated,
    PartySizeChanged,
    PeopleCounted,
    ProfileChanged,
    SpotBlocked,
    SpotPassedOn,
    SpotUnblocked,
    TicketArrived,
    TicketCalledIn,
)
from server.queueing.lease_events import (
    LeaseEnded,
    LeaseShrunk,
    NumbersLeased,
    NumbersSkipped,
    TicketHandedIn,
)
from server.queueing.office import Office
from server.queueing.schedule import Moment, Phase, Schedule
from server.queueing.ticket_events import (
    CallRepeated,
    CancellationUndone,
    ContactsErased,
    ContactsShown,
    HoldEnded,
    PriorityChanged,
    RunDismissed,
    ServiceFinished,
    ServiceStarted,
    SlipReported,
    TicketCalled,
    TicketCancelled,
    TicketClaimed,
    TicketConfirmed,
    TicketDelayed,
    TicketExpired,
    TicketHeld,
    TicketIssued,
    TicketMissed,
    TicketPutBack,
    TicketReprinted,
    TicketRestored,
    TicketResumed,
    TicketReturned,
    TicketTransferred,
    TicketVoided,
)

__all__ = [
    "ArrivalUndone",
    "CallAnnounced",
    "CallInRepeated",
    "CallRepeated",
    "CancellationUndone",
    "ContactsErased",
    "ContactsShown",
    "CounterClosed",
    "CounterOpened",
    "CounterPaused",
    "DayEnded",
    "DayOpened",
    "Event",
    "Fact",
    "HelpEnded",
    "HelpRequested",
    "HoldEnded",
    "IssuingAllowed",
    "IssuingStopped",
    "LeaseEnded",
    "LeaseShrunk",
    "NoticeEnded",
    "NoticePosted",
    "NumbersLeased",
    "NumbersSkipped",
    "OfficeConfigured",
    "PartySizeChanged",
    "PeopleCounted",
    "PhaseEntered",
    "PriorityChanged",
    "ProfileChanged",
    "Record",
    "RunDismissed",
    "ServiceFinished",
    "ServiceResumed",
    "ServiceStarted",
    "ServiceSuspended",
    "ServicesAssigned",
    "SlipReported",
    "SpotBlocked",
    "SpotPassedOn",
    "SpotUnblocked",
    "TicketArrived",
    "TicketCalled",
    "TicketCalledIn",
    "TicketCancelled",
    "TicketClaimed",
    "TicketConfirmed",
    "TicketDelayed",
    "TicketExpired",
    "TicketHandedIn",
    "TicketHeld",
    "TicketIssued",
    "TicketMissed",
    "TicketPutBack",
    "TicketReprinted",
    "TicketRestored",
    "TicketResumed",
    "TicketReturned",
    "TicketTransferred",
    "TicketVoided",
]


class DayOpened(Fact, frozen=True):
    """The first event of every day: the rules and hours it starts with."""

    office: Office
    schedule: Schedule


class OfficeConfigured(Fact, frozen=True):
    """From here on these rules and hours hold."""

    office: Office
    schedule: Schedule


class PhaseEntered(Fact, frozen=True):
    """The day came to this phase of its schedule."""

    phase: Phase


class IssuingStopped(Fact, frozen=True):
    """No more numbers, by hand."""


class IssuingAllowed(Fact, frozen=True):
    """Numbers again, by hand."""


class DayEnded(Fact, frozen=True):
    """Nothing more happens on this day. `by_clock`: midnight ended it."""

    by_clock: bool


class ServiceSuspended(Fact, frozen=True):
    """No calls and no numbers for this service. `until` is only what visitors are told."""

    service: str
    reason: str
    until: Moment | None = None


class ServiceResumed(Fact, frozen=True):
    """The suspension is over."""

    service: str


class NoticePosted(Fact, frozen=True):
    """The hall is told something; its words are erasable and kept apart, under this id."""

    notice_id: str
    until: Moment | None = None


class NoticeEnded(Fact, frozen=True):
    """The hall is not told it any more."""

    notice_id: str


class HelpRequested(Fact, frozen=True):
    """Somebody is needed at a place; `about` is the id of the ticket that it is about, if any."""

    place: str
    about: str | None = None


class HelpEnded(Fact, frozen=True):
    """Nobody is needed there any more."""

    place: str


Event = (
    DayOpened
    | OfficeConfigured
    | PhaseEntered
    | IssuingStopped
    | IssuingAllowed
    | DayEnded
    | ServiceSuspended
    | ServiceResumed
    | TicketIssued
    | TicketConfirmed
    | SlipReported
    | TicketExpired
    | TicketCancelled
    | CancellationUndone
    | TicketClaimed
    | TicketVoided
    | RunDismissed
    | TicketReprinted
    | PriorityChanged
    | TicketDelayed
    | TicketReturned
    | TicketCalled
    | CallRepeated
    | TicketPutBack
    | ServiceStarted
    | ServiceFinished
    | TicketMissed
    | TicketHeld
    | HoldEnded
    | TicketResumed
    | TicketTransferred
    | TicketRestored
    | CounterOpened
    | CounterClosed
    | CounterPaused
    | ServicesAssigned
    | NoticePosted
    | NoticeEnded
    | HelpRequested
    | HelpEnded
    | TicketCalledIn
    | CallInRepeated
    | TicketArrived
    | ArrivalUndone
    | SpotPassedOn
    | CallAnnounced
    | ProfileChanged
    | SpotBlocked
    | SpotUnblocked
    | PeopleCounted
    | PartySizeChanged
    | NumbersLeased
    | LeaseShrunk
    | NumbersSkipped
    | LeaseEnded
    | TicketHandedIn
    | ContactsShown
    | ContactsErased
)


class Record(Struct, frozen=True):
    """An event as it stands in the journal: its place, its moment, and who did it.

    `fingerprint` tells the body of the command apart from another under the same id.
    """

    version: int
    at: Moment
    actor: str
    event: Event
    command_id: str
    fingerprint: str
