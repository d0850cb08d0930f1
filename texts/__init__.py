"""Every word that people read, in every language, and how moments and numbers are written.

Owns the gettext catalogues under `locale/` and the way to them. Keys are the English texts
themselves, placeholders are named: `texts.gettext("Counter %(number)s", number=3)`. A key is
marked where it is written: `_()`, `gettext()`, `ngettext()` or `translate()` where it is shown
at once, `N_()` where it is only kept, `t()` and `tn()` in a page's script.

Promises a `Texts` for whatever language is asked for, and a text for whatever key: a missing
translation shows the English key, never an empty place. That nothing is missing is held by
`python -m texts.catalogue check`, which the tests run:

    python -m texts.catalogue update    after adding or changing a text anywhere: gathers all keys
                                        of the code, fills what the glossary knows, compiles;
                                        then translate the empty entries of locale/id and
                                        run it again
    python -m texts.catalogue compile   after changing a translation only
    python -m texts.catalogue check     says what is missing, unused or stale; exit code 1 if so

`texts/glossary.id.po` holds the terms that bind; `update` takes translations from there.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any

LOCALE_FOLDER = Path(__file__).parent / "locale"

#: Language codes, each with the language's own name for itself.
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}

#: The language of the keys.
KEY_LANGUAGE = "en"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a key for the catalogues without translating it yet."""
    return message


class Texts:
    """The texts of one language."""

    def __init__(self, language: str, translations: NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def gettext(self, message: str, **params: Any) -> str:
        """The text for a key, its placeholders filled from `params`.

        Raises KeyError where a placeholder's parameter is not given.
        """
        text = self.template(message)
        return text % params if params or "%(" in text else text

    def template(self, message: str) -> str:
        """The text for a key, its placeholders as they are: a page's script fills them."""
        if not message:  # gettext keeps the catalogue's header under the empty key
            return ""
        return self._translations.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int, **params: Any) -> str:
        """The text for `n` things; `%(n)s` is filled with `n` unless `params` say otherwise."""
        text = self._translations.ngettext(singular, plural, n)
        return text % {"n": n, **params}

    def forms(self, message: str, plural: str) -> tuple[str, ...]:
        """All plural forms of a text, unfilled: one in Indonesian, two in English."""
        one, many = (self._translations.ngettext(message, plural, n) for n in (1, 2))
        return (one,) if one == many else (one, many)


def texts_for(language: str, fallback: str = KEY_LANGUAGE) -> Texts:
    """The texts of `language`, of `fallback` (an office's default) where we have none of it.

    A region is let go: "id-ID" and "id_ID" are "id". Where `fallback` is unknown too, English.
    """
    for wanted in (language, fallback):
        code = wanted.replace("_", "-").split("-")[0].lower()
        if code in LANGUAGES:
            return _load(code)
    return _load(KEY_LANGUAGE)


@cache
def _load(code: str) -> Texts:
    path = LOCALE_FOLDER / code / "LC_MESSAGES" / "antrean.mo"
    with path.open("rb") as compiled:
        return Texts(code, GNUTranslations(compiled))
