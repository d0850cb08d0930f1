"""Texts that the office may erase (notes, notices): never in a snapshot, so read by their id.

Each is asked for once, and shown when it is there. One that was erased, or could not be had, is
asked for again after a while, as long as it is wanted. The page's twin is `web/erasable.js`.
"""

import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from protocol.refusals import Refusal

T = TypeVar("T")

AGAIN_AFTER_SECONDS = 5.0


class ErasableTexts(Generic[T]):
    """The texts of one kind by their id."""

    def __init__(
        self,
        read: Callable[[str], Awaitable[T | Refusal]],
        start: Callable[[Awaitable[None]], object],
        on_arrival: Callable[[], object],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`read` asks for one, `start` lets that run; `on_arrival` hears of each that is there."""
        self._read, self._start, self._on_arrival = read, start, on_arrival
        self._monotonic = monotonic
        self._known: dict[str, T] = {}
        self._again_at: dict[str, float] = {}

    def of(self, text_id: str | None) -> T | None:
        """The text; None until it is there."""
        if not text_id:
            return None
        if text_id not in self._known and self._monotonic() >= self._again_at.get(text_id, 0.0):
            self._note_attempt(text_id)
            self._start(self._fetch(text_id))
        return self._known.get(text_id)

    async def ready(self, text_id: str) -> T | None:
        """As `of`, but waits for the answer."""
        if text_id not in self._known:
            self._note_attempt(text_id)
            await self._fetch(text_id)
        return self._known.get(text_id)

    def _note_attempt(self, text_id: str) -> None:
        self._again_at[text_id] = self._monotonic() + AGAIN_AFTER_SECONDS

    async def _fetch(self, text_id: str) -> None:
        answer = await self._read(text_id)
        if not isinstance(answer, Refusal):
            self._known[text_id] = answer
            self._on_arrival()
