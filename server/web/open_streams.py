"""All streams that are open now, so that a stop ends them at once and cleanly."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from server.web.metrics import Metrics


class OpenStreams:
    """The tasks that serve streams."""

    def __init__(self, metrics: Metrics) -> None:
        """None is open yet."""
        self._metrics = metrics
        self._tasks: set[asyncio.Task[Any]] = set()
        self.is_stopping = False

    @contextmanager
    def noted(self, kind: str) -> Iterator[None]:
        """The current task serves a stream of `kind` inside the `with`."""
        task = asyncio.current_task()
        assert task is not None, "a stream is served by a task"
        self._tasks.add(task)
        self._metrics.note_stream(kind, +1)
        try:
            yield
        finally:
            self._tasks.discard(task)
            self._metrics.note_stream(kind, -1)

    def stop(self) -> None:
        """End all streams, and each that is opened later: their screens come back by themselves."""
        self.is_stopping = True
        for task in self._tasks:
            task.cancel()
