"""What the office has to say to everybody, by the phase of its day."""

from datetime import datetime
from zoneinfo import ZoneInfo

from protocol.snapshots import HallSnapshot
from texts import Texts
from texts.moments import write_time
from texts.refusals import explain

#: Phases in which no number can be called.
WITHOUT_CALLS = frozenset({"closed_today", "before", "ended"})


def write_message(snapshot: HallSnapshot, texts: Texts) -> str:
    """The sentence in the language of `texts`; "" on a usual day with calls."""
    return _by_phase(snapshot, texts) or ("" if snapshot.calls else _welcome(texts))


def hides_calls(snapshot: HallSnapshot) -> bool:
    """Whether the sentence stands alone, large, because there is no call to show."""
    return snapshot.phase in WITHOUT_CALLS or not snapshot.calls


def _by_phase(snapshot: HallSnapshot, texts: Texts) -> str:
    match snapshot.phase:
        case "closed_today":
            return _closed(snapshot, texts)
        case "before" if snapshot.tickets_from:
            time = _time(snapshot, snapshot.tickets_from, texts)
            return texts.gettext("Queue numbers from %(time)s.", time=time)
        case "numbers":
            return texts.gettext("Please take a number. Service begins soon.")
        case "break" if snapshot.resumes_at:
            time = _time(snapshot, snapshot.resumes_at, texts)
            return texts.gettext("Break. Service goes on at %(time)s.", time=time)
        case "break":
            return texts.gettext("Break")
        case "closing":
            return texts.gettext("No more numbers today. Those waiting are still called.")
        case "ended":
            return texts.gettext("Today's service has ended. Thank you for your visit.")
    return ""


def _closed(snapshot: HallSnapshot, texts: Texts) -> str:
    if snapshot.refusal is None:
        return texts.gettext("The office is closed today.")
    return explain(snapshot.refusal.code, snapshot.refusal.params, texts)


def _welcome(texts: Texts) -> str:
    return texts.gettext("Welcome. Please take a number at the kiosk.")


def _time(snapshot: HallSnapshot, moment: datetime, texts: Texts) -> str:
    office = snapshot.office
    return write_time(moment, ZoneInfo(office.timezone), texts.language, office.timezone_label)
