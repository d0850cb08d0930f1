"""Numbers for kiosks that are cut off: where those of `[offline]` would meet the running ones.

No number is ever given twice: a running number that meets a leased one passes over it. But then
visitors hear a number that is far higher than the last, and wonder. Where a service has no quota
nobody knows before how far its numbers will run, so nothing is said.
"""

from collections.abc import Iterator

from server.configuration.office_settings import OfficeSettings

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
    if first + office.offline.most - 1 > THREE_DIGITS >= first:
        words = (
            f"from {first} on there are {THREE_DIGITS - first + 1} numbers of three digits, "
            f"but one kiosk alone may hold {office.offline.most}"
        )
        yield "offline.numbers_from", words
