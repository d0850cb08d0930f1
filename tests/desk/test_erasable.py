"""Notes and notices, read by their id: each once, and again only where it could not be had."""

import asyncio
from collections.abc import Awaitable

from desk.erasable import AGAIN_AFTER_SECONDS, ErasableTexts
from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import NoteView


class Office:
    """Gives what it has; counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.notes: dict[str, NoteView] = {}
        self.arrived = 0
        self.now = 100.0
        self.started: list[asyncio.Task[None]] = []
        self.texts = ErasableTexts(self.read, self.start, self.hear, lambda: self.now)

    async def read(self, text_id: str) -> NoteView | Refusal:
        self.asked.append(text_id)
        return self.notes.get(text_id) or Refusal(RefusalCode.SERVER_UNREACHABLE)

    def start(self, fetching: Awaitable[None]) -> None:
        self.started.append(asyncio.ensure_future(fetching))

    def hear(self) -> None:
        self.arrived += 1

    async def settle(self) -> None:
        await asyncio.gather(*self.started)


async def test_text_is_asked_for_once_and_heard_of() -> None:
    office = Office()
    office.notes["n1"] = NoteView("Copy is missing")
    assert office.texts.of("n1") is None
    assert office.texts.of("n1") is None
    await office.settle()
    assert office.texts.of("n1") == NoteView("Copy is missing")
    assert await office.texts.ready("n1") == NoteView("Copy is missing")
    assert (office.asked, office.arrived) == (["n1"], 1)


async def test_text_that_could_not_be_had_is_asked_for_again_after_a_while() -> None:
    office = Office()
    assert office.texts.of("n1") is None
    await office.settle()
    assert office.texts.of("n1") is None
    assert office.asked == ["n1"]
    office.notes["n1"] = NoteView("Here it is")
    office.now += AGAIN_AFTER_SECONDS
    office.texts.of("n1")
    await office.settle()
    assert office.texts.of("n1") == NoteView("Here it is")
    assert office.asked == ["n1", "n1"]


async def test_no_id_is_no_question() -> None:
    office = Office()
    assert office.texts.of(None) is None
    assert office.asked == []
