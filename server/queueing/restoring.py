"""Rules after a restore: numbers that were given since the backup are not given again.

Nobody knows which they were, but people in the hall have them on paper. So the numbers go on
further up, at the next full hundred that lies beyond what can have been given: at the day's own
rate so far, and at one a minute at least, with twice the standard deviation of a Poisson process
on top (as in `leases`). A leap to a full hundred also tells staff old numbers from new ones.
"""

from datetime import datetime
from math import ceil, sqrt

from protocol.numbering import sequence_of
from protocol.refusals import Refusal
from server.queueing.commands import GoOnRestored, HandInTicket
from server.queueing.day import Day
from server.queueing.events import Event, NumbersLeased, NumbersSkipped, Record
from server.queueing.lease_day import Lease

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
    since = _known_until(day, command.restored_at)
    return [NumbersSkipped(skipped, leased, since)] if skipped or leased else []


def numbers_skipped(day: Day, event: NumbersSkipped, record: Record) -> None:
    """Apply."""
    day.sequences.update(event.running)
    for letter, (first, last) in event.leased.items():
        day.leased.keep_free(letter, first, last)
    day.leased.lost |= event.leased
    day.leased.lost_since = event.since


def lost_lease(day: Day, command: HandInTicket, now: datetime) -> Lease | None:
    """The lease that a handed-in number must have been from, of this number alone.

    None where no restore can have lost it. It counts as granted when the backup was made, so that
    its visitor keeps the place in the line.
    """
    service = day.office.service(command.services[0]) if command.services else None
    sequence = sequence_of(service.letter, command.number) if service is not None else None
    if service is None or sequence is None:
        return None
    leased, letter = day.leased, service.letter
    if not leased.may_be_lost(letter, sequence, sequence) or leased.is_held(letter, sequence):
        return None
    return Lease(
        id=f"{day.schedule.date.isoformat()}.{command.number}.lost",
        kiosk=command.kiosk,
        book="",
        service=service.id,
        letter=letter,
        first=sequence,
        granted=1,
        count=1,
        granted_at=min(leased.lost_since or now, now),
    )


def lent_again(lease: Lease) -> NumbersLeased:
    """A lost lease as an event. No file of a kiosk knows of it, so it is never used further."""
    return NumbersLeased(
        lease_id=lease.id,
        kiosk=lease.kiosk,
        book=lease.book,
        service=lease.service,
        letter=lease.letter,
        first=lease.first,
        count=lease.count,
    )


def _last_running(day: Day, letter: str, restored_at: datetime) -> int:
    """The last number that may have been given of a letter; 0 where no time was lost."""
    first_at, until = day.schedule.tickets_from, day.schedule.tickets_until
    if first_at is None or until is None:
        return 0
    known_until = _known_until(day, restored_at) or first_at
    lost = (min(restored_at, until) - known_until).total_seconds() / 60
    if lost <= 0:
        return 0
    last = day.sequences.get(letter, 0)
    minutes = max(1.0, (known_until - first_at).total_seconds() / 60)
    expected = lost * max(LEAST_A_MINUTE, last / minutes)
    return ceil((last + expected + 2 * sqrt(expected)) / 100) * 100


def _known_until(day: Day, restored_at: datetime) -> datetime | None:
    """When the last number was given that the backup has; else when numbers began, if they do."""
    known = (each.issued_at for each in day.tickets.values() if each.issued_at <= restored_at)
    return max(known, default=day.schedule.tickets_from)


def _leased(day: Day, letter: str) -> tuple[int, int]:
    """The first and last number of a letter that kiosks may have been lent."""
    rules, kiosks = day.office.offline, {lease.kiosk for lease in day.leased.leases.values()}
    first, last = day.leased.ranges.get(letter, (rules.numbers_from, rules.numbers_from - 1))
    return first, last + rules.most * max(LEAST_KIOSKS, len(kiosks))


def _lends(day: Day) -> bool:
    return day.office.offline.minutes > 0
