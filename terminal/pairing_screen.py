"""The screen of a machine that is not paired: its code, large, and what to do with it.

It is read from some metres away, by a supervisor who walks to the desk with it: so the code takes
all the room there is. It says everything in each of the office's languages, and needs no key.
"""

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from look.big_numbers import draw_big
from protocol.refusals import RefusalCode
from terminal.pairing import Waiting
from terminal.plain import Plain
from texts import N_, Texts, texts_for
from texts.refusals import explain

_UNPAIRED = N_("This machine is not paired yet")
_STEPS = (
    N_("Give this code to a supervisor."),
    N_("At the desk: %(office)s, then %(machines)s, then the code."),
)
_GOES_ON = N_("This screen goes on by itself.")
_NO_CODE = N_("There is no code yet. This machine asks again by itself.")
_AWAY = N_("The server is away. This machine tries again by itself.")
_NO_CODE_SIGN = "· · ·"


class PairingScreen(Screen[Any]):
    """Shows a code until it is taken away."""

    def __init__(self, office: str, name: str, languages: Sequence[str]) -> None:
        """`office` and `name`: as which machine it wants to be paired."""
        super().__init__(classes="pairing")
        self._office, self._name = office, name
        self._languages = [texts_for(code) for code in languages]
        self._waiting = Waiting()

    @property
    def code(self) -> str:
        """The code that stands there, "" for none."""
        return self._waiting.code

    def compose(self) -> ComposeResult:
        """Which machine, the code, what to do."""
        with Horizontal(classes="top-bar"):
            yield Plain("Antrean", classes="grows")
            yield Plain(f"{self._name} · {self._office}")
        yield Plain(self._each(lambda texts: texts.gettext(_UNPAIRED)), id="pairing-title")
        yield Plain(id="pairing-code")
        with Vertical(id="pairing-steps"):
            for texts in self._languages:
                yield Plain("\n".join(self._steps(texts)), classes="pairing-words")
        yield Plain(id="pairing-trouble", classes="notice -warning")

    def on_mount(self) -> None:
        """Draw what is known."""
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Fill the new room."""
        self.call_after_refresh(self._draw)

    def show_waiting(self, waiting: Waiting) -> None:
        """Show a code, or why there is none."""
        if waiting != self._waiting:
            self._waiting = waiting
            self._draw()

    def _draw(self) -> None:
        if not self.is_running or not self.is_mounted:
            return
        box = self.query_one("#pairing-code", Plain)
        room = box.content_size
        code = grouped(self._waiting.code) or _NO_CODE_SIGN
        if room.width and room.height:
            box.update(str(draw_big(code, room.width, room.height)))
        trouble = self.query_one("#pairing-trouble", Plain)
        trouble.display = self._waiting.trouble is not None
        trouble.update(self._each(self._trouble, "\n"))

    def _trouble(self, texts: Texts) -> str:
        refusal = self._waiting.trouble
        if refusal is None:
            return ""
        if refusal.code is RefusalCode.SERVER_UNREACHABLE:
            return texts.gettext(_AWAY)
        why = explain(refusal.code, refusal.params, texts)
        return why if self._waiting.code else f"{why} {texts.gettext(_NO_CODE)}"

    def _steps(self, texts: Texts) -> list[str]:
        where = texts.gettext(
            _STEPS[1],
            office=texts.gettext("Whole office"),
            machines=texts.gettext("Machines"),
        )
        give = texts.gettext(_STEPS[0])
        return [f"1  {give}", f"2  {where}", f"   {texts.gettext(_GOES_ON)}"]

    def _each(self, say: Any, between: str = "  ·  ") -> str:
        """The same in every language."""
        return between.join(say(texts) for texts in self._languages)


def grouped(code: str) -> str:
    """A code in two halves, as people read and say it: `428 193`."""
    middle = (len(code) + 1) // 2
    return f"{code[:middle]} {code[middle:]}" if code.isalnum() else code
