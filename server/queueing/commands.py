"""What somebody, or the clock, wants of an office's day. `decide` answers with events or a refusal.

Those of tickets are in `ticket_commands`, those of counters in `counter_commands`, those of the
lobby in `hall_commands`, those of leases in `lease_commands`. These are the rules' own types; the
wire's are in `protocol.commands`.
"""

from server.queueing.command import BasedOn, Command, Visitor
from server.queueing.counter_commands import (
    CallNext,
    CloseCounter,
    CounterCommand,
    FinishAndNext,
    FinishService,
    HoldTicket,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
    Recall,
    ReleaseCounter,
    ResumeTicket,
    StartService,
    TransferTicket,
    UndoLast,
)
from server.queueing.hall_commands import (
    AnnounceCall,
    ArriveTicket,
    AssumeArrival,
    BlockSpot,
    ChangePartySize,
    ChangeProfile,
    CountPeople,
    LetIn,
    MissComeIn,
    UnblockSpot,
    UndoArrival,
)
from server.queueing.lease_commands import HandInTicket, HoldLeases
from server.queueing.office import Office
from server.queueing.schedule import Moment, Phase, Schedule
from server.queueing.ticket_commands import (
    CancelTicket,
    ChangePriority,
    ClaimTicket,
    ConfirmTicket,
    DelayTicket,
    DismissRun,
    EndHold,
    EndReservation,
    EraseContacts,
    IssueTicket,
    MissCall,
    OwnCommand,
    ReprintTicket,
    ReturnTicket,
    ShowContacts,
    UndoCancel,
    VoidRun,
    VoidTicket,
)

__all__ = [
    "AllowIssuing",
    "AnnounceCall",
    "ArriveTicket",
    "AskForHelp",
    "AssignServices",
    "AssumeArrival",
    "BasedOn",
    "BlockSpot",
    "CallNext",
    "CancelTicket",
    "ChangePartySize",
    "ChangePriority",
    "ChangeProfile",
    "ClaimTicket",
    "CloseCounter",
    "Command",
    "ConfigureOffice",
    "ConfirmTicket",
    "CountPeople",
    "CounterCommand",
    "DelayTicket",
    "DismissRun",
    "EndDay",
    "EndHelp",
    "EndHold",
    "EndNotice",
    "EndReservation",
    "EnterPhase",
    "EraseContacts",
    "ExpireNotice",
    "FinishAndNext",
    "FinishService",
    "GoOnRestored",
    "HandInTicket",
    "HoldLeases",
    "HoldTicket",
    "IssueTicket",
    "LetIn",
    "MarkNoShow",
    "MissCall",
    "MissComeIn",
    "OpenCounter",
    "OwnCommand",
    "PassMidnight",
    "PauseCounter",
    "PostNotice",
    "Recall",
    "ReleaseCounter",
    "ReprintTicket",
    "ResumeSuspended",
    "ResumeTicket",
    "ReturnTicket",
    "ShowContacts",
    "StartService",
    "StopIssuing",
    "SuspendService",
    "TransferTicket",
    "UnblockSpot",
    "UndoArrival",
    "UndoCancel",
    "UndoLast",
    "Visitor",
    "VoidRun",
    "VoidTicket",
]


class ConfigureOffice(Command, frozen=True):
    """Let a changed configuration take effect."""

    office: Office
    schedule: Schedule


class GoOnRestored(Command, frozen=True):
    """A backup was restored, and its server started at this moment: give no number again."""

    restored_at: Moment


class SuspendService(Command, frozen=True):
    """Stop calling and issuing for a service; places are kept, timers stand."""

    service: str
    reason: str
    until: Moment | None = None


class ResumeSuspended(Command, frozen=True):
    """Take a suspended service up again."""

    service: str


class AssignServices(Command, frozen=True):
    """What a counter serves for the rest of the day."""

    counter: str
    services: tuple[str, ...]


class PostNotice(Command, frozen=True):
    """A sentence for the hall. Its words are no part of the day; they are kept under its id."""

    notice_id: str
    until: Moment | None = None


class EndNotice(Command, frozen=True):
    """The hall is not told this any more."""

    notice_id: str


class AskForHelp(Command, frozen=True):
    """Somebody is needed at a place (`helping.counter_place`, `helping.kiosk_place`)."""

    place: str
    about: str | None = None  # the id of the ticket whose visit it is about


class EndHelp(Command, frozen=True):
    """Somebody has come to the place, or is not needed any more."""

    place: str


class StopIssuing(Command, frozen=True):
    """Give no more numbers today."""


class AllowIssuing(Command, frozen=True):
    """Give numbers again, within the hours."""


class EndDay(Command, frozen=True):
    """Close the day. `left` is how many unserved visitors the supervisor saw."""

    left: int


class ExpireNotice(Command, frozen=True):
    """Clock: a notice has been shown as long as it was meant to."""

    notice_id: str


class EnterPhase(Command, frozen=True):
    """Clock: opening, a break, the last ticket."""

    phase: Phase


class PassMidnight(Command, frozen=True):
    """Clock: the date is over; whoever is left expires, and is told so."""
