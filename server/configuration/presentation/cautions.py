"""What the presentation in a correct OFFICE.toml asks for, but cannot do."""

from collections.abc import Iterator
from itertools import combinations

from protocol.snapshots import DisplayView
from server.configuration.presentation.presentation import Presentation
from server.queueing.office import Office

Zone = tuple[str, str]
"""A service, and a counter that serves it, by their ids."""


def presentation_cautions(office: Office, presentation: Presentation) -> Iterator[tuple[str, str]]:
    """Keys and what is said of them: calls that nobody says or two say, slides with nothing."""
    if presentation.displays:
        yield from _unsaid(office, presentation.displays)
        yield from _said_twice(office, presentation.displays)
    asked = presentation.health
    if not (asked.distance_metres or asked.mask or asked.hand_wash):
        for index, slide in enumerate(presentation.slides):
            if slide.kind == "health":
                yield f"slides[{index}]", "has nothing to show: [health] asks for nothing"
    if presentation.announcements.volume == 0:
        yield "announcements.volume", "at 0 nobody hears a call; quiet hours are set by `quiet`"


def _zones(office: Office) -> list[Zone]:
    here = [service.id for service in office.services if service.elsewhere is None]
    return [
        (service, counter.id)
        for service in here
        for counter in office.counters
        if service in counter.services
    ]


def _says(display: DisplayView, zone: Zone) -> bool:
    service, counter = zone
    return (
        display.speaks
        and (not display.services or service in display.services)
        and (not display.counters or counter in display.counters)
    )


def _unsaid(office: Office, displays: tuple[DisplayView, ...]) -> Iterator[tuple[str, str]]:
    numbers = {counter.id: counter.number for counter in office.counters}
    unsaid: dict[str, list[int]] = {}
    for service, counter in _zones(office):
        if not any(_says(display, (service, counter)) for display in displays):
            unsaid.setdefault(service, []).append(numbers[counter])
    for service, silent in unsaid.items():
        at = ", ".join(map(str, silent))
        yield "displays", f'no display says the calls of "{service}" at counter {at} aloud'


def _said_twice(office: Office, displays: tuple[DisplayView, ...]) -> Iterator[tuple[str, str]]:
    zones = _zones(office)
    for (_, one), (position, other) in combinations(enumerate(displays), 2):
        both = [zone for zone in zones if _says(one, zone) and _says(other, zone)]
        services = ", ".join(f'"{service}"' for service in dict.fromkeys(each for each, _ in both))
        if both:
            yield (
                f"displays[{position}].speaks",
                f'"{one.name}" says the calls of {services} too: they would be heard twice',
            )
