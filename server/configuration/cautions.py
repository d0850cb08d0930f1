"""What a correct OFFICE.toml asks for, but cannot work: shown by `antrean check`.

Hours are judged on the weekly hours, each kind of day by itself; seasons and single dates are
left out, because quotas are set for a normal day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import floor

from server.configuration.capacity import Shortage, planned_minutes, shortages
from server.configuration.hours import WEEKDAYS, minutes_of
from server.configuration.lobby.cautions import lobby_cautions
from server.configuration.office_settings import OfficeSettings
from server.configuration.offline_cautions import offline_cautions
from server.configuration.personal import personal_cautions
from server.configuration.presentation.cautions import presentation_cautions
from server.queueing.office import Counter, Office, Span
from texts.spoken import alike_letters


@dataclass(frozen=True)
class Caution:
    """Something that will not work as the file says."""

    file: str
    key: str  # such as `services[2].quota`, counted from 0
    words: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.file}: {self.key}: {self.words}"


def warnings_for(settings: OfficeSettings) -> list[Caution]:
    """Everything of the file that cannot work, in the order of its keys."""
    office, file = settings.office, str(settings.path)
    found = [
        *_letters(office),
        *_services(office),
        *_quotas(settings),
        *offline_cautions(settings),
        *_counters(settings),
        *presentation_cautions(office, settings.presentation),
        *lobby_cautions(settings),
        *personal_cautions(office),
    ]
    return [Caution(file, key, words) for key, words in found]


def _letters(office: Office) -> Iterator[tuple[str, str]]:
    """Of the services that take numbers here: the others' letters are never called."""
    called = [
        (index, service.letter)
        for index, service in enumerate(office.services)
        if service.elsewhere is None
    ]
    for group in alike_letters(letter for _, letter in called):
        second = next(index for index, letter in called if letter == group[1])
        yield (
            f"services[{second}].letter",
            f"the letters {_join(group)} sound alike when called; keep one, change the others",
        )


def _services(office: Office) -> Iterator[tuple[str, str]]:
    for index, service in enumerate(office.services):
        offering = [each for each in office.counters if service.id in each.services]
        if service.elsewhere is not None:
            if offering:
                yield (
                    f"services[{index}].elsewhere",
                    f'{_counters_in_words(offering)} cannot serve "{service.id}": no numbers here',
                )
            continue
        if not offering:
            yield (
                f"services[{index}]",
                f'no counter serves "{service.id}": its visitors would never be called',
            )
        if service.quota == 0:
            yield (
                f"services[{index}].quota",
                f'nobody gets a number for "{service.id}"; without a quota there is no limit',
            )


# ---------------------------------------------------------------- quotas


def _quotas(settings: OfficeSettings) -> Iterator[tuple[str, str]]:
    """Quota x usual minutes above the counter hours, on each kind of day."""
    days_by_shortage: dict[Shortage, list[str]] = {}
    for weekday, hours in _days(settings):
        for shortage in shortages(settings.office, hours):
            days_by_shortage.setdefault(shortage, []).append(weekday)
    for shortage, weekdays in days_by_shortage.items():
        yield _shortage_in_words(settings.office, shortage, weekdays)


def _days(settings: OfficeSettings) -> Iterator[tuple[str, tuple[Span, ...]]]:
    for weekday, hours in zip(WEEKDAYS, settings.calendar.hours.week, strict=True):
        if hours:
            yield weekday.title(), hours


def _shortage_in_words(office: Office, shortage: Shortage, weekdays: list[str]) -> tuple[str, str]:
    ids = [service.id for service in office.services]
    counters = [office.counter(counter_id) for counter_id in shortage.counters]
    wanted, planned = shortage.wanted_minutes, shortage.planned_minutes
    is_alone = len(shortage.services) == 1
    names = _join(f'"{service_id}"' for service_id in shortage.services)
    words = (
        f"on {_join(weekdays)} {'the quota of' if is_alone else 'the quotas of'} {names} "
        f"{_times(office, shortage)} {'asks' if is_alone else 'ask'} for {wanted:g} minutes, "
        f"{_counters_in_words(filter(None, counters))} {_have(shortage)} {planned:g}: "
        f"{wanted - planned:g} minutes too many"
    )
    if is_alone:
        service = office.services[ids.index(shortage.services[0])]
        words += f"; at most {floor(planned / service.minutes)} numbers would fit"
    return f"services[{ids.index(shortage.services[0])}].quota", words


def _times(office: Office, shortage: Shortage) -> str:
    """`(150 x 8 + 30 x 12)`."""
    services = [each for each in office.services if each.id in shortage.services]
    return f"({' + '.join(f'{each.quota} x {each.minutes:g}' for each in services)})"


def _have(shortage: Shortage) -> str:
    return "has" if len(shortage.counters) == 1 else "have"


# ---------------------------------------------------------------- counters


def _counters(settings: OfficeSettings) -> Iterator[tuple[str, str]]:
    """Plans that reach before the opening or after the closing of every day, or lie in a break.

    A plan that goes on through a break is no mistake.
    """
    week = [hours for _, hours in _days(settings)]
    for index, counter in enumerate(settings.office.counters):
        for position, span in enumerate(counter.plan):
            outside = min(_minutes_outside(span, hours) for hours in week)
            if outside:
                planned = f"{span.opens} to {span.closes}"
                yield (
                    f"counters[{index}].plan[{position}]",
                    f"{outside} minutes of {planned} lie outside the hours of every day",
                )


def _minutes_outside(plan: Span, hours: tuple[Span, ...]) -> int:
    counter = Counter("", 0, (), (plan,))
    length = minutes_of(plan.closes) - minutes_of(plan.opens)
    if not planned_minutes(counter, hours):
        return length
    return length - planned_minutes(counter, [Span(hours[0].opens, hours[-1].closes)])


def _counters_in_words(counters: Iterable[Counter]) -> str:
    numbers = [counter.number for counter in counters]
    return f"counter{'s' if len(numbers) > 1 else ''} {_join(numbers)}"


def _join(words: Iterable[object]) -> str:
    """`A, B and C`."""
    *first, last = map(str, words)
    return f"{', '.join(first)} and {last}" if first else last
