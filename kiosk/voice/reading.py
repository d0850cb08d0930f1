"""Reads the screens aloud to a visitor who asked for it, until that visitor leaves.

Owns the voice of this kiosk: one text at a time, the newest interrupts the one before. The room
that makes speech is loaded at the first use, so that a kiosk that nobody listens to starts fast.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from terminal.player import NONE_INSTALLED, Player

if TYPE_CHECKING:
    from speech.synthesis import Synthesis
    from texts.spoken import Spoken

_logger = logging.getLogger(__name__)


class Reader:
    """The voice. `is_on`: this visitor is read to. `on_failure` hears that nothing was heard."""

    def __init__(self, on_failure: Callable[[], None], player: Player | None = None) -> None:
        self.player = player or Player()
        self._on_failure = on_failure
        self.is_on = False
        self._synthesis: Synthesis | None = None
        self._reading: asyncio.Task[None] | None = None

    @property
    def can_speak(self) -> bool:
        """Whether there is a voice, and something to play it on."""
        from speech.espeak import is_installed

        return is_installed() and self.player.state != NONE_INSTALLED

    def read(self, sentences: "list[Spoken]") -> None:
        """Say this now, in place of what is being said."""
        self.be_silent()
        if self.is_on and sentences:
            self._reading = asyncio.create_task(self._say(sentences))

    def be_silent(self) -> None:
        """Stop at once."""
        reading, self._reading = self._reading, None
        if reading is not None:
            reading.cancel()

    def end(self) -> None:
        """The visitor has left: silent, and off for the next one."""
        self.is_on = False
        self.be_silent()

    async def _say(self, sentences: "list[Spoken]") -> None:
        from speech.espeak import SpeechFailedError
        from speech.synthesis import Synthesis

        self._synthesis = self._synthesis or Synthesis()
        for sentence in sentences:  # the first is heard before the second is made
            try:
                wav = await self._synthesis.say([sentence])
            except SpeechFailedError as error:
                self._fail(str(error))
                return
            if not (await self.player.play(wav)).was_heard:
                self._fail(f"the player is {self.player.state}")
                return

    def _fail(self, why: str) -> None:
        _logger.warning("nothing is read aloud: %s", why)
        self.is_on = False
        self._on_failure()
