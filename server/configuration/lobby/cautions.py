"""What a lobby asks for, but cannot work: no plan yet, parties or lines that find no place."""

from collections.abc import Iterator

from server.configuration.office_settings import OfficeSettings
from server.queueing.hall_rules import Hall, HealthProfile


def lobby_cautions(settings: OfficeSettings) -> Iterator[tuple[str, str]]:
    """Keys and words, as in `server.configuration.cautions`."""
    hall = settings.office.hall
    if hall is not None:
        yield from _parties(hall, settings.office.tickets.largest_party)
    elif settings.lobby is not None:
        yield "lobby", f"no places are planned yet: antrean lobby plan {settings.path}"
    for index, kiosk in enumerate(settings.lobby.kiosks if settings.lobby else ()):
        if kiosk.line is None:
            words = "people in line at this kiosk have no places: line = 3, or 0 if nobody waits"
            yield f"lobby.kiosks[{index}]", words


def _parties(hall: Hall, largest_party: int) -> Iterator[tuple[str, str]]:
    """Parties that may take a number, but never get a place."""
    for index, profile in enumerate(hall.profiles):
        most, key, why = min(_limits(hall, profile, index))
        if most == 0:
            words = f'nobody ever waits inside in profile "{profile.id}": {why}'
        else:
            words = (
                f"tickets.largest_party is {largest_party}, but in profile "
                f'"{profile.id}" a place is for {most} at most: {why}'
            )
        if most < largest_party:
            yield key, words


def _limits(hall: Hall, profile: HealthProfile, index: int) -> Iterator[tuple[int, str, str]]:
    """The most people of one party by each limit, the key that sets it, and what it says."""
    key = f"lobby.profiles[{index}]"
    used = [spot.largest for spot in hall.spots if spot.number in profile.spots]
    yield (
        max(used, default=0),
        f"{key}.distance",
        "that is the room between its places and walls, counters, kiosks and doors",
    )
    if profile.waiting_room is not None:
        most = f"max_waiting_room is {profile.waiting_room}"
        yield profile.waiting_room, f"{key}.max_waiting_room", most
    if profile.people is not None:
        inside = hall.staff + hall.at_kiosks
        yield (
            max(0, profile.people - inside),
            f"{key}.factor",
            f"{profile.people} people, of whom {inside} are staff and at kiosks",
        )
