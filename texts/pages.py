"""The texts that a web page takes along for its own script.

A page writes `t("Call next")` and `tn("%(n)s person", "%(n)s people", n)` in plain ES modules
(`texts/web/texts.js`); the server reads the keys out of the scripts and gives the page just
those, in the visitor's language. So a key is written once, where it is used.
"""

from collections.abc import Iterable
from io import BytesIO

from babel.messages.extract import extract

from texts import texts_for

#: How scripts mark their keys.
SCRIPT_KEYWORDS: dict[str, tuple[int, ...] | None] = {"t": None, "tn": (1, 2), "N_": None}

Key = str | tuple[str, str]


def script_keys(source: str) -> tuple[Key, ...]:
    """The keys in a script, in order: a text, or (singular, plural)."""
    found = extract("javascript", BytesIO(source.encode()), keywords=SCRIPT_KEYWORDS)
    keys = (message if isinstance(message, str) else tuple(message) for _, message, _, _ in found)
    return tuple(dict.fromkeys(keys))  # type: ignore[arg-type]


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
