"""The kinds of values in a configuration file: single ones, lists, tables.

A kind reads one value: it returns it converted, or notes a problem and returns `UNUSABLE`. So
reading goes on after a mistake, and everything wrong with a file is told at once. A table gives
a dict that lacks the keys that could not be read; it is built into settings only if no problem
was noted anywhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from settings.problems import Place, describe, list_words, nearest

UNUSABLE: Any = type("Unusable", (), {"__repr__": lambda _: "UNUSABLE"})()
REQUIRED: Any = type("Required", (), {"__repr__": lambda _: "REQUIRED"})()


class Kind(Protocol):
    """What all kinds can do."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""

    def read(self, place: Place, found: object) -> Any:
        """The typed value, or UNUSABLE after noting why not."""


@dataclass(frozen=True)
class Scalar:
    """A single value. `convert` raises ValueError for what is not allowed."""

    allowed: str
    convert: Callable[[Any], Any]
    known: Callable[[], tuple[str, ...]] = tuple  # words to guess from

    def read(self, place: Place, found: object) -> Any:
        """See Kind."""
        try:
            return self.convert(found)
        except ValueError:
            place.note(describe(found), self.allowed, nearest(found, self.known()))
            return UNUSABLE


@dataclass(frozen=True)
class Listing:
    """A list. Of tables it keeps the position of each, whatever was wrong with it."""

    item: Kind
    least: int = 0
    unique: bool = False

    @property
    def allowed(self) -> str:
        """See Kind."""
        least = f" of at least {self.least}" if self.least else ""
        return f"a list{least}, each {self.item.allowed}"

    def read(self, place: Place, found: object) -> Any:
        """See Kind."""
        if not isinstance(found, list) or len(found) < self.least:
            place.note(describe(found), self.allowed)
            return UNUSABLE
        values: list[Any] = []
        for index, each in enumerate(found):
            value = self.item.read(place.item(index), each)
            if value is UNUSABLE and not isinstance(self.item, Table):
                continue
            if self.unique and value in values:
                place.item(index).note(f"{describe(each)} a second time", "each once")
            values.append({} if value is UNUSABLE else value)
        return values


@dataclass(frozen=True)
class Key:
    """One key of a table. Without a default it must be there; with None it may be absent."""

    name: str
    kind: Kind
    default: Any = REQUIRED


class Table:
    """A table with these keys and no others. `noun` says what one of them is, for messages."""

    def __init__(self, *keys: Key, noun: str = "") -> None:
        self.keys = {key.name: key for key in keys}
        self.noun = noun

    @property
    def allowed(self) -> str:
        """See Kind."""
        return f"a table ({list_words(self.keys)})"

    def read(self, place: Place, found: object) -> Any:
        """See Kind. Keys that are unusable are left out."""
        if not isinstance(found, dict):
            place.note(describe(found), self.allowed)
            return UNUSABLE
        place = self._named(place, found)
        for name in found:
            if name not in self.keys:
                self._note_unknown(place.at(name), name)
        values = {name: self._read_key(place, found, key) for name, key in self.keys.items()}
        return {name: value for name, value in values.items() if value is not UNUSABLE}

    def paths(self, prefix: str = "") -> Iterator[str]:
        """All keys that may stand here, such as `services[].minutes`."""
        for key in self.keys.values():
            path = f"{prefix}{key.name}"
            yield path
            match key.kind:
                case Table() as table:
                    yield from table.paths(f"{path}.")
                case Listing(item=Table() as table):
                    yield from table.paths(f"{path}[].")

    def _named(self, place: Place, found: dict[str, Any]) -> Place:
        if not self.noun:
            return place
        name = found.get("id", found.get("number", found.get("date")))
        return replace(place, within=f"{self.noun} {describe(name)}" if name else place.within)

    def _note_unknown(self, place: Place, name: str) -> None:
        guess = nearest(name, self.keys)
        if guess is None:  # in TOML a key that follows a [table] belongs to that table
            guess = next(
                (path for path in place.report.known_paths if path.split(".")[-1] == name), None
            )
        place.note("an unknown key", f"the keys {list_words(self.keys)}", guess)

    @staticmethod
    def _read_key(place: Place, found: dict[str, Any], key: Key) -> Any:
        if key.name in found:
            return key.kind.read(place.at(key.name), found[key.name])
        if key.default is REQUIRED:
            place.at(key.name).note("nothing", key.kind.allowed)
            return UNUSABLE
        return key.default
