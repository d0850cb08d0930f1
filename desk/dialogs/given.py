"""A number that was just given, to be shown to the visitor: large, with its code."""

import time
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from desk.actions import SETTLE_SECONDS
from desk.dialogs import Dialog
from look.big_numbers import draw_big
from look.qr import terminal_segments
from protocol.replies import IssueReply
from terminal.plain import Plain
from texts import Texts
from texts.moments import write_number


class GivenDialog(Dialog[str]):
    """Shows number and code until a key is pressed; a copy says that it is one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "leave", show=False)]

    def __init__(self, reply: IssueReply, texts: Texts, *, is_copy: bool) -> None:
        """`reply`: what the server gave."""
        title = texts.gettext("Copy") if is_copy else texts.gettext("Queue number")
        super().__init__(title, texts)
        self.reply = reply
        self.is_copy = is_copy
        self._shown_at = time.monotonic()

    def compose_body(self) -> ComposeResult:
        """Number and words at the left, the code at the right."""
        with Horizontal(id="given"):
            with Vertical(id="given-words"):
                yield Plain(str(draw_big(self.reply.number, 29, 7)), classes="big-number")
                yield Plain("\n".join(self._lines()), id="given-lines")
                yield Plain(self.texts.gettext("Enter or Esc: close"), classes="quiet")
            yield Plain(Content.assemble(*terminal_segments(self.reply.url)), classes="qr")

    def action_leave(self) -> None:
        """Close it, but not by the echo of the press that gave the number."""
        if time.monotonic() - self._shown_at >= SETTLE_SECONDS:
            self.dismiss(None)

    def help_line(self) -> str:
        """Nothing beneath: the code takes all of 24 rows, so the keys stand beside it."""
        return ""

    def _lines(self) -> list[str]:
        lines = [self.texts.gettext("Copy")] if self.is_copy else []
        ahead = write_number(self.reply.ahead, self.texts.language)
        return [
            *lines,
            self.texts.gettext("Waiting ahead: %(count)s", count=ahead),
            self.texts.gettext("Scan the code, or note the number."),
        ]
