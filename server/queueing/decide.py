"""Which rule answers which command. Every rule lives behind `decide`; none changes a day."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from protocol.refusals import Refusal, RefusalCode
from server.queueing import (
    announcements,
    arrivals,
    calls,
    claims,
    contacts,
    counters,
    days,
    hall_keeping,
    handing_in,
    helping,
    leases,
    leaving,
    notices,
    places,
    restoring,
    returns,
    runs,
    services,
    serving,
    slips,
    supervising,
    tickets,
    timers,
    undo,
)
from server.queueing import commands as c
from server.queueing.day import Accepted, Day
from server.queueing.events import Event

DECIDERS: dict[type[c.Command], Callable[[Day, Any, datetime], list[Event] | Refusal]] = {
    c.ConfigureOffice: days.configure,
    c.GoOnRestored: restoring.go_on,
    c.EnterPhase: days.enter_phase,
    c.StopIssuing: days.stop_issuing,
    c.AllowIssuing: days.allow_issuing,
    c.EndDay: days.end,
    c.PassMidnight: days.pass_midnight,
    c.SuspendService: services.suspend,
    c.ResumeSuspended: services.resume,
    c.IssueTicket: tickets.issue,
    c.ConfirmTicket: slips.confirm,
    c.CancelTicket: leaving.cancel,
    c.UndoCancel: leaving.undo_cancel,
    c.ClaimTicket: claims.claim,
    c.ShowContacts: contacts.show,
    c.EraseContacts: contacts.erase,
    c.DelayTicket: returns.delay,
    c.ReturnTicket: returns.return_,
    c.VoidTicket: leaving.void,
    c.VoidRun: leaving.void_run,
    c.DismissRun: runs.dismiss,
    c.ReprintTicket: slips.reprint,
    c.ChangePriority: tickets.change_priority,
    c.EndReservation: timers.end_reservation,
    c.MissCall: timers.miss_call,
    c.EndHold: timers.end_hold,
    c.OpenCounter: counters.open_,
    c.CloseCounter: counters.close,
    c.PauseCounter: counters.pause,
    c.CallNext: calls.call_next,
    c.FinishAndNext: serving.finish_and_next,
    c.Recall: calls.recall,
    c.StartService: serving.start,
    c.FinishService: serving.finish,
    c.MarkNoShow: calls.mark_no_show,
    c.HoldTicket: serving.hold,
    c.ResumeTicket: serving.resume,
    c.TransferTicket: serving.transfer,
    c.UndoLast: undo.undo_last,
    c.ReleaseCounter: supervising.release,
    c.AssignServices: supervising.assign,
    c.PostNotice: notices.post,
    c.EndNotice: notices.end,
    c.ExpireNotice: notices.expire,
    c.AskForHelp: helping.ask,
    c.EndHelp: helping.end,
    c.LetIn: places.let_in,
    c.MissComeIn: places.miss_come_in,
    c.AssumeArrival: arrivals.assume_arrival,
    c.AnnounceCall: announcements.announce_call,
    c.ArriveTicket: arrivals.arrive,
    c.UndoArrival: arrivals.undo_arrival,
    c.CountPeople: hall_keeping.count_people,
    c.ChangeProfile: hall_keeping.change_profile,
    c.BlockSpot: hall_keeping.block_spot,
    c.UnblockSpot: hall_keeping.unblock_spot,
    c.ChangePartySize: hall_keeping.change_party_size,
    c.HoldLeases: leases.hold,
    c.HandInTicket: handing_in.hand_in,
}

AFTER_THE_END = (c.HoldLeases, c.HandInTicket, c.ShowContacts, c.EraseContacts)
"""What is heard on an ended day, too: kiosks that were away bring what they gave; personal data is
kept longer than the day."""


def decide(day: Day, command: c.Command, now: datetime) -> list[Event] | Refusal:
    """The events that `command` leads to at `now`, or why not. An ended day takes next to none."""
    if day.ended and not isinstance(command, AFTER_THE_END):
        return Refusal(RefusalCode.DAY_ENDED)
    return DECIDERS[type(command)](day, command, now)


def remembered(day: Day, command_id: str, fingerprint: str) -> Accepted | Refusal | None:
    """What was answered before to the command under this id; a refusal if it was another one."""
    accepted = day.accepted.get(command_id)
    if accepted is not None and accepted.fingerprint != fingerprint:
        return Refusal(RefusalCode.COMMAND_ID_REUSED)
    return accepted
