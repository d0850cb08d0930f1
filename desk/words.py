"""The desk's words: what actions, counters and places in the queue are called.

Owns no rule. The page's twin is `web/words.js`; both take their texts from the same keys.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desk.actions import ACTIONS, NO_COUNTER, NOBODY_HELD
from protocol.snapshots import DeskTicket, ServiceView
from texts import N_, Texts
from texts.moments import write_number
from texts.refusals import explain

ACTION_WORDS = {
    "open": N_("Open counter"),
    "call-next": N_("Call next"),
    "start": N_("Start serving"),
    "finish-and-next": N_("Finish and call next"),
    "finish": N_("Finish"),
    "recall": N_("Recall"),
    "no-show": N_("No-show"),
    "hold": N_("Hold"),
    "transfer": N_("Transfer"),
    "undo": N_("Undo"),
    "resume": N_("Resume"),
    "pause": N_("Pause"),
    "close": N_("Close"),
    "issue": N_("Give a number"),
    "search": N_("Search"),
    "reprint": N_("Copy"),
    "priority": N_("Priority"),
    "void": N_("Void number"),
    "return": N_("Return"),
    "service": N_("Services"),
    "issuing": N_("Stop giving numbers"),
    "end-day": N_("End the day"),
    "counter": N_("Counter"),
    "language": N_("Language"),
    "keys": N_("Keys"),
}

COUNTER_WORDS = {
    "open": N_("Open"),
    "paused": N_("Pause"),
    "closed": N_("Closed"),
    "none": N_("No counter chosen"),
}

#: Marks of a counter's state, as tickets have theirs.
COUNTER_MARKS = {"open": "●", "paused": "‖", "closed": "○", "none": "·"}

WHY_WORDS = {
    "longest_wait": N_("longest wait"),
    "priority": N_("priority"),
    "put_back": N_("put back"),
    "returned": N_("came back"),
}

PHASE_WORDS = {
    "closed_today": N_("The office is closed today"),
    "before": N_("Not open yet"),
    "numbers": N_("Numbers are given, service has not begun"),
    "break": N_("Break"),
    "closing": N_("No more numbers today"),
    "ended": N_("The day has ended"),
}

#: Short names of languages, in their own words, for a key that leads there.
LANGUAGE_WORDS = {"id": "Bahasa", "en": "English"}

DEVICE_WORDS = {"kiosk": N_("Kiosk"), "display": N_("Display"), "desk": N_("Desk")}

OWN_REFUSALS = {
    NO_COUNTER: N_("Choose your counter first."),
    NOBODY_HELD: N_("Nobody is on hold for this counter."),
}


def action_word(action_id: str, texts: Texts) -> str:
    """What an action is called."""
    return texts.gettext(ACTION_WORDS[action_id])


def key_word(action_id: str) -> str:
    """The key of an action as the screen shows it."""
    return ACTIONS[action_id].key.upper()


def counter_word(state: str, texts: Texts) -> str:
    """The word for a counter's state; the state itself where it is not known here."""
    return texts.gettext(COUNTER_WORDS.get(state, state))


def why_word(why: str, texts: Texts) -> str:
    """The reason of a place in the queue."""
    return texts.gettext(WHY_WORDS.get(why, why))


def class_word(priority: bool, texts: Texts) -> str:
    """The class of a ticket; nobody has the reason for it."""
    return texts.gettext("Priority") if priority else texts.gettext("Regular")


def pick_words(words: Mapping[str, str], texts: Texts) -> str:
    """The office's own text in the language, else in the first that there is."""
    return words.get(texts.language) or next(iter(words.values()), "")


def service_word(service: ServiceView | None, texts: Texts) -> str:
    """A service's name; a dash where it is no longer known."""
    return pick_words(service.name, texts) if service is not None else "-"


def refusal_words(code: str, params: Mapping[str, Any], texts: Texts) -> str:
    """A refusal in words, the desk's own codes included."""
    if code in OWN_REFUSALS:
        return texts.gettext(OWN_REFUSALS[code])
    return explain(code, params, texts)


def running_time(seconds: float) -> str:
    """A time that runs: `3:07`, `1:02:30`; below zero it is `0:00`."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def short_minutes(seconds: float, texts: Texts) -> str:
    """A wait in whole minutes, begun ones not counted: `12 min`."""
    minutes = max(0, int(seconds // 60))
    return texts.gettext("%(minutes)s min", minutes=write_number(minutes, texts.language))


def people_word(size: int, texts: Texts) -> str:
    """How many came under one number."""
    return texts.ngettext("%(n)s person", "%(n)s people", size)


def since(ticket: DeskTicket) -> datetime:
    """Since when a ticket is in its present state; waiting ones count from their issue."""
    moments = {
        "called": ticket.called_at,
        "serving": ticket.started_at,
        "held": ticket.held_at,
        "no_show": ticket.missed_at,
    }
    return moments.get(ticket.state) or ticket.issued_at
