"""The texts that a web page takes along for its own script.

A page writes `t("Call next")` and `tn("%(n)s person", "%(n)s people", n)` in plain ES modules
(`texts/web/texts.js`); the server reads the keys out of the scripts and gives the page just
those, in the visitor's language. So a key is written once, where it is used.
"""

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO, Any

from babel.messages.extract import extract

from texts import texts_for

#: How scripts mark their keys.
SCRIPT_KEYWORDS: dict[str, tuple[int, ...] | None] = {"t": None, "tn": (1, 2), "N_": None}

#: A table of words that Python and a page's scripts both read; its keys lie below "texts".
WORDS_FILE = "words.json"

Key = str | tuple[str, str]


def script_keys(source: str) -> tuple[Key, ...]:
    """The keys in a script, in order: a text, or (singular, plural)."""
    found = extract("javascript", BytesIO(source.encode()), keywords=SCRIPT_KEYWORDS)
    keys = (message if isinstance(message, str) else tuple(message) for _, message, _, _ in found)
    return tuple(dict.fromkeys(keys))  # type: ignore[arg-type]


def table_keys(source: str) -> tuple[str, ...]:
    """The keys in a table of words: every text below "texts", in order."""
    return tuple(dict.fromkeys(_leaves(json.loads(source)["texts"])))


def extract_table(
    file: IO[bytes], *_marks: Any, **_options: Any
) -> Iterator[tuple[int, None, str, list[str]]]:
    """`table_keys` in the form that Babel asks of a method of extraction."""
    for key in table_keys(file.read().decode()):
        yield 1, None, key, []


def page_texts(language: str, keys: Iterable[Key]) -> dict[str, str | list[str]]:
    """For each key its text, for each (singular, plural) pair the plural forms under the singular.

    Placeholders stay; the script fills them.
    """
    texts = texts_for(language)
    return {
        (key if isinstance(key, str) else key[0]): (
            texts.template(key) if isinstance(key, str) else list(texts.forms(*key))
        )
        for key in keys
    }


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
        return
    for child in node.values():
        yield from _leaves(child)
