"""The upkeep of the catalogues: `python -m texts.catalogue update | compile | check`.

Owns the list of all keys in the code, gathered by Babel from Python, Jinja templates, ES
modules and tables of words (`words.json`), and holds the catalogues to it. The catalogue holds
what the code uses, no more: a key that is no longer used is kept as an obsolete entry until
`update --prune`, and comes back from there if the code takes it up again. English is the language
of the keys, so its entries are empty unless its text differs from the key.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from texts import KEY_LANGUAGE, LANGUAGES, LOCALE_FOLDER
from texts.pages import SCRIPT_KEYWORDS, WORDS_FILE, extract_table
from texts.placeholders import list_placeholder_problems

ROOT = Path(__file__).parent.parent
GLOSSARY = Path(__file__).parent / "glossary.id.po"
ROOMS = (
    "antrean.py",
    "personal",
    "protocol",
    "texts",
    "settings",
    "look",
    "speech",
    "server",
    "terminal",
    "kiosk",
    "displays",
    "desk",
    "demo",
)
LINE_WIDTH = 100
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
HEADER = r"""# The words of Antrean. Kept by `python -m texts.catalogue update`.
msgid ""
msgstr ""
"Project-Id-Version: antrean\n"
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plural_forms}\n"

"""
PLURAL_FORMS = {"id": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}

_MARKS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "translate": None,
}
_METHODS: dict[str, tuple[Any, dict[str, tuple[int, ...] | None]]] = {
    ".py": ("python", _MARKS),
    ".html": ("jinja2.ext:babel_extract", _MARKS),
    ".js": ("javascript", SCRIPT_KEYWORDS),
    ".mjs": ("javascript", SCRIPT_KEYWORDS),
    ".json": (extract_table, SCRIPT_KEYWORDS),
}

Key = str | tuple[str, str]


@dataclass
class Keys:
    """All keys in the code, each with the files that use it."""

    files: dict[Key, list[str]] = field(default_factory=dict)

    def add(self, key: Key, file: str) -> None:
        """Note that `file` uses `key`."""
        known = self.files.setdefault(key, [])
        if file not in known:
            known.append(file)


def gather_keys(root: Path = ROOT) -> Keys:
    """Every marked key under the rooms of `root`."""
    keys = Keys()
    for path in _list_sources(root):
        method, keywords = _METHODS[path.suffix]
        name = path.relative_to(root).as_posix()
        for _line, message, _comments, _context in extract_from_file(
            method, path, keywords=keywords
        ):
            keys.add(message if isinstance(message, str) else (message[0], message[1]), name)
    return keys


def _list_sources(root: Path) -> Iterator[Path]:
    for room in ROOMS:
        place = root / room
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        yield from (file for file in files if _holds_keys(file) and file.is_file())


def _holds_keys(file: Path) -> bool:
    is_table = file.name == WORDS_FILE
    return is_table if file.suffix == ".json" else file.suffix in _METHODS


def path_of(language: str, suffix: str = ".po") -> Path:
    """Where a language's catalogue lies."""
    return LOCALE_FOLDER / language / "LC_MESSAGES" / f"antrean{suffix}"


def read_catalogue(path: Path, language: str) -> Catalog:
    """A `.po` file as it is; an empty catalogue where there is none."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update_catalogue(language: str, keys: Keys, prune: bool = False) -> Catalog:
    """The language's catalogue with exactly the code's keys, old and glossary's texts kept."""
    old = read_catalogue(path_of(language), language)
    glossary = read_catalogue(GLOSSARY, "id") if language == "id" else Catalog(locale=language)
    new = _start_catalogue(language)
    for key in sorted(keys.files, key=_name):
        kept = _find_text(key, [*_entries(old), *old.obsolete.values(), *_entries(glossary)])
        new.add(key, kept, locations=[(file, 0) for file in sorted(keys.files[key])])
    if not prune:
        for message in [*old.obsolete.values(), *_entries(old)]:
            if message.id not in new and _is_translated(message):
                new.obsolete[_name(_key(message))] = message
    return new


def _start_catalogue(language: str) -> Catalog:
    catalogue = Catalog(locale=language, fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]
    return catalogue


def _find_text(key: Key, entries: list[Message]) -> str | tuple[str, ...]:
    """The first text that one of the entries has for a key, else an empty one."""
    for message in entries:
        if _key(message) == key and _is_translated(message):
            return _forms(message) if isinstance(key, tuple) else _forms(message)[0]
    return "" if isinstance(key, str) else ()


def _entries(catalogue: Catalog) -> Iterator[Message]:
    """The entries without the header."""
    return (message for message in catalogue if message.id)


def _key(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def _name(key: Key) -> str:
    """What a catalogue sorts and finds an entry by: its singular."""
    return key if isinstance(key, str) else key[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _is_translated(message: Message) -> bool:
    """Whether every form of an entry has a text."""
    return bool(_forms(message)) and all(_forms(message))


def write_catalogue(catalogue: Catalog, language: str) -> None:
    """Write a catalogue's `.po`, under a header without dates: same keys, same file."""
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = BytesIO()
    write_po(entries, catalogue, width=LINE_WIDTH, include_lineno=False, omit_header=True)
    header = HEADER.format(language=language, plural_forms=PLURAL_FORMS[language])
    path.write_bytes(header.encode() + entries.getvalue())


def compile_catalogue(language: str) -> None:
    """Write a language's `.mo` from its `.po`."""
    compiled = _compile(read_catalogue(path_of(language), language))
    path_of(language, ".mo").write_bytes(compiled)


def _compile(catalogue: Catalog) -> bytes:
    """The compiled form, without the present date: same texts, same bytes."""
    catalogue.creation_date = catalogue.revision_date = UNDATED
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def list_problems(keys: Keys) -> list[str]:
    """What keeps the catalogues from being complete, right and up to date, in words."""
    problems = []
    glossary = read_catalogue(GLOSSARY, "id")
    for language in LANGUAGES:
        catalogue = read_catalogue(path_of(language), language)
        problems += [f"{language}: {problem}" for problem in _list_key_problems(catalogue, keys)]
        problems += [f"{language}: {problem}" for problem in list_placeholder_problems(catalogue)]
        if language != KEY_LANGUAGE:
            problems += [
                f"{language}: not translated: {name!r}" for name in _list_untranslated(catalogue)
            ]
        if language == "id":
            problems += [
                f"id: not as in the glossary: {name!r}"
                for name in _list_strays(catalogue, glossary)
            ]
        if not _is_compiled(catalogue, language):
            problems.append(f"{language}: the compiled catalogue is older than the written one")
    return problems


def _list_key_problems(catalogue: Catalog, keys: Keys) -> list[str]:
    written = {_key(message) for message in _entries(catalogue)}
    used = set(keys.files)
    return [
        *(
            f"used in {keys.files[key][0]}, missing: {key!r}"
            for key in sorted(used - written, key=_name)
        ),
        *(f"no longer used: {key!r}" for key in sorted(written - used, key=_name)),
        *(f"obsolete: {key!r} (update --prune drops it)" for key in catalogue.obsolete),
        *(f"marked fuzzy: {message.id!r}" for message in _entries(catalogue) if message.fuzzy),
    ]


def _list_untranslated(catalogue: Catalog) -> list[Key]:
    return [_key(message) for message in _entries(catalogue) if not _is_translated(message)]


def _list_strays(catalogue: Catalog, glossary: Catalog) -> list[Key]:
    """Entries whose text differs from the glossary's, whose terms bind."""
    terms = {_key(term): term.string for term in _entries(glossary)}
    return [
        _key(message)
        for message in _entries(catalogue)
        if terms.get(_key(message), message.string) != message.string
    ]


def _is_compiled(catalogue: Catalog, language: str) -> bool:
    """Whether the compiled catalogue is what compiling the written one would give."""
    path = path_of(language, ".mo")
    return path.exists() and path.read_bytes() == _compile(catalogue)


@click.group(help=__doc__)
def catalogue_command() -> None:
    """The upkeep of the catalogues."""


@catalogue_command.command("update")
@click.option("--prune", is_flag=True, help="Drop the entries that the code no longer uses.")
def update_command(prune: bool) -> None:
    """Gather all keys of the code into the catalogues, then compile."""
    keys = gather_keys()
    for language in LANGUAGES:
        catalogue = update_catalogue(language, keys, prune)
        write_catalogue(catalogue, language)
        compile_catalogue(language)
        if language != KEY_LANGUAGE:
            for name in _list_untranslated(catalogue):
                click.echo(f"{language}: not translated: {name!r}")


@catalogue_command.command("compile")
def compile_command() -> None:
    """Compile the catalogues after a changed translation."""
    for language in LANGUAGES:
        compile_catalogue(language)


@catalogue_command.command("check")
def check_command() -> None:
    """Say what is missing, unused, wrong or stale; exit code 1 if anything is."""
    problems = list_problems(gather_keys())
    for problem in problems:
        click.echo(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    catalogue_command()
