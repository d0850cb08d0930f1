"""Numbers for kiosks that are cut off: where those of `[offline]` would meet the running ones.

No number is ever given twice: a running number that meets a leased one passes over it. But then
visitors hear a number that is hundreds higher than the last, and wonder.
"""

from collections.abc import Iterator
from math import floor

from server.configuration.capacity import planned_minutes
from server.configuration.office_settings import OfficeSettings
from server.queueing.office import Service

THREE_DIGITS = 999


def offline_cautions(settings: OfficeSettings) -> Iterator[tuple[str, str]]:
    """What of the file lets leased numbers meet the running ones, or grow too long."""
    office = settings.office
    if not office.offline.minutes:
        return
    first = office.offline.numbers_from
    for index, service in enumerate(office.services):
        if service.elsewhere is not None:
            continue
        if service.quota is not None and service.quota >= first:
            words = (
                f"{service.quota} numbers reach those from {first} on that kiosks hold; "
                "set [offline] numbers_from above the quota"
            )
            yield f"services[{index}].quota", words
        elif service.quota is None and _most_served(settings, service) >= first:
            words = (
                f"the counters can serve {_most_served(settings, service)} a day, and running "
                f"numbers would reach those from {first} on that kiosks hold; set [offline] "
                "numbers_from higher"
            )
            yield f"services[{index}].quota", words
    if first + office.offline.most - 1 > THREE_DIGITS >= first:
        words = (
            f"from {first} on there are {THREE_DIGITS - first + 1} numbers of three digits, "
            f"but one kiosk alone may hold {office.offline.most}"
        )
        yield "offline.numbers_from", words


def _most_served(settings: OfficeSettings, service: Service) -> int:
    """How many of one service all its counters could serve on the longest day of the week."""
    offering = [each for each in settings.office.counters if service.id in each.services]
    minutes = max(
        sum(planned_minutes(counter, hours) for counter in offering)
        for hours in settings.calendar.hours.week
    )
    return floor(minutes / service.minutes)
