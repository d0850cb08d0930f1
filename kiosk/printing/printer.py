"""A kiosk's printer for the event loop: one job at a time, each within its time.

Every job runs in a thread of its own that nobody waits for at the end of the program: a device
file can hold a writer for ever. While such a thread hangs, the printer counts as failed and
nothing is sent to it, so that two jobs never mingle.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from kiosk.printing.conversation import Conversation
from kiosk.printing.settings import PrinterSettings
from kiosk.printing.slip_job import slip_bytes
from kiosk.printing.states import Outcome, Paper, PrinterState

if TYPE_CHECKING:
    from PIL import Image

T = TypeVar("T")

#: What a job may take beyond its turn and its printing: connecting, asking, cutting.
MARGIN_SECONDS = 8.0


class Printer:
    """One printer. `state` is how it was when last heard of; `tell` is called when it changes."""

    def __init__(self, settings: PrinterSettings, margin_seconds: float = MARGIN_SECONDS) -> None:
        self.settings = settings
        self._most_seconds = settings.turn_seconds + settings.print_seconds + margin_seconds
        self.state = PrinterState.READY
        self.tell: Callable[[], None] = lambda: None
        self._is_taken = asyncio.Lock()
        self._looking: threading.Event | None = None
        self._is_stuck = False  # a job that was given up has not come back from its thread

    async def print(self, picture: "Image.Image") -> Outcome:
        """Print one slip. Always ends within its time, and never raises but CancelledError."""
        if self._looking is not None:
            self._looking.set()  # a visitor comes before a look
        async with self._is_taken:
            outcome = await self._print(picture)
        self._take(outcome.state)
        return outcome

    async def look(self) -> None:
        """Bring `state` up to date, where the printer answers and is not at work."""
        if not self.settings.answers or self._is_taken.locked() or self._is_stuck:
            return
        given_up = self._looking = threading.Event()
        try:
            async with self._is_taken:
                conversation = Conversation(self.settings, given_up)
                state = await self._within(conversation.look, given_up)
            if state is None:
                self._take(PrinterState.FAILED)  # the look itself hangs
            elif not given_up.is_set():
                self._take(state)
        finally:
            self._looking = None

    def _take(self, state: PrinterState) -> None:
        if state is not self.state:
            self.state = state
            self.tell()

    async def _print(self, picture: "Image.Image") -> Outcome:
        if self._is_stuck:
            return Outcome(Paper.NONE, PrinterState.FAILED)
        given_up = threading.Event()
        conversation = Conversation(self.settings, given_up)
        outcome = await self._within(lambda: conversation.print(slip_bytes(picture)), given_up)
        if outcome is not None:
            return outcome
        paper = Paper.UNKNOWN if conversation.has_begun else Paper.NONE
        return Outcome(paper, PrinterState.FAILED)

    async def _within(self, work: Callable[[], T], given_up: threading.Event) -> T | None:
        """What `work` gives, in a thread; None if it takes too long, or fails in its own way."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T | None] = loop.create_future()

        def settle(result: T | None) -> None:
            self._is_stuck = False
            if not done.done():
                done.set_result(result)

        def run() -> None:
            result: T | None = None
            try:
                result = work()
            finally:
                with suppress(RuntimeError):  # the loop has ended: nobody wants to know
                    loop.call_soon_threadsafe(settle, result)

        self._is_stuck = True
        threading.Thread(target=run, name="printing", daemon=True).start()
        try:
            return await asyncio.wait_for(done, self._most_seconds)
        except (TimeoutError, asyncio.CancelledError) as error:
            given_up.set()
            if isinstance(error, TimeoutError):
                return None
            raise
