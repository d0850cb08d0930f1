"""All screens of a hall, in a process of its own: `python -m benchmarks.watching`.

The question comes on its input, the answer goes to its output, both as JSON.
Opens the streams, sends one call after the other, each from an office at rest, and notes when
every screen has read the snapshot with that call.
"""

import asyncio
import os
import sys
import time
from pathlib import Path

import msgspec
from msgspec import Struct

from benchmarks.connection import Connection
from benchmarks.figures import percentile
from benchmarks.frames import Screen, content
from benchmarks.process import processor_seconds, rss
from protocol.replies import CommandReply

OPENED_AT_ONCE = 50
OPEN_SECONDS = 120.0
QUIET_SECONDS = 0.6
"""A screen that has not been told for so long will not be."""
REST_SECONDS = 0.25
"""Between two calls: longer than the server gathers news for one publication."""


class Question(Struct, frozen=True):
    """The server, the requests that open the streams, and those that call. All as sent."""

    port: int
    pid: int
    streams: list[str]
    calls: list[str]
    warm_up: int
    keep: dict[str, int] = {}  # file to write a stream's last content to: the stream's index


class Found(Struct, frozen=True):
    """Seconds, bytes and counts.

    `reached` is the part of all screens and calls that a snapshot came to: a view that a call
    does not change is not sent.
    """

    sent_p50: float
    sent_p99: float
    answered_p50: float
    answered_p99: float
    processor: float  # of the server, for one snapshot to one screen
    memory: float  # of the server, for one stream
    reached: float
    opened: float  # seconds to open one stream
    client: float  # of this process' processor, for one snapshot to one screen


class Hall:
    """The screens, and when each was told."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._screens: list[Screen] = []
        self._told: dict[Screen, float] = {}
        self._awaited = 0
        self._count = 0
        self._all_told = asyncio.Event()
        self._last = 0.0

    async def open(self) -> None:
        """All streams, each with its first snapshot."""
        requests = [each.encode() for each in self._question.streams]
        self._await_version(0, len(requests))
        for index in range(0, len(requests), OPENED_AT_ONCE):
            opening = (
                Screen.opened(self._question.port, request, self._seen)
                for request in requests[index : index + OPENED_AT_ONCE]
            )
            self._screens += await asyncio.gather(*opening)
        await asyncio.wait_for(self._all_told.wait(), OPEN_SECONDS)

    async def call(self, connection: Connection, request: bytes) -> tuple[list[float], float]:
        """The moments from sending to each screen, and from sending to the answer, in seconds."""
        self._await_version(sys.maxsize, len(self._screens))
        sent = time.perf_counter()
        status, answer = await connection.send(request)
        answered = time.perf_counter()
        if status != 200:
            raise RuntimeError(f"{status}: {answer.decode()}")
        version = msgspec.json.decode(answer, type=CommandReply).version
        told = {each: at for each, at in self._told.items() if each.version >= version}
        self._await_version(version, len(self._screens) - len(told), told)
        while self._count and time.perf_counter() - max(self._last, answered) < QUIET_SECONDS:
            try:
                await asyncio.wait_for(self._all_told.wait(), QUIET_SECONDS / 4)
            except TimeoutError:
                continue
        return [at - sent for at in self._told.values()], answered - sent

    def keep(self, path: str, index: int) -> None:
        """Write down what a screen shows."""
        Path(path).write_bytes(content(self._screens[index].frame))

    def close(self) -> None:
        """All streams. Raises ConnectionError if the server ended one before."""
        if not all(screen.is_open for screen in self._screens):
            raise ConnectionResetError("the server ended a stream")
        for screen in self._screens:
            screen.close()

    def _await_version(
        self, version: int, count: int, told: dict[Screen, float] | None = None
    ) -> None:
        self._awaited, self._count, self._told = version, count, told or {}
        self._all_told.clear()
        if not count:
            self._all_told.set()

    def _seen(self, screen: Screen, at: float) -> None:
        self._last = at
        if self._awaited == sys.maxsize:  # the answer, with the version, has not come yet
            self._told[screen] = at
        elif screen.version >= self._awaited and screen not in self._told:
            self._told[screen] = at
            self._count -= 1
            if not self._count:
                self._all_told.set()


async def watch(question: Question) -> Found:
    """Open, warm up, call, and let go."""
    count, pid = len(question.streams), question.pid
    calls = [each.encode() for each in question.calls]
    connection = await Connection.opened("127.0.0.1", question.port)
    hall = Hall(question)
    before, began = rss(pid), time.perf_counter()
    await hall.open()
    opened = (time.perf_counter() - began) / count
    from_sent: list[float] = []
    from_answered: list[float] = []
    for request in calls[: question.warm_up]:
        await asyncio.sleep(REST_SECONDS)
        await hall.call(connection, request)
    server, client = processor_seconds(pid), processor_seconds(os.getpid())
    for request in calls[question.warm_up :]:
        await asyncio.sleep(REST_SECONDS)
        latencies, answered = await hall.call(connection, request)
        from_sent += latencies
        from_answered += [latency - answered for latency in latencies]
    measured = len(calls) - question.warm_up
    server, client = processor_seconds(pid) - server, processor_seconds(os.getpid()) - client
    found = Found(
        sent_p50=percentile(from_sent, 0.5),
        sent_p99=percentile(from_sent, 0.99),
        answered_p50=percentile(from_answered, 0.5),
        answered_p99=percentile(from_answered, 0.99),
        processor=server / len(from_sent),
        memory=(rss(pid) - before) / count,
        reached=len(from_sent) / (count * measured),
        opened=opened,
        client=client / len(from_sent),
    )
    for path, index in question.keep.items():
        hall.keep(path, index)
    hall.close()
    connection.close()
    return found


if __name__ == "__main__":
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Question)
    print(msgspec.json.encode(asyncio.run(watch(asked))).decode())
