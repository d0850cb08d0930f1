"""The desk's words: what actions, counters and places in the queue are called.

Owns no rule. The words themselves are in `web/words.json`, which the page reads too; its twin of
this module is `web/words.js`.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from desk.actions import ACTIONS
from look.colours import STATE_MARKS
from protocol.snapshots import DeskTicket, ServiceView
from texts import Texts
from texts.moments import write_number
from texts.refusals import explain

WORDS_FILE = Path(__file__).parent / "web" / "words.json"


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    texts: dict[str, dict[str, str]]
    short_languages: dict[str, str]
    counter_marks: dict[str, str]


_TABLE = msgspec.json.decode(WORDS_FILE.read_bytes(), type=_Table)

ACTION_WORDS = _TABLE.texts["actions"]
COUNTER_WORDS = _TABLE.texts["counters"]
WHY_WORDS = _TABLE.texts["why"]
PHASE_WORDS = _TABLE.texts["phases"]
DEVICE_WORDS = _TABLE.texts["devices"]
TROUBLE_WORDS = _TABLE.texts["troubles"]
OWN_REFUSALS = _TABLE.texts["refusals"]

#: Short names of languages, in their own words, for a key that leads there.
LANGUAGE_WORDS = _TABLE.short_languages

#: Marks of a counter's state: those of tickets.
COUNTER_MARKS = {state: STATE_MARKS[mark] for state, mark in _TABLE.counter_marks.items()}


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
