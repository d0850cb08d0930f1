"""A receipt printer on a loopback port that prints on pictures and can fail in every way.

It speaks ESC/POS as far as slips need it: initialise, feed, raster pictures (GS v 0), cut, GS a,
GS r, and in real time DLE EOT and DLE DC4 8. As a real one does, it looks for commands in real
time in everything it receives, pictures too; keeps what it cannot print; and prints it when the
paper is back, unless it was told to forget it. One connection is served at a time.

    async with paper_printer() as printer:
        ...                                 # print to 127.0.0.1, printer.port
        [slip] = printer.slips              # what fell out, as pictures
        printer.paper = Paper.OUT           # and the other ways to fail, see the attributes
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from enum import StrEnum

from PIL import Image

LINE_ROWS = 30
_STATUS = re.compile(rb"\x10\x04([\x01-\x04])")
_CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_REAL_TIME = re.compile(_STATUS.pattern + b"|" + re.escape(_CLEAR), re.DOTALL)
_LONGEST_REAL_TIME = len(_CLEAR)


class Paper(StrEnum):
    """What the sensors see."""

    THERE = "there"
    LOW = "low"
    OUT = "out"


class Waiting(StrEnum):
    """What happens to a second connection while the first is served."""

    QUEUED = "queued"  # accepted, and served later
    REFUSED = "refused"  # accepted, and shut at once


class UnknownCommandError(AssertionError):
    """Something that this printer, and so perhaps a real one, does not know."""


class PaperPrinter:
    """The printer. Its attributes can be set at any moment."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.port = 0
        self.slips: list[Image.Image] = []
        self.paper = Paper.THERE
        self.rows_left: int | None = None  # until the paper ends; None: for ever
        self.cover_open = False
        self.has_error = False
        self.answers = True  # to anything
        self.tells_when_printed = True  # GS r
        self.garbage = b""  # said instead of every answer
        self.hangs = False  # accepts, and reads nothing
        self.drop_after: int | None = None  # bytes of a connection, then it is cut
        self.waiting = Waiting.QUEUED
        self.seconds_per_slip = 0.0
        self.asks_unasked = False  # sends a status of four bytes of its own accord
        self.connections = 0
        self.refused = 0
        self.bytes_received = 0
        self.problems: list[Exception] = []
        self._rows = bytearray()
        self._buffer = bytearray()
        self._turn = asyncio.Lock()
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    # ------------------------------------------------------------ what people do to it

    def reload(self) -> None:
        """New paper: it goes on with what it holds."""
        self.paper, self.rows_left, self.cover_open = Paper.THERE, None, False

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something to have come true."""
        async with asyncio.timeout(45):
            while True:
                if condition():
                    return
                await asyncio.sleep(0.005)

    @property
    def is_idle(self) -> bool:
        """Whether nobody is connected."""
        return not self._tasks

    async def switch_on(self) -> None:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def switch_off(self) -> None:
        """Nobody listens at its port any more."""
        if self._server is None:
            return
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    # ------------------------------------------------------------ connections

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self.connections += 1
        try:
            if self._turn.locked() and self.waiting is Waiting.REFUSED:
                self.refused += 1
                return
            async with self._turn:
                await self._serve(reader, writer)
        except (OSError, asyncio.CancelledError):
            pass
        except UnknownCommandError as problem:
            self.problems.append(problem)
        finally:
            with suppress(OSError):
                writer.transport.abort() if self.drop_after is not None else writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received, tail = 0, b""
        if self.asks_unasked:
            writer.write(b"\x14\x00\x00\x0f")
        while True:
            if self.hangs:
                await asyncio.sleep(3600)
            if self.drop_after is not None and received >= self.drop_after:
                raise ConnectionResetError
            chunk = b""
            with suppress(TimeoutError):
                async with asyncio.timeout(0.02):
                    chunk = await reader.read(1024)
                    if not chunk:
                        break
            received += len(chunk)
            self.bytes_received += len(chunk)
            tail = self._react(tail, chunk, writer)
            await self._work(writer)
        await self._work(writer)

    def _answer(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        if self.garbage:
            writer.write(self.garbage)
        elif self.answers:
            writer.write(data)

    def _react(self, tail: bytes, chunk: bytes, writer: asyncio.StreamWriter) -> bytes:
        """Obey what is commanded in real time, wherever it stands; the rest waits its turn."""
        seen, kept = tail + chunk, 0
        for found in _REAL_TIME.finditer(seen):
            self._buffer += seen[kept : found.start()]
            kept = found.end()
            if found[0] == _CLEAR:
                self._buffer.clear()
            else:
                self._answer(writer, bytes([self._status(found[1][0])]))
        rest = seen[kept:]
        # What may be the beginning of such a command is looked at again with what follows.
        at = rest.rfind(b"\x10", max(0, len(rest) - _LONGEST_REAL_TIME + 1))
        is_beginning = at >= 0 and (
            _CLEAR.startswith(rest[at:]) or b"\x10\x04".startswith(rest[at:])
        )
        self._buffer += rest[:at] if is_beginning else rest
        return rest[at:] if is_beginning else b""

    def _status(self, number: int) -> int:
        is_out = self.paper is Paper.OUT
        bits = {
            1: 0x08 * (is_out or self.cover_open or self.has_error),
            2: 0x04 * self.cover_open | 0x20 * is_out | 0x40 * self.has_error,
            3: 0x20 * self.has_error,
            4: 0x0C * (self.paper is not Paper.THERE) | 0x60 * is_out,
        }
        return 0x12 | bits[number]

    # ------------------------------------------------------------ the work, in order

    async def _work(self, writer: asyncio.StreamWriter) -> None:
        """Do what the buffer says, for as long as there is paper."""
        while self._buffer and not (self.paper is Paper.OUT or self.cover_open or self.has_error):
            length = await self._do_one(bytes(self._buffer), writer)
            if not length:
                return
            del self._buffer[:length]

    async def _do_one(self, data: bytes, writer: asyncio.StreamWriter) -> int:
        """Do the first command; its length, 0 where it is not all there or stopped midway."""
        match data[:2]:
            case b"\x1b@":
                return 2
            case b"\x1bd" if len(data) >= 3:
                return 3 if self._feed(b"\x00" * (self._row_bytes * LINE_ROWS * data[2])) else 0
            case b"\x1da" if len(data) >= 3:
                return 3
            case b"\x1dr" if len(data) >= 3:
                if self.tells_when_printed:
                    self._answer(writer, bytes([0x03 * (self.paper is Paper.LOW)]))
                return 3
            case b"\x1dv":
                return self._picture(data)
            case b"\x1dV" if len(data) >= 3:
                await self._cut()
                return 3
            case b"\x1b" | b"\x1d" | b"\x1bd" | b"\x1da" | b"\x1dr" | b"\x1dV":
                return 0
        raise UnknownCommandError(data[:16].hex())

    def _picture(self, data: bytes) -> int:
        if len(data) < 8:
            return 0
        assert data[2:4] == b"0\x00", data[:4].hex()
        row_bytes, rows = data[4] + 256 * data[5], data[6] + 256 * data[7]
        assert row_bytes == self._row_bytes, f"{row_bytes * 8} dots on paper of {self.width}"
        length = 8 + row_bytes * rows
        if len(data) < length:
            return 0
        return length if self._feed(data[8:length]) else 0

    def _feed(self, dots: bytes) -> bool:
        """Print rows of dots; False where the paper ends before."""
        rows = len(dots) // self._row_bytes
        if self.rows_left is not None:
            if self.rows_left < rows:
                self._rows += dots[: self.rows_left * self._row_bytes]
                self.rows_left, self.paper = 0, Paper.OUT
                return False
            self.rows_left -= rows
        self._rows += dots
        return True

    async def _cut(self) -> None:
        await asyncio.sleep(self.seconds_per_slip)
        rows = bytes(0xFF - byte for byte in self._rows)
        self._rows.clear()
        if rows:
            size = (self.width, len(rows) // self._row_bytes)
            self.slips.append(Image.frombytes("1", size, rows))

    @property
    def _row_bytes(self) -> int:
        return self.width // 8


@asynccontextmanager
async def paper_printer(width: int = 576) -> AsyncIterator[PaperPrinter]:
    """A printer with paper, switched on. Unknown commands fail the test that sent them."""
    printer = PaperPrinter(width)
    await printer.switch_on()
    try:
        yield printer
    finally:
        await printer.switch_off()
    assert not printer.problems
