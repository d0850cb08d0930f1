"""Rushes of calls at one loudspeaker: all are said, in time, also with the office's real voice."""

import asyncio
import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from displays.announcing import LIMIT_SECONDS, Brevity, Lengths
from server.announcing.announcer import HASTE
from server.announcing.sentences import Brevity as ServerBrevity
from server.announcing.sentences import call_sentences
from server.configuration import load_office
from speech.synthesis import Synthesis
from tests.displays.halls import LONG, call, hall, started
from tests.speech.sounds import hear, needs_espeak

# ---------------------------------------------------------------- rushes


EXAMPLES = Path(__file__).parents[2] / "examples"
PAUSE_SECONDS = 0.25


@dataclass
class Rush:
    """One loudspeaker through a rush of calls, in simulated seconds.

    `taken` are the seconds that each form takes, of each call in turn, pauses included.
    """

    arrivals: list[float]
    taken: list[tuple[float, ...]] = field(default_factory=lambda: [(11.7, 7.0, 3.0)])
    chime: float = 1.3
    said: list[tuple[int, Brevity]] = field(default_factory=list)
    begun: dict[int, float] = field(default_factory=dict)  # the call's own first word, or chime
    sentence_begun: dict[int, float] = field(default_factory=dict)

    def run(self) -> "Rush":
        announcing, now, known, sentence = started(), 0.0, 0, 0.0
        while known < len(self.arrivals) or announcing._waiting:
            arrived = sum(at <= now for at in self.arrivals)
            if arrived != known:
                known = arrived
                calls = (call(place + 1, self.arrivals[place]) for place in range(known))
                announcing.take(hall(*calls, at=now), now)
            spoken = announcing.next(now, "09:00")
            if spoken is None:
                now = min((at for at in self.arrivals if at > now), default=now)
                continue
            lengths = self.taken[spoken.call % len(self.taken)]
            while (asked := spoken).brevity is not None:
                spoken = announcing.measured(asked, lengths[asked.brevity], now)
                if spoken == asked:
                    break
            brevity = Brevity(spoken.brevity or 0)
            sentence = now if spoken.with_chime else sentence
            self.said.append((spoken.call, brevity))
            self.begun[spoken.call], self.sentence_begun[spoken.call] = now, sentence
            now += lengths[brevity] + (self.chime if spoken.with_chime else 0)
        return self

    def worst(self, begun: dict[int, float]) -> float:
        return max(at - self.arrivals[number - 1] for number, at in begun.items())


@given(
    st.lists(st.floats(0, 60), min_size=1, max_size=20).map(sorted),
    st.tuples(st.floats(4, 20), st.floats(3, 15), st.floats(1.5, 3.0)),
)
def test_every_call_is_in_a_sentence_that_begins_in_time(
    arrivals: list[float], taken: tuple[float, float, float]
) -> None:
    rush = Rush(arrivals, [taken]).run()
    assert [number for number, _ in rush.said] == list(range(1, len(arrivals) + 1))
    assert rush.worst(rush.sentence_begun) <= LIMIT_SECONDS + 0.001


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_of_so_many_at_once_each_is_itself_said_in_time(count: int) -> None:
    rush = Rush([1.0] * count).run()
    assert rush.worst(rush.begun) <= LIMIT_SECONDS


def test_calls_that_come_one_by_one_are_all_said_long() -> None:
    rush = Rush([13.1 * place for place in range(10)]).run()
    assert {brevity for _, brevity in rush.said} == {LONG}


def test_call_in_the_middle_of_a_long_one_waits_for_its_end_only() -> None:
    rush = Rush([0.0, 0.5]).run()
    assert rush.begun == {1: 0.0, 2: 13.0}


# ---------------------------------------------------------------- with the real voice


@pytest.fixture(scope="module")
def voice() -> list[tuple[float, ...]]:
    """What every form takes of calls of all services of a real office, at many counters."""
    office = load_office(EXAMPLES / "palembang.toml").office

    async def measure() -> list[tuple[float, ...]]:
        speech, taken = Synthesis(), []
        for place, service in enumerate(each for each in office.services if not each.elsewhere):
            number = f"{service.letter}-{(place * 111 + 7) % 1000:03}"
            forms = []
            for brevity in Brevity:
                said = call_sentences(
                    office, office.languages, number, service.id, place + 5, ServerBrevity(brevity)
                )
                wav = await speech.say(said, haste=HASTE if brevity is Brevity.SHORTEST else 1)
                forms.append(hear(wav).seconds + PAUSE_SECONDS)
            taken.append(tuple(forms))
        return taken

    return asyncio.run(measure())


@needs_espeak
def test_usual_lengths_are_those_of_the_real_voice(voice: list[tuple[float, ...]]) -> None:
    usual = Lengths()
    for brevity, seconds in zip(Brevity, zip(*voice, strict=True), strict=True):
        assert max(seconds) <= usual.of(brevity), brevity
        assert max(seconds) > 0.8 * usual.of(brevity), brevity


@needs_espeak
@pytest.mark.parametrize("seed", range(20))
def test_rushes_with_the_real_voice(voice: list[tuple[float, ...]], seed: int) -> None:
    chance = random.Random(seed)
    arrivals = sorted(chance.uniform(0, 120) for _ in range(chance.randint(5, 40)))
    rush = Rush(arrivals, voice).run()
    assert [number for number, _ in rush.said] == list(range(1, len(arrivals) + 1))
    assert rush.worst(rush.sentence_begun) <= LIMIT_SECONDS


@needs_espeak
def test_twelve_at_once_with_the_real_voice(voice: list[tuple[float, ...]]) -> None:
    """All in one sentence that begins at once, 2.4 s each: one loudspeaker cannot do better."""
    rush = Rush([0.0] * 12, voice).run()
    assert rush.worst(rush.sentence_begun) == 0
    assert sum(at <= LIMIT_SECONDS for at in rush.begun.values()) >= 6
    assert rush.worst(rush.begun) <= 29
