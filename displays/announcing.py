"""Which call a display says next, and how short. Pure; `announcing.js` is its twin.

Promises: each call is said once, the oldest first; a recall is a call of its own; one that has
been answered is not said any more; a display that has just started says nothing old, and one that
was away says what is still open. A call's sentence begins within `LIMIT_SECONDS` of the call, on
one loudspeaker, however many come at once:

- Long, if the others that wait can then all be said short in time.
- Short, if the others can then all be said in the shortest form in time.
- Else the shortest form, one number after the other: a single sentence of several numbers, with
  one chime at its beginning. Calls that come while it is being said join it at its end.

Times are seconds of life on the screen's own monotonic clock, whatever the office's clock does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from protocol.snapshots import AnnouncementsView, HallSnapshot, OfficeView

LIMIT_SECONDS = 15.0


class Brevity(IntEnum):
    """How short a call is said; the numbers are the server's own (`?short=`)."""

    LONG = 0
    SHORT = 1
    SHORTEST = 2


@dataclass(frozen=True)
class Announcement:
    """What to play: a chime, then the call. `brevity` None: the chime is all there is."""

    call: int
    brevity: Brevity | None
    with_chime: bool = True


@dataclass(frozen=True)
class Lengths:
    """Seconds that each form takes, the pause after it included. Chime apart.

    The defaults are those of a usual office; `measured` puts what is really there in their place
    where that is longer: a slow voice, long names, recordings.
    """

    chime: float = 1.3
    long: float = 11.7
    short: float = 7.0
    shortest: float = 3.0

    def of(self, brevity: Brevity) -> float:
        """The seconds of one form."""
        return (self.long, self.short, self.shortest)[brevity]

    def measured(self, brevity: Brevity, seconds: float) -> "Lengths":
        """With what a form really takes."""
        name = brevity.name.lower()
        return replace(self, **{name: max(self.of(brevity), seconds)})


def choose(due: Sequence[float], lengths: Lengths) -> Brevity:
    """How short the first call is said; `due`: within how many seconds each must have begun."""
    first, *others = due
    if first < 0:
        return Brevity.SHORTEST
    long, short = lengths.chime + lengths.long, lengths.chime + lengths.short
    if long <= LIMIT_SECONDS and _in_time(others, long, short, 0):
        return Brevity.LONG
    if short <= LIMIT_SECONDS and _in_time(others, short, lengths.shortest, lengths.chime):
        return Brevity.SHORT
    return Brevity.SHORTEST


def _in_time(due: Sequence[float], begin: float, each: float, chime: float) -> bool:
    """Whether all can begin in time, the first at `begin`, the others one after `each`."""
    begins = (begin + place * each + (chime if place else 0) for place in range(len(due)))
    return all(at <= latest for at, latest in zip(begins, due, strict=True))


def is_speaker(office: OfficeView, name: str) -> bool:
    """Whether the display of this name says calls: assigned to, or the office assigns nobody."""
    display = next((each for each in office.displays if each.name == name), None)
    return not office.displays if display is None else display.speaks


def is_quiet(announcements: AnnouncementsView, time_of_day: str) -> bool:
    """Whether nothing sounds now; `time_of_day` is "HH:MM" of the office's clock."""
    is_within = any(opens <= time_of_day < closes for opens, closes in announcements.quiet)
    return is_within or announcements.volume == 0


class Announcing:
    """What one display has said, and has still to say."""

    def __init__(self) -> None:
        self.lengths = Lengths()
        self._announcements = AnnouncementsView()
        self._day: tuple[str, str] | None = None
        self._last = 0
        self._waiting: dict[int, float] = {}  # call -> when it was called
        self._is_chained = False

    def take(self, snapshot: HallSnapshot, now: float, speaks: bool = True) -> None:
        """Note what is new in a snapshot of the display's own part of the hall.

        The first one that is seen brings nothing to say. Not `speaks`: another display does.
        """
        self._announcements = snapshot.office.announcements
        day = (snapshot.id.epoch, snapshot.id.day.isoformat())
        newest = max((call.call for call in snapshot.calls), default=0)
        if self._day is None:
            self._last = newest
        elif day != self._day:
            self._last, self._waiting = 0, {}
        ages = _ages(snapshot)
        fresh = sorted(call for call in ages if call > self._last) if speaks else []
        kept = {call: at for call, at in self._waiting.items() if call in ages and speaks}
        self._waiting = kept | {call: now - _fresh_age(ages[call]) for call in fresh}
        self._day, self._last = day, max(self._last, newest)

    @property
    def has_calls(self) -> bool:
        """Whether a call waits to be said."""
        return bool(self._waiting)

    def next(self, now: float, time_of_day: str) -> Announcement | None:
        """The call to say now, or None; it will not be given again."""
        if is_quiet(self._announcements, time_of_day):
            self._waiting.clear()
        if not self._waiting:
            self._is_chained = False
            return None
        if not self._announcements.speech:
            oldest = min(self._waiting)
            self._waiting.clear()  # one chime is for all that wait
            return Announcement(oldest, None)
        brevity = choose(self._due(now), self.lengths)
        call = next(iter(self._waiting))
        del self._waiting[call]
        was_chained, self._is_chained = self._is_chained, brevity is Brevity.SHORTEST
        return Announcement(call, brevity, not (was_chained and self._is_chained))

    def measured(self, announcement: Announcement, seconds: float, now: float) -> Announcement:
        """Take in how long a call's sound really is, its pause included, before it is played.

        Gives what to play: the same, or shorter, where others would otherwise wait too long.
        """
        if announcement.brevity is None:
            return announcement
        self.lengths = self.lengths.measured(announcement.brevity, seconds)
        brevity = choose([0.0, *self._due(now)], self.lengths)
        if brevity <= announcement.brevity:
            return announcement
        self._is_chained = brevity is Brevity.SHORTEST
        return replace(announcement, brevity=brevity)

    def _due(self, now: float) -> list[float]:
        """Within how many seconds each call that waits must have begun."""
        return [LIMIT_SECONDS - (now - at) for at in self._waiting.values()]


def _ages(snapshot: HallSnapshot) -> Mapping[int, float]:
    """How long ago each open call was, in seconds of life."""
    clock = snapshot.clock
    return {
        call.call: max(0.0, (clock.now - call.at).total_seconds() / (clock.speed or 1.0))
        for call in snapshot.calls
        if call.is_open
    }


def _fresh_age(age: float) -> float:
    """One that came while the display was away is late already: it counts from now."""
    return age if age <= LIMIT_SECONDS else 0.0
