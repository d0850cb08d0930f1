"""The desk's words: what actions, counters and places in the queue are called.

Owns no rule. The words themselves are in `web/words.json`, which the page reads too; its twin of
this module is `web/words.js`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from desk.actions import ACTIONS
from desk.overview import split_place, troubles_of
from look.colours import STATE_MARKS
from protocol.snapshots import (
    DeskCounter,
    DeskSnapshot,
    DeskTicket,
    DeviceView,
    HallSnapshot,
    HelpView,
    RunView,
    ServiceView,
)
from texts import Texts
from texts.moments import write_duration, write_number, write_time
from texts.refusals import explain

Age = Callable[[datetime], float]
"""Office seconds since a moment."""

NAMED_COUNTERS = 4

SWITCHED_OFF_SECONDS = 12 * 60 * 60
"""A kiosk that has been away for longer was switched off."""

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
LIMIT_WORDS = _TABLE.texts["limits"]
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


def limit_word(limit: str, texts: Texts) -> str:
    """Which rule keeps more people out."""
    return texts.gettext(LIMIT_WORDS.get(limit, limit))


def where_word(ticket: DeskTicket, texts: Texts) -> str:
    """Where a waiting ticket's people are; "" where the office gives no places."""
    if ticket.where == "inside":
        if ticket.spot is None:
            return texts.gettext("inside")
        return texts.gettext("place %(spot)s", spot=ticket.spot)
    if ticket.where == "come_in":
        return texts.gettext("coming to %(spot)s", spot=ticket.spot)
    if ticket.where == "outside":
        is_missed = ticket.missed_come_in
        return texts.gettext("did not come") if is_missed else texts.gettext("outside")
    return ""


def where_mark(ticket: DeskTicket) -> str:
    """The same where there is no room for words: `14`, `→14`; "" for those outside."""
    if ticket.spot is None:
        return ""
    return (
        f"{STATE_MARKS['come_in']}{ticket.spot}" if ticket.where == "come_in" else f"{ticket.spot}"
    )


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


def pause_words(snapshot: DeskSnapshot, state: DeskCounter, age: Age, texts: Texts) -> list[str]:
    """Why and until when a counter is paused, as far as it was said."""
    if state.state != "paused":
        return []
    reasons = snapshot.reasons.pause
    parts = [pick_words(each.words, texts) for each in reasons if each.id == state.pause_reason]
    if state.back_at is None:
        return parts
    zone = ZoneInfo(snapshot.hall.office.timezone)
    time = write_time(state.back_at, zone, texts.language)
    late = texts.gettext("was to be back at %(time)s", time=time)
    return [
        *parts,
        late if age(state.back_at) > 0 else texts.gettext("back at %(time)s", time=time),
    ]


def slip_line(ticket: DeskTicket, texts: Texts) -> str | None:
    """That the slip of a ticket did not come out, and which key gives a copy."""
    if ticket.slip != "failed":
        return None
    return texts.gettext("No slip came out. %(key)s gives a copy.", key=key_word("reprint"))


def device_name(kind: str, name: str, texts: Texts) -> str:
    """What a machine is called: `Kiosk 2` for kiosk-2, `Kiosk lobby` for lobby."""
    own = name.removeprefix(f"{kind}-")
    return f"{texts.gettext(DEVICE_WORDS.get(kind, kind))} {own}"


def trouble_words(device: DeviceView, age: Age, zone: ZoneInfo, texts: Texts) -> list[str]:
    """What is wrong with a machine, in words; empty where nothing is."""
    return [
        _away_words(device, age, zone, texts)
        if code == "away"
        else texts.gettext(TROUBLE_WORDS.get(code, code))
        for code in troubles_of(device)
    ]


def _away_words(device: DeviceView, age: Age, zone: ZoneInfo, texts: Texts) -> str:
    """Since when a machine is away: of a kiosk, that it goes on by itself, by the clock."""
    seconds = age(device.last_seen)
    if device.kind == "kiosk" and seconds < SWITCHED_OFF_SECONDS:
        time = write_time(device.last_seen, zone, texts.language)
        return texts.gettext("offline since %(time)s", time=time)
    time = write_duration(seconds, texts.language)
    return texts.gettext("last seen %(time)s ago", time=time)


def place_word(place: str, hall: HallSnapshot, texts: Texts) -> str:
    """Who asks for help: a counter, or a kiosk."""
    kind, name = split_place(place)
    if kind != "counter":
        return device_name(kind, name, texts)
    numbers = (str(each.number) for each in hall.counters if each.id == name)
    return texts.gettext("Counter %(number)s", number=next(numbers, name))


def places_word(counters: Sequence[int], texts: Texts) -> str:
    """At which counters a service is given: a few by their numbers, many by their count."""
    words = ", ".join(str(number) for number in counters)
    if len(counters) > NAMED_COUNTERS:
        words = texts.ngettext("%(n)s counter", "%(n)s counters", len(counters))
    return texts.gettext("at %(counters)s", counters=words)


def help_line(call: HelpView, hall: HallSnapshot, age: Age, texts: Texts) -> str:
    """A call for help: who, about which number, since when."""
    minutes = short_minutes(age(call.since), texts)
    parts = [place_word(call.place, hall, texts), call.ticket, minutes]
    return " · ".join(part for part in parts if part)


def run_line(run: RunView, texts: Texts) -> str:
    """A run of numbers: at which kiosk, how many, in which time."""
    time = write_duration((run.last_at - run.first_at).total_seconds(), texts.language)
    count = write_number(len(run.numbers), texts.language)
    line = texts.gettext("%(count)s numbers in %(time)s", count=count, time=time)
    return f"{device_name('kiosk', run.kiosk, texts)}: {line}"


def calling_word(ticket: DeskTicket, age: Age, texts: Texts) -> str | None:
    """That a call waits for somebody else's way, and how long still; None once it is heard."""
    if ticket.state != "called" or ticket.announced_at is None:
        return None
    seconds = ceil(-age(ticket.announced_at))
    return texts.gettext("Calling in %(seconds)s s", seconds=seconds) if seconds > 0 else None


def minutes_word(minutes: int, texts: Texts) -> str:
    """A number of minutes in words."""
    return texts.ngettext("%(n)s minute", "%(n)s minutes", minutes)


def since(ticket: DeskTicket) -> datetime:
    """Since when a ticket is in its present state; waiting ones count from their issue."""
    moments = {
        "called": ticket.called_at,
        "serving": ticket.started_at,
        "held": ticket.held_at,
        "no_show": ticket.missed_at,
    }
    return moments.get(ticket.state) or ticket.issued_at
