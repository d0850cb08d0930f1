"""Rules after a restore: numbers that were given since the backup are not given again.

Nobody knows which they were, but people in the hall have them on paper. So the numbers go on
further up, at the next full hundred that lies beyond what can have been given: at the day's own
rate so far, and at one a minute at least, with twice the standard deviation of a Poisson process
on top (as in `leases`). A leap to a full hundred also tells staff old numbers from new ones.
"""

from datetime import datetime
from math import ceil, sqrt

from protocol.refusals import Refusal
from server.queueing.commands import GoOnRestored
from server.queueing.day import Day
from server.queueing.events import Event, NumbersSkipped, Record

LEAST_A_MINUTE = 1.0
"""Numbers of one letter: more than twice what the busiest letter of a day of 860 visitors gives."""
LEAST_KIOSKS = 2
"""So many may have been lent numbers since the backup, however few are known."""


def go_on(day: Day, command: GoOnRestored, now: datetime) -> list[Event] | Refusal:
    """Let each letter's numbers, and those that kiosks are lent, go on above what may be given."""
    letters = sorted({each.letter for each in day.office.services if each.elsewhere is None})
    running = {letter: _last_running(day, letter, command.restored_at) for letter in letters}
    skipped = {each: last for each, last in running.items() if last > day.sequences.get(each, 0)}
    leased = {letter: _leased(day, letter) for letter in letters} if _lends(day) else {}
    return [NumbersSkipped(skipped, leased)] if skipped or leased else []


def numbers_skipped(day: Day, event: NumbersSkipped, record: Record) -> None:
    """Apply."""
    day.sequences.update(event.running)
    for letter, (first, last) in event.leased.items():
        day.leased.keep_free(letter, first, last)


def _last_running(day: Day, letter: str, restored_at: datetime) -> int:
    """The last number that may have been given of a letter; 0 where no time was lost."""
    first_at, until = day.schedule.tickets_from, day.schedule.tickets_until
    if first_at is None or until is None:
        return 0
    known = [each for each in day.tickets.values() if each.issued_at <= restored_at]
    known_until = max((each.issued_at for each in known), default=first_at)
    lost = (min(restored_at, until) - known_until).total_seconds() / 60
    if lost <= 0:
        return 0
    last = day.sequences.get(letter, 0)
    minutes = max(1.0, (known_until - first_at).total_seconds() / 60)
    expected = lost * max(LEAST_A_MINUTE, last / minutes)
    return ceil((last + expected + 2 * sqrt(expected)) / 100) * 100


def _leased(day: Day, letter: str) -> tuple[int, int]:
    """The first and last number of a letter that kiosks may have been lent."""
    rules, kiosks = day.office.offline, {lease.kiosk for lease in day.leased.leases.values()}
    first, last = day.leased.ranges.get(letter, (rules.numbers_from, rules.numbers_from - 1))
    return first, last + rules.most * max(LEAST_KIOSKS, len(kiosks))


def _lends(day: Day) -> bool:
    return day.office.offline.minutes > 0
