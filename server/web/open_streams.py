"""All streams that are open now: their signs of life, and their end when the server stops.

One task for all of them puts a comment into each stream's slots from time to time. A timer for
each stream would cost memory for every screen, and time at every publication.
"""

import asyncio
from typing import Any

from server.office.subscriptions import Message, Subscription
from server.web.metrics import Metrics

COMMENT = Message("comment", "", b"")
"""Stands for a line that screens ignore, but see."""

TURNS = 50
"""Comments go out in so many turns, so that thousands never fall due together."""
EARLY = 0.9
"""Which part of the promised time passes between two comments of one stream."""


class OpenStreams:
    """The tasks that serve streams, each with what it is still to be sent."""

    def __init__(self, metrics: Metrics) -> None:
        """None is open yet."""
        self._metrics = metrics
        self._turns: list[dict[asyncio.Task[Any], Subscription]] = [{} for _ in range(TURNS)]
        self._opened = 0
        self.is_stopping = False

    def __len__(self) -> int:
        """How many are open."""
        return sum(map(len, self._turns))

    def opened(self, kind: str, subscription: Subscription) -> int:
        """The current task serves a stream from now on. Returns what `ended` wants back."""
        turn = self._opened % TURNS
        self._opened += 1
        self._turns[turn][_current_task()] = subscription
        self._metrics.note_stream(kind, +1)
        return turn

    def ended(self, kind: str, turn: int) -> None:
        """The current task's stream has ended."""
        del self._turns[turn][_current_task()]
        self._metrics.note_stream(kind, -1)

    async def comment(self, seconds: float) -> None:
        """Put a comment into every stream at least once in `seconds`, until cancelled."""
        while True:
            for streams in self._turns:
                await asyncio.sleep(seconds * EARLY / TURNS)
                for subscription in streams.values():
                    subscription.put(COMMENT)

    def stop(self) -> None:
        """End all streams, and each that is opened later: their screens come back by themselves."""
        self.is_stopping = True
        for streams in self._turns:
            for task in streams:
                task.cancel()


def _current_task() -> asyncio.Task[Any]:
    task = asyncio.current_task()
    assert task is not None, "a stream is served by a task"
    return task
