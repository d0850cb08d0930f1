"""The base of the kiosk's screens: each asks one thing and gives one answer, once.

Owns the keys and touches that all screens share, and their three forms: as drawn, in large letters
(`kiosk.large`), and read aloud. Promises that the first answer counts and no later one, so that a
double press can do nothing twice.
"""

import asyncio
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size

from kiosk.foot import FootLine, other_language
from kiosk.keyed import KeyedScreen, layer_original, say_choice
from kiosk.moves import CodeRead, VisitorLeft
from terminal.bars import OfflineBar, TopBar
from texts import Texts, texts_for

if TYPE_CHECKING:
    from kiosk.large.layer import LargeLayer

#: In large letters the foot has its keys only; its words stand in the layer.
FOOT_ROWS_IN_LARGE = 1
NOTICE_SECONDS = 10.0


class Page(KeyedScreen):
    """A screen of the kiosk. `answer` is what the visitor chose; the dialogue awaits it."""

    #: Whether a scanned code may take the screen's place.
    is_interruptible = True
    #: Whether it lies over another page, which goes on when it is closed.
    is_laid_over = False
    #: Whose visit it is about, where the screen knows.
    ticket_id: str | None = None
    #: Whether a field is in focus in large letters: not where Enter must do nothing.
    has_focus_in_large = True

    def __init__(self) -> None:
        super().__init__()
        self.answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.shown = asyncio.Event()

    @property
    def is_ready(self) -> bool:
        """Whether a person sees it, and it is not being closed."""
        return self.is_alive and self.shown.is_set()

    def compose(self) -> ComposeResult:
        """Bars, body, foot; the body once more in large letters."""
        yield OfflineBar()
        yield TopBar()
        with Vertical(id="page-body"):
            yield from self.compose_body()
        yield from self.compose_layer()
        yield self.make_foot()

    def compose_layer(self) -> ComposeResult:
        """The layer of large letters, where the visitor has chosen them already."""
        if self.kiosk.is_large:
            yield make_layer()

    def make_foot(self) -> FootLine:
        """The foot as this page needs it."""
        return FootLine(
            can_go_back=self.can_go_back,
            can_switch=self.can_switch_language,
            can_help=self.can_help,
        )

    def give(self, answer: Any) -> None:
        """Answer; only the first one counts."""
        if not self.answer.done():
            self.answer.set_result(answer)

    def interrupt(self, reason: VisitorLeft | CodeRead) -> None:
        """End the screen without an answer of its own."""
        if not self.answer.done():
            self.answer.set_exception(reason)

    def on_mount(self) -> None:
        """Tell that a person can see it."""
        self.call_after_refresh(self._tell_shown)

    def _tell_shown(self) -> None:
        self.shown.set()
        self.kiosk.read_page()

    # ------------------------------------------------------------ words

    def write_texts(self, texts: Texts) -> None:
        """Write the foot; a subclass writes the rest, and calls this."""
        office = self.kiosk.office
        languages = office.languages if office is not None else ()
        foot = self.query_one(FootLine)
        foot.write(
            texts,
            self.hint(texts),
            texts.gettext("Back"),
            other_language(languages, texts.language),
        )
        foot.offer_reading(self._reading_words(texts))
        self.call_after_refresh(self.show_large)

    def hint(self, texts: Texts) -> str:
        """What to do here, at most seven words."""
        return texts.gettext("Touch a field or press its number.")

    def says(self, texts: Texts) -> list[str]:
        """The sentences of the screen, the weightiest first, without its choices."""
        return []

    def spoken(self, texts: Texts) -> list[str]:
        """What is read aloud: the sentences, then each choice with its key."""
        return [*self.says(texts), *(say_choice(choice, texts) for choice in self.shown_choices())]

    @property
    def spoken_languages(self) -> tuple[str, ...]:
        """The languages that it is read in, one after the other."""
        return (self.kiosk.texts.language,)

    def large_sentences(self) -> list[str]:
        """The sentences in large letters."""
        return self.says(self.kiosk.texts)

    def turn_large_to_start(self) -> None:
        """Show the first leaf in large letters: there is something new to read."""
        if self.large is not None:
            self.large.position = 0
            self.show_large()

    def big_number(self) -> str:
        """The number that stands above all in large letters, "" for none."""
        return ""

    def _reading_words(self, texts: Texts) -> str | None:
        if not self.kiosk.can_speak:
            return None
        return "0 " + texts.gettext("Listen")

    # ------------------------------------------------------------ large letters

    def show_large(self) -> None:
        """Lay the page out in large letters where the visitor chose them."""
        if not self.is_alive:
            return
        is_large = self.kiosk.is_large
        self.set_class(is_large and self.large is not None, "-large")
        if not is_large:
            return
        if self.large is not None:
            self._write_layer(self.large)
        elif not self.query("LargeLayer"):  # nor is it on its way
            self.mount(make_layer(), before=self.query_one(FootLine))

    def on_large_layer_standing(self, event: "LargeLayer.Standing") -> None:
        """Write it, as soon as its room is known."""
        self.large = event.layer
        self.call_after_refresh(self.show_large)

    def _write_layer(self, layer: "LargeLayer") -> None:
        focused = layer_original(self.focused) or self._first
        layer.show_page(self)
        layer.write_strip(
            self.kiosk.texts,
            back_word=self.back_word(self.kiosk.texts) if self.can_go_back else "",
            leaves_elsewhere=self.leaves_elsewhere,
        )
        layer.notify_large(self.query_one(FootLine).urgent_words)
        layer.focus_like(focused if self.has_focus_in_large else None)

    def back_word(self, texts: Texts) -> str:
        """What going back is called here."""
        return texts.gettext("Back")

    def large_room(self) -> Size:
        """The cells that the layer has: all but the bars."""
        around = self.query_one(TopBar).outer_size.height + FOOT_ROWS_IN_LARGE
        if self.kiosk.offline:
            around += self.query_one(OfflineBar).outer_size.height
        return Size(self.size.width, self.size.height - around)

    @property
    def headings_in_large(self) -> int:
        """How many of the sentences may be in lesser letters, to leave room for choices."""
        return 1

    @property
    def leaves_elsewhere(self) -> int:
        """How many leaves in large letters the page shows in the layer's place."""
        return 0

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew."""
        self.call_after_refresh(self.show_large)

    def on_snapshot_arrived(self) -> None:
        """Show the news in large letters, too: once the page itself has taken them in."""
        self.call_after_refresh(self.show_large)

    # ------------------------------------------------------------ what the foot tells

    def show_patience(self, left_seconds: float | None, warning_seconds: float) -> None:
        """Warn when time is nearly up; called a few times a second."""
        soon = left_seconds is not None and left_seconds <= warning_seconds
        self.query_one(FootLine).warn(int(left_seconds or 0) + 1 if soon else None)
        self._tell_foot()

    def show_code(self, code: str) -> None:
        """Show the code that is being typed."""
        self.query_one(FootLine).show_code(code)
        self._tell_foot()

    def tell(self, sentence: str) -> None:
        """Show a sentence of ours, given by its key, in every language that the page stands in.

        Large letters have room for one at a time.
        """
        said = [texts_for(code).gettext(sentence) for code in self.spoken_languages]
        self.show_notice(*(said if self.kiosk.is_large else [" · ".join(said)]))

    def show_notice(self, words: str, *following: str) -> None:
        """Show a sentence until the next key or touch, or for a moment; then those that follow.

        "" takes it away.
        """
        foot = self.query_one(FootLine)
        if words != foot.notice:
            foot.show_notice(words)
            self._tell_foot()
            if words:
                self.set_timer(NOTICE_SECONDS, lambda: self._go_on_from(words, following))

    def _go_on_from(self, words: str, following: tuple[str, ...]) -> None:
        if self.query_one(FootLine).notice == words:  # else a key or touch has taken it away
            self.show_notice(*(following or ("",)))

    def _tell_foot(self) -> None:
        if self.kiosk.is_large and self.large is not None:
            self.large.notify_large(self.query_one(FootLine).urgent_words)


def make_layer() -> "LargeLayer":
    """A layer for large letters."""
    from kiosk.visit import LargeLayer

    return LargeLayer()
