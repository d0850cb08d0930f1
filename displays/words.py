"""Words for a hall that reads several languages: side by side where they fit, else in turn."""

from collections.abc import Mapping

from texts import Texts, texts_for

#: How long a language has its turn where both do not fit.
TURN_SECONDS = 8.0


class Speakers:
    """The office's languages, and whose turn it is."""

    def __init__(self, languages: tuple[str, ...] = ("id",)) -> None:
        self.all = [texts_for(language) for language in languages]
        self._turn = 0

    @property
    def turn_of(self) -> Texts:
        """The texts of the language whose turn it is."""
        return self.all[self._turn % len(self.all)]

    @property
    def rounds(self) -> int:
        """How often all languages have had their turn."""
        return self._turn // len(self.all)

    def pass_turn(self) -> None:
        """It is the next language's turn."""
        self._turn += 1

    def say(self, key: str, width: int) -> str:
        """A text in all languages, `Loket · Counter`, if they fit into `width` cells."""
        every = " · ".join(dict.fromkeys(texts.gettext(key) for texts in self.all))
        return every if len(every) <= width else self.turn_of.gettext(key)[: max(0, width)]


def pick_words(words: Mapping[str, str], language: str) -> str:
    """A text of the office in `language`, or in the first that it has."""
    return words.get(language) or next(iter(words.values()), "")
