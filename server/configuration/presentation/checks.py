"""What the presentation of an office must hold beyond its single values."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from server.configuration.office_checks import check_unique, counter_id
from server.configuration.presentation.picture_files import check_picture, check_video
from settings.problems import Place, describe, list_words, nearest

Values = Mapping[str, Any]

FILE_CHECKS = {"picture": check_picture, "video": check_video}
"""The kinds of slide that are a file, and what is asked of it."""


def check_presentation(place: Place, office: Values) -> None:
    """Note every way in which what the hall is shown does not fit; reads the files named."""
    folder = Path(place.report.file).parent
    _check_displays(place.at("displays"), office)
    for index, slide in enumerate(office.get("slides", ())):
        _check_slide(place.at("slides").item(index), slide, folder)
    if office.get("logo"):
        check_picture(place.at("logo"), folder, office["logo"])
    _check_announcements(place.at("announcements"), office, folder)


def check_counter_names(place: Place, names: Iterable[Any], counters: Iterable[Values]) -> None:
    """Note each table of a list whose `counter` is neither the id nor the number of one."""
    listed = list(counters)
    known = [str(counter_id(each)) for each in listed]
    allowed = [*known, *(str(each.get("number")) for each in listed)]
    for index, name in enumerate(names):
        if name is not None and name not in allowed:
            place.item(index).at("counter").note(
                describe(name), f"one of the counters: {list_words(known)}", nearest(name, known)
            )


def _check_displays(place: Place, office: Values) -> None:
    displays = office.get("displays", ())
    check_unique(place, displays, "name")
    counters = office.get("counters", ())
    known = {
        "services": [each["id"] for each in office.get("services", ()) if "id" in each],
        "counters": [str(counter_id(each)) for each in counters],
    }
    allowed = {
        "services": [*known["services"]],
        "counters": [*known["counters"], *(str(each.get("number")) for each in counters)],
    }
    for index, display in enumerate(displays):
        if display.get("layout") == "plan" and not office.get("lobby"):
            place.item(index).at("layout").note(describe("plan"), "calls, where no [lobby] is")
        for key in ("services", "counters"):
            if key in office:
                at = place.item(index).at(key)
                _check_known(at, display.get(key, ()), known[key], allowed[key])


def _check_known(
    place: Place, names: Iterable[str], known: Iterable[str], allowed: Iterable[str]
) -> None:
    for position, name in enumerate(names):
        if name not in allowed:
            place.item(position).note(
                describe(name),
                f"one of the {place.key.rsplit('.', 1)[-1]}: {list_words(known)}",
                nearest(name, known),
            )


def _check_slide(place: Place, slide: Values, folder: Path) -> None:
    kind, file = slide.get("kind"), slide.get("file")
    if kind == "words" and "words" in slide and not slide["words"]:
        place.at("words").note("nothing", "what the slide says")
    if kind in FILE_CHECKS:
        if "file" in slide and not file:
            place.at("file").note("nothing", f"the path of a {kind}")
        elif file:
            FILE_CHECKS[kind](place.at("file"), folder, file)
    elif kind is not None and file:
        place.at("file").note(describe(file), f"no file: the kind of this slide is {kind}")


def _check_announcements(place: Place, office: Values, folder: Path) -> None:
    values = office.get("announcements") or {}
    offered = office.get("languages", ())
    for index, language in enumerate(values.get("languages") or ()):
        if "languages" in office and language not in offered:
            place.at("languages").item(index).note(
                describe(language), f"a language of the office: {list_words(offered)}"
            )
    clips = values.get("clips")
    if clips and not (folder / clips).is_dir():
        place.at("clips").note(f"{describe(clips)}, which is no folder", "a folder")
