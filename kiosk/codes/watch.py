"""Codes as they come in, key by key: scanned, typed or touched in.

Owns what becomes of them: a code of this office takes the page's place, wherever the visitor is;
anything else is told in one sentence, and disturbs nobody.
"""

from time import monotonic
from typing import TYPE_CHECKING, Protocol

from textual import events

from kiosk.codes.meaning import Code, CodeEntry, ScannedTicket, TypedDigits, read_code
from kiosk.codes.sieve import Sieve
from kiosk.moves import CodeRead
from kiosk.patience import Times
from texts import N_, Texts

if TYPE_CHECKING:
    from kiosk.page import Page

#: A scanner that sends no Enter has ended when nothing comes for so long.
SCANNER_PAUSE_SECONDS = 0.5


class Before(Protocol):
    """What the visitor has before them."""

    texts: Texts

    @property
    def page(self) -> "Page | None":
        """The page that a person sees."""


class CodeWatch:
    """Gathers codes and hands them to the page. `office`: whose codes are followed."""

    def __init__(self, visitor: Before, times: Times, office: str) -> None:
        self.entry = CodeEntry()
        self._visitor = visitor
        self._times = times
        self._office = office
        self._sieve = Sieve(self.entry, times.scanner_seconds)
        self._key_at = 0.0

    # ------------------------------------------------------------ keys

    def sift(self, key: events.Key) -> list[events.Key]:
        """Take a key; gives back those that are presses for the page."""
        presses = [press for press in self._sieve.take(key) if not self._takes(press)]
        if self.entry.is_gathered:
            self._key_at = monotonic()
        return presses

    @property
    def is_holding(self) -> bool:
        """Whether a key is held back for a blink; `release` it then, if no other has come."""
        return self._sieve.is_holding

    def release(self, after: events.Key) -> list[events.Key]:
        """The key that is held back, if it is a press for the page and `after` was the last."""
        return [press for press in self._sieve.release(after) if not self._takes(press)]

    def _takes(self, key: events.Key) -> bool:
        is_part = self.entry.takes(key.key, key.character)
        if is_part:
            self.press(key.key, key.character)
        return is_part

    def press(self, key: str, character: str | None) -> None:
        """A key of a code, from the keyboard, a scanner or the screen."""
        self._key_at = monotonic()
        is_scanned = self.entry.is_gathered
        whole = self.entry.press(key, character)
        self._show()
        if whole is not None:
            self.take(whole, is_scanned=is_scanned)

    def end_silent(self) -> None:
        """Take a scanned code without Enter; forget what somebody typed and left."""
        if not self.entry.text:
            return
        silence = monotonic() - self._key_at
        is_scanned = self.entry.is_gathered or isinstance(read_code(self.entry.text), ScannedTicket)
        if is_scanned and silence >= SCANNER_PAUSE_SECONDS:
            self.press("enter", None)
        elif silence >= self._times.idle_seconds:
            self.entry.text = ""
            self._show()

    def _show(self) -> None:
        if self._visitor.page is not None:
            self._visitor.page.show_code(self.entry.text)

    # ------------------------------------------------------------ whole codes

    def take(self, text: str, *, is_scanned: bool = True) -> None:
        """Follow a code that is one of this office; of others say that they are none."""
        page = self._visitor.page
        if page is None or not text.strip() or not page.is_interruptible:
            return
        code = read_code(text)
        if self._is_ours(code) and not (is_scanned and isinstance(code, TypedDigits)):
            page.interrupt(CodeRead(text))
        elif isinstance(code, ScannedTicket):
            page.tell(N_("This code belongs to another office."))
        else:
            page.tell(N_("This is no code of this office."))

    def _is_ours(self, code: Code | None) -> bool:
        if isinstance(code, ScannedTicket):
            return code.office == self._office
        return code is not None
