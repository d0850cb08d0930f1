"""The start: greets in every language, and asks for one; here large text is switched on."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Center, Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.foot import FootLine
from kiosk.moves import Move
from kiosk.page import Page
from kiosk.sentences import explain_to_visitor, office_refusal, visitor_languages
from protocol.refusals import Refusal, RefusalCode
from terminal.plain import Plain
from texts import LANGUAGES, N_, Texts, texts_for

_WELCOME, _LISTEN, _HELP = N_("Welcome"), N_("Listen"), N_("Help")
_LARGE_TEXT, _NORMAL_TEXT = N_("Large text"), N_("Normal text")
_HINT = N_("Touch a field or press its number.")


class StartPage(Page):
    """Answers with a language code, or `Move.NUMBER` for a number already taken."""

    can_go_back = False
    can_switch_language = False

    def compose_body(self) -> ComposeResult:
        """Greeting, notice, a field for each language, a number taken before, the size of text."""
        with Vertical(id="start"):
            yield Plain(id="greeting", classes="heading")
            with Center():
                yield Plain(id="start-notice", classes="notice -warning")
            with Horizontal(id="languages"):
                for _ in LANGUAGES:
                    yield Choice(classes="language main-action")
            with Horizontal(id="start-others"):
                yield Choice(Move.NUMBER, id="has-number")
                yield Choice(Move.LARGE, id="letter-size")

    def write_texts(self, texts: Texts) -> None:
        """All of it hangs on the news, which follow; before the first it is written here."""
        if self.kiosk.hall is None:
            self.show_snapshot()

    def hint(self, texts: Texts) -> str:
        """In every language; nothing while there is nothing to touch."""
        if not self._is_offering():
            return ""
        return self._in_every_language(_HINT)

    def on_connection_lost(self) -> None:
        """Ask nothing while no number can be given."""
        self.show_all()

    def on_connection_restored(self) -> None:
        """Ask again."""
        self.show_all()

    def show_snapshot(self) -> None:
        """Fit the fields and the notice to the office as it is now."""
        languages = self._languages()
        self.query_one("#greeting", Plain).update(self._in_every_language(_WELCOME))
        self._show_notice(languages)
        is_offering = self._is_offering()
        for choice, code in zip(self.query(".language").results(Choice), LANGUAGES, strict=True):
            choice.display = is_offering and code in languages
        if is_offering:
            self._show_choices(languages)
        for selector in ("#languages", "#start-others", "#has-number", "#letter-size"):
            self.query_one(selector).display = is_offering
        super().write_texts(self.kiosk.texts)
        foot = self.query_one(FootLine)
        foot.offer_help(self._in_every_language(_HELP))
        if self.kiosk.can_speak:
            foot.offer_reading(f"0 {self._in_every_language(_LISTEN)}")
        if is_offering:
            self.focus_first(self.shown_choices()[0])

    def choose(self, value: Any) -> None:
        """The size of the letters is no answer: the start goes on asking."""
        if value is Move.LARGE:
            self.kiosk.switch_size()
        else:
            self.give(value)

    # ------------------------------------------------------------ read aloud, in large letters

    @property
    def spoken_languages(self) -> tuple[str, ...]:
        """All of the office, one after the other: which one is understood is not known yet."""
        return self._languages()

    def says(self, texts: Texts) -> list[str]:
        """The greeting, and what is not as ever."""
        return [texts.gettext(_WELCOME), *self._notices(texts)]

    def large_sentences(self) -> list[str]:
        """The greeting in every language, then the notices."""
        all_texts = [texts_for(code) for code in self._languages()]
        said = [self.says(texts) for texts in all_texts]
        notices = [sentence for says in said for sentence in says[1:]]
        return [self._in_every_language(_WELCOME), *notices]

    @property
    def headings_in_large(self) -> int:
        """The greeting; and that the server is away, where numbers are given all the same."""
        return 1 if self._why_not() is not None else len(self.large_sentences())

    def spoken(self, texts: Texts) -> list[str]:
        """The choices in this language: the others' own are read in theirs."""
        if not self._is_offering():
            return self.says(texts)
        languages = self._languages()
        digits = {code: str(position) for position, code in enumerate(languages, 1)}
        own = LANGUAGES[texts.language] + ", " + texts.gettext("Take a queue number")
        offers = [
            (digits.get(texts.language, "1"), own),
            (str(len(languages) + 1), texts.gettext("I already have a number")),
            (str(len(languages) + 2), texts.gettext(_LARGE_TEXT)),
        ]
        return [
            *self.says(texts),
            *(
                texts.gettext("Press %(digit)s: %(words)s", digit=digit, words=words)
                for digit, words in offers
            ),
        ]

    # ------------------------------------------------------------ the parts

    def _languages(self) -> tuple[str, ...]:
        return visitor_languages(self.kiosk.office)

    def _in_every_language(self, key: str) -> str:
        return " · ".join(texts_for(code).gettext(key) for code in self._languages())

    def _is_offering(self) -> bool:
        is_served = not self.kiosk.offline or self.kiosk.gives_offline
        return self.kiosk.hall is not None and is_served

    def _show_choices(self, languages: tuple[str, ...]) -> None:
        choices = self.query(".language").results(Choice)
        for position, (choice, code) in enumerate(zip(choices, languages, strict=False), 1):
            choice.display = True
            choice.value, choice.digit = code, str(position)
            choice.label(LANGUAGES[code], texts_for(code).gettext("Take a queue number"))
            choice.short_lines = (LANGUAGES[code],)
        known = self.query_one("#has-number", Choice)
        known.digit = str(len(languages) + 1)
        known.label(*(texts_for(c).gettext("I already have a number") for c in languages))
        size = self.query_one("#letter-size", Choice)
        size.digit = str(len(languages) + 2)
        other = _NORMAL_TEXT if self.kiosk.is_large else _LARGE_TEXT
        size.label(*(texts_for(c).gettext(other) for c in languages))

    def _show_notice(self, languages: tuple[str, ...]) -> None:
        told = [" ".join(self._notices(texts_for(code))) for code in languages]
        notice = self.query_one("#start-notice", Plain)
        notice.display = any(told)
        notice.update("\n".join(told))

    def _notices(self, texts: Texts) -> list[str]:
        """That the server is away, and why no number is given."""
        refusal = self._why_not()
        is_alone = self.kiosk.offline and self.kiosk.gives_offline
        return [
            *([self.kiosk.say_offline(texts)] if is_alone else []),
            *([explain_to_visitor(refusal, texts)] if refusal is not None else []),
        ]

    def _why_not(self) -> Refusal | None:
        if self.kiosk.offline and not self.kiosk.gives_offline:
            return self.kiosk.offline_refusal or Refusal(RefusalCode.SERVER_UNREACHABLE)
        hall = self.kiosk.hall
        return office_refusal(hall) if hall is not None else None
