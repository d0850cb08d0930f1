"""How an office presents itself in its hall: logo, displays, slides, announcements, its floor.

None of this is a rule, and none of it is journaled: it is read from the OFFICE.toml when the
server starts, and holds for that process alone, until the file is read again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from protocol.snapshots import DisplayView, FloorView, HealthView, SlideView
from server.configuration.office_checks import counter_id
from server.configuration.presentation.picture_files import address_of
from server.configuration.server_file.reach import PhonesReach
from server.queueing.office import Span
from speech.espeak import USUAL_RATE, VOICES

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Announcements:
    """How calls are said. `languages` in the order spoken; `volume` in percent.

    `come_in`: who is asked to come in is said, too.
    Nothing sounds in the `quiet` spans of the office's clock. `voices` are espeak-ng's, by
    language. `clips` is a folder of recorded words that
    replace the synthetic ones.
    """

    languages: tuple[str, ...] = ()
    volume: int = 80
    quiet: tuple[Span, ...] = ()
    speech: bool = True
    words_per_minute: int = USUAL_RATE
    voices: Mapping[str, str] = field(default_factory=lambda: dict(VOICES))
    clips: Path | None = None
    come_in: bool = True


@dataclass(frozen=True)
class Presentation:
    """What the hall is shown besides the queue. `files`: what the paths of slides stand for.

    `floor`: the lobby with its places, seen from above; None where no places are given.
    `phones_reach`: from where visitors' phones get to their ticket's page; `is_encrypted`: whether
    others in the network cannot read what screens send. Both are said by the server's own file.
    """

    logo: Path | None = None
    displays: tuple[DisplayView, ...] = ()
    slides: tuple[SlideView, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    health: HealthView = field(default_factory=HealthView)
    announcements: Announcements = field(default_factory=Announcements)
    floor: FloorView | None = None
    phones_reach: PhonesReach = "everywhere"
    is_encrypted: bool = True


def read_presentation(values: Values, folder: Path, floor: FloorView | None = None) -> Presentation:
    """The presentation of a checked file that lies in `folder`."""
    named = {each["file"] for each in values["slides"] if each["file"]}
    addresses = {file: address_of(folder / file) for file in named}
    return Presentation(
        logo=folder / values["logo"] if values["logo"] else None,
        displays=tuple(_display(each, values["counters"]) for each in values["displays"]),
        slides=tuple(_slide(each, addresses) for each in values["slides"]),
        files={address: folder / file for file, address in addresses.items()},
        health=HealthView(**values["health"] or {}),
        announcements=_announcements(values["announcements"] or {}, values["languages"], folder),
        floor=floor,
    )


def ids_of_counters(named: Iterable[str], counters: Iterable[Values]) -> tuple[str, ...]:
    """The ids of counters that a display names, each by its id or else by its number."""
    numbers = {str(each.get("number")): str(counter_id(each)) for each in counters}
    ids = set(numbers.values())
    return tuple(name if name in ids else numbers[name] for name in named)


def _display(values: Values, counters: Iterable[Values]) -> DisplayView:
    return DisplayView(
        name=values["name"],
        title=values["title"] or {},
        services=tuple(values["services"]),
        counters=ids_of_counters(values["counters"], counters),
        speaks=values["speaks"],
        layout=values["layout"],
        turn=values["turn"],
    )


def _slide(values: Values, addresses: Mapping[str, str]) -> SlideView:
    return SlideView(
        kind=values["kind"],
        seconds=values["seconds"],
        words=values["words"] or {},
        path=addresses[values["file"]] if values["file"] else "",
    )


def _announcements(values: Values, languages: Iterable[str], folder: Path) -> Announcements:
    given = {name: each for name, each in values.items() if each is not None}
    given["languages"] = tuple(given.get("languages", languages))
    if "clips" in given:
        given["clips"] = folder / given["clips"]
    return Announcements(**given)
