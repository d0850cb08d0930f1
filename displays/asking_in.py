"""Which number that is asked to come in a display says next. Pure; `asking-in.js` is its twin.

Promises: each asking is said once, the longest asked first, and only while its people have not
come; who is asked again is said again. A display that has just started says nothing old. Of several
displays the first that speaks and serves the number's letter says it; where none does, the first
that speaks. Calls come before: whoever plays takes one only when no call waits, and gives it back
when a call interrupts it.
"""

from datetime import datetime

from displays.announcing import is_quiet, is_speaker
from displays.zone import narrow
from protocol.snapshots import AnnouncementsView, ComeInView, HallSnapshot
from texts.spoken import split_ticket

Asking = tuple[str, datetime]
"""A number, and when it was asked."""


class AskingIn:
    """What one display has said, and has still to say."""

    def __init__(self) -> None:
        self._announcements = AnnouncementsView()
        self._day: tuple[str, str] | None = None
        self._seen: set[Asking] = set()
        self._waiting: list[ComeInView] = []

    def take(self, hall: HallSnapshot, name: str) -> None:
        """Note what is new in a snapshot of the whole hall, for the display of this name."""
        self._announcements = hall.office.announcements
        day = (hall.id.epoch, hall.id.day.isoformat())
        asked = {_asking(each): each for each in (hall.room.come_in if hall.room else ())}
        is_first, is_other = self._day is None, self._day not in (None, day)
        self._day = day
        if is_other:
            self._seen, self._waiting = set(), []
        fresh = [each for asking, each in asked.items() if asking not in self._seen]
        self._seen |= asked.keys()
        is_said = self._announcements.come_in and self._announcements.speech
        if is_first or not is_said:
            fresh = []
        ours = [each for each in fresh if says_come_in(hall, name, each.number)]
        kept = [each for each in self._waiting if _asking(each) in asked and is_said]
        self._waiting = sorted([*kept, *ours], key=lambda each: each.since)

    def next(self, time_of_day: str) -> ComeInView | None:
        """The one to say now, or None; it will not be given again."""
        if is_quiet(self._announcements, time_of_day):
            self._waiting.clear()
        return self._waiting.pop(0) if self._waiting else None

    def put_back(self, asked: ComeInView) -> None:
        """A call has interrupted this one: it is said when the calls are over."""
        self._waiting.insert(0, asked)


def says_come_in(hall: HallSnapshot, name: str, number: str) -> bool:
    """Whether the display of this name is the one that asks a number in."""
    if not hall.office.displays:
        return is_speaker(hall.office, name)
    speaking = [each for each in hall.office.displays if each.speaks]
    letter = split_ticket(number)[0]
    serving = [
        each
        for each in speaking
        if any(service.letter == letter for service in narrow(hall, each).services)
    ]
    first = next(iter(serving or speaking), None)
    return first is not None and first.name == name


def _asking(asked: ComeInView) -> Asking:
    return asked.number, asked.since
