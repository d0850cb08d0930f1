"""The start: greets in every language, and asks for one."""

from textual.app import ComposeResult
from textual.containers import Center, Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.page import Move, Page
from kiosk.sentences import in_every_language, office_refusal, visitor_languages
from protocol.refusals import Refusal, RefusalCode
from terminal.plain import Plain
from texts import LANGUAGES, Texts, texts_for


class StartPage(Page):
    """Answers with a language code, or `Move.NUMBER` for a number already taken."""

    can_go_back = False
    can_switch_language = False

    def compose_body(self) -> ComposeResult:
        """Greeting, notice, a field for each language, a field for a number taken before."""
        with Vertical(id="start"):
            yield Plain(id="greeting", classes="heading")
            with Center():
                yield Plain(id="start-notice", classes="notice -warning")
            with Horizontal(id="languages"):
                for _ in LANGUAGES:
                    yield Choice(classes="language main-action")
            with Center():
                yield Choice(Move.NUMBER, id="has-number")

    def write_texts(self, texts: Texts) -> None:
        """All of it hangs on the news, and stands there in every language at once."""
        self.show_snapshot()

    def hint(self, texts: Texts) -> str:
        """In every language; nothing while there is nothing to touch."""
        if not self._is_ready():
            return ""
        return " · ".join(
            texts_for(code).gettext("Touch a field or press its number.")
            for code in visitor_languages(self.kiosk.office)
        )

    def on_connection_lost(self) -> None:
        """Ask nothing while no number can be given."""
        self.show_all()

    def on_connection_restored(self) -> None:
        """Ask again."""
        self.show_all()

    def show_snapshot(self) -> None:
        """Fit the fields and the notice to the office as it is now."""
        languages = visitor_languages(self.kiosk.office)
        greeting = " · ".join(texts_for(code).gettext("Welcome") for code in languages)
        self.query_one("#greeting", Plain).update(greeting)
        self._show_notice(languages)
        super().write_texts(self.kiosk.texts)
        is_ready = self._is_ready()
        for choice, code in zip(self.query(".language").results(Choice), LANGUAGES, strict=True):
            choice.display = is_ready and code in languages
        if is_ready:
            self._show_choices(languages)
        self.query_one("#has-number", Choice).display = is_ready
        if is_ready and self.focused is None:
            self.query_one(Choice).focus()

    def _is_ready(self) -> bool:
        return self.kiosk.hall is not None and not self.kiosk.offline

    def _show_choices(self, languages: tuple[str, ...]) -> None:
        choices = self.query(".language").results(Choice)
        for position, (choice, code) in enumerate(zip(choices, languages, strict=False), 1):
            choice.display = True
            choice.value, choice.digit = code, str(position)
            choice.label(LANGUAGES[code], texts_for(code).gettext("Take a queue number"))
        known = self.query_one("#has-number", Choice)
        known.digit = str(len(languages) + 1)
        first, *others = (texts_for(c).gettext("I already have a number") for c in languages)
        known.label(first, *others)

    def _show_notice(self, languages: tuple[str, ...]) -> None:
        refusal = self._why_not()
        notice = self.query_one("#start-notice", Plain)
        notice.display = refusal is not None
        if refusal is not None:
            notice.update(in_every_language(refusal, languages))

    def _why_not(self) -> Refusal | None:
        if self.kiosk.offline:
            return self.kiosk.offline_refusal or Refusal(RefusalCode.SERVER_UNREACHABLE)
        hall = self.kiosk.hall
        return office_refusal(hall) if hall is not None else None
