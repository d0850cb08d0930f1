"""The pages' templates and the texts that they take along.

Owns the Jinja environment over the rooms' page folders (the server reads their files and imports
none of their code), the keys of each page's scripts, and JSON that is safe inside `<script>`.
Keys are read out of the scripts once, at the start.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from protocol.refusals import RefusalCode
from texts import LANGUAGES, texts_for
from texts.pages import WORDS_FILE, Key, page_texts, script_keys, table_keys
from texts.refusals import refusal_templates
from texts.states import state_word

SHARED_SCRIPTS = ("shared", "texts", "look")
"""The static rooms whose scripts every page may use."""


def folder(package: str, *parts: str) -> Path:
    """A folder of one of the packages, as it is installed."""
    return Path(str(files(package))).joinpath(*parts)


STATIC_ROOMS: Mapping[str, Path] = {
    "look": folder("look"),
    "texts": folder("texts", "web"),
    "shared": folder("terminal", "web"),
    "displays": folder("displays", "web"),
    "desk": folder("desk", "web"),
    "phone": folder("server", "web", "pages", "phone"),
    "pages": folder("server", "web", "pages"),
}
"""Below `/static`: which folder each name stands for."""

TEMPLATE_ROOMS = ("displays", "desk", "phone", "pages")


class Templates:
    """Renders pages. One per application."""

    def __init__(self, refusals: Mapping[str, frozenset[RefusalCode]] | None = None) -> None:
        """Reads the keys of all scripts.

        `refusals` names, for a room whose pages go over slow links, the only ones that its pages
        can meet; every other room's pages get the sentences of all.
        """
        self._refusals = refusals or {}
        self._environment = Environment(
            loader=PrefixLoader(
                {room: FileSystemLoader(STATIC_ROOMS[room]) for room in TEMPLATE_ROOMS}
            ),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        shared = [key for room in SHARED_SCRIPTS for key in _keys_under(STATIC_ROOMS[room])]
        self._keys = {room: (*_keys_under(STATIC_ROOMS[room]), *shared) for room in TEMPLATE_ROOMS}

    def render(self, template: str, language: str, **variables: Any) -> str:
        """`template` is "room/file.html". The page's texts come along in `texts`, `all_texts`.

        Of `variables`, `languages` are the codes that `all_texts` holds.
        """
        room = template.split("/", 1)[0]
        texts = texts_for(language)
        catalogue = self._catalogue(room, language)
        languages = variables.setdefault("languages", tuple(LANGUAGES))
        return self._environment.get_template(template).render(
            base="",
            language=language,
            texts=json_for_script(catalogue["texts"]),
            refusals=json_for_script(catalogue["refusals"]),
            all_texts=json_for_script({each: self._catalogue(room, each) for each in languages}),
            _=texts.gettext,
            gettext=texts.gettext,
            ngettext=texts.ngettext,
            language_names=LANGUAGES,
            state_word=lambda state: state_word(state, texts),
            **variables,
        )

    def _catalogue(self, room: str, language: str) -> dict[str, Any]:
        return {
            "texts": page_texts(language, self._keys[room]),
            "refusals": refusal_templates(language, self._refusals.get(room)),
        }


@cache
def _keys_under(place: Path) -> tuple[Key, ...]:
    """The keys in all scripts and tables of words of a folder."""
    scripts = sorted(place.rglob("*.js"))
    keys: list[Key] = [key for each in scripts for key in script_keys(each.read_text("utf-8"))]
    for table in sorted(place.rglob(WORDS_FILE)):
        keys += table_keys(table.read_text("utf-8"))
    return tuple(dict.fromkeys(keys))


def json_for_script(content: object) -> Markup:
    """JSON that may stand inside `<script>`: nothing in it can end the element."""
    encoded = msgspec.json.encode(content).decode()
    for character in "<>&":
        encoded = encoded.replace(character, f"\\u{ord(character):04x}")
    return Markup(encoded)  # noqa: S704 - made safe above


def choose_language(accepted: str, offered: Iterable[str]) -> str:
    """The language of `offered` that an `Accept-Language` header wants most, else the first."""
    offered = tuple(offered)
    wanted: list[tuple[float, str]] = []
    for part in accepted.split(","):
        name, _, weight = part.partition(";q=")
        try:
            wanted.append((-float(weight or 1), name.strip().split("-")[0].lower()))
        except ValueError:
            continue
    wanted.sort(key=lambda each: each[0])
    return next((code for weight, code in wanted if weight and code in offered), offered[0])
