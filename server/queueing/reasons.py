"""Why staff did something: ids from the office's own lists, never free text."""

from protocol.refusals import Refusal, RefusalCode
from server.queueing.office import Reason

KIOSK = "kiosk"
"""The one reason that kiosks give; no office needs to name it."""

ANSWER_LOST = "answer_lost"
"""Why the rules void a ticket: a kiosk never heard of it and gave the visitor another one."""


def unknown_reason(allowed: tuple[Reason, ...], given: str) -> Refusal | None:
    """A refusal if `given` is not among the office's reasons for this act."""
    known = [reason.id for reason in allowed]
    if given in known:
        return None
    return Refusal(RefusalCode.REASON_UNKNOWN, {"reason": given, "known": ", ".join(known)})
