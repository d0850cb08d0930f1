"""The sound of an office's calls: sentences in its voices or from its recordings, each made once.

Nothing arbitrary can be asked for: only the calls of the day, in three lengths, who is asked to
come in now, a test and the chime. So whoever asks, there is a bound to what is made.
"""

from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from server.announcing.sentences import (
    Brevity,
    call_sentences,
    clips_wanted,
    come_in_sentences,
    trial_sentences,
)
from server.queueing.day import Call
from server.queueing.office import Office
from speech import espeak
from speech.clips import Clips
from speech.synthesis import Synthesis
from texts.spoken import Spoken

CACHED_BYTES = 12 * 1024 * 1024
"""Of each office: about 25 long calls, more than the hall's snapshot holds."""


HASTE = 1.25
"""How much faster the shortest form is spoken: it is said only when calls pile up."""


class Recording(Struct, frozen=True):
    """A WAV, and what tells it from any other."""

    content: bytes
    tag: str


class Announcer:
    """Says the calls of one office. Every method raises SpeechFailedError."""

    def __init__(self, languages: tuple[str, ...], speech: Synthesis) -> None:
        """`languages` in the order spoken."""
        self._languages = languages
        self._speech = speech

    async def say_call(self, office: Office, call: Call, brevity: Brevity) -> Recording:
        """A call, without a chime."""
        counter = office.counter(call.counter)
        number = counter.number if counter else 0
        sentences = call_sentences(
            office, self._languages, call.number, call.service, number, brevity
        )
        return await self._say(sentences, haste=HASTE if brevity is Brevity.SHORTEST else 1.0)

    async def say_come_in(self, number: str, spot: int) -> Recording:
        """That somebody is asked to come in, without a chime."""
        return await self._say(come_in_sentences(self._languages, number, spot))

    async def say_trial(self) -> Recording:
        """The chime and a test sentence."""
        return await self._say(trial_sentences(self._languages), with_chime=True)

    async def chime(self) -> Recording:
        """The chime: our own, or the one that the office recorded."""
        return await self._say((), with_chime=True)

    async def _say(
        self, sentences: tuple[Spoken, ...], with_chime: bool = False, haste: float = 1.0
    ) -> Recording:
        content = await self._speech.say(sentences, with_chime, haste)
        return Recording(content, sha256(content).hexdigest()[:32])


def can_speak(office: Office, languages: tuple[str, ...], clips: Path | None) -> bool:
    """Whether every call can be said on this machine: by espeak-ng, or all from recordings."""
    return espeak.is_installed() or not faulty_clips(office, languages, clips)


def faulty_clips(office: Office, languages: tuple[str, ...], clips: Path | None) -> tuple[str, ...]:
    """The recordings that an office lacks, or that cannot be used, as paths below its folder."""
    wanted, recorded = clips_wanted(office), Clips(clips)
    return tuple(
        path
        for language in languages
        for path in (*recorded.missing(language, wanted), *recorded.broken(language, wanted))
    )
