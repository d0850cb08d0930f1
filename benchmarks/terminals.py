"""A terminal that a program runs in: 80 by 24 cells, and what has been written to them.

Not an emulator: sequences that move or colour are taken out, and what remains is searched for the
words that tell which screen is there. Textual writes a run of text of one style in one piece.
"""

import asyncio
import fcntl
import os
import pty
import re
import struct
import termios
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from benchmarks.options import ROOT
from benchmarks.process import ProcessFailedError, ended

COLUMNS, LINES = 80, 24
PATIENCE_SECONDS = 60.0
SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[PX^_\]].*?(?:\x1b\\|\x07)|[@-Z\\-_=>])", re.DOTALL
)
FOREIGN = ("TEXTUAL", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "ANTREAN_")


class Terminal:
    """One program and what it wrote. `started_at` is a moment of `time.monotonic`."""

    def __init__(self, master: int, process: asyncio.subprocess.Process, started_at: float) -> None:
        self.process, self.started_at = process, started_at
        self._master = master
        self._written = b""
        self._news = asyncio.Event()
        asyncio.get_running_loop().add_reader(master, self._read)

    async def shows(self, words: str) -> float:
        """Wait until the words have been written; the moment. Raises ProcessFailedError."""
        wanted = words.encode()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while wanted not in SEQUENCE.sub(b"", self._written):
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            shown = SEQUENCE.sub(b"", self._written).decode(errors="replace")
            raise ProcessFailedError(f"{words!r} was never shown:\n{shown[-2000:]}") from None
        return time.monotonic()

    def press(self, keys: str) -> None:
        """Type, and forget what has been written so far."""
        self._written = b""
        os.write(self._master, keys.encode())

    def close(self) -> None:
        """Let go of the program's terminal."""
        asyncio.get_running_loop().remove_reader(self._master)
        os.close(self._master)

    def _read(self) -> None:
        try:
            self._written += os.read(self._master, 65536)
        except OSError:  # the program has ended
            asyncio.get_running_loop().remove_reader(self._master)
        self._news.set()


@asynccontextmanager
async def terminal(command: Sequence[str]) -> AsyncIterator[Terminal]:
    """The program in a terminal of its own, until the end of the block."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    started_at = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env={**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    shown = Terminal(master, process, started_at)
    try:
        yield shown
    finally:
        try:
            await ended(process)
        finally:
            shown.close()
