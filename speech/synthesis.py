"""Sentences to sound: the one thing that the rest of Antrean asks of this room.

    speech = Synthesis()
    if speech.is_available():
        wav = await speech.say([Spoken("id", "Pilih layanan."), Spoken("id", "Satu, KTP.")])

Owns the voices, the cache and how many synthesizers run at once. Promises one WAV for all
sentences, mono, 16 bits, 22,050 samples a second; that what was said before comes from the cache,
and what several ask for at once is made once; and that nothing blocks the event loop.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path

from speech import espeak
from speech.chime import chime
from speech.clips import Clips
from speech.espeak import FASTEST, SLOWEST, USUAL_RATE, SpeechFailedError
from speech.wav import NotWavError, Sound, encode, join, silence
from texts.spoken import Spoken

PAUSE_SECONDS = 0.35
"""Between two sentences."""
AFTER_CHIME_SECONDS = 0.15
MOST_CACHED_BYTES = 32 * 1024 * 1024
"""About seventy announcements of ten seconds."""
AT_ONCE = 2
"""Synthesizers at once; each needs a core for some 10 ms."""

_Key = tuple[tuple[Spoken, ...], bool, int]


class Synthesis:
    """One way of speaking: its voices, its rate, its recordings. Belongs to one event loop."""

    def __init__(
        self,
        voices: Mapping[str, str] | None = None,
        rate: int = USUAL_RATE,
        clips: Path | None = None,
        most_cached_bytes: int = MOST_CACHED_BYTES,
    ) -> None:
        """`voices`: by language, the usual ones where not given; `rate` in words a minute."""
        self.voices = dict(voices or {})
        self.rate = rate
        self.clips = Clips(clips)
        self._most_cached_bytes = most_cached_bytes
        self._cache: OrderedDict[_Key, bytes] = OrderedDict()
        self._cached_bytes = 0
        self._being_made: dict[_Key, asyncio.Task[bytes]] = {}
        self._at_once = asyncio.Semaphore(AT_ONCE)

    def is_available(self, sentences: Sequence[Spoken] = ()) -> bool:
        """Whether these sentences can be said: by espeak-ng, or all from recordings."""
        recorded = bool(sentences) and all(self.clips.has(each) for each in sentences)
        return recorded or espeak.is_installed()

    async def say(
        self, sentences: Sequence[Spoken], with_chime: bool = False, haste: float = 1.0
    ) -> bytes:
        """The sentences as one WAV, `haste` times as fast. Raises SpeechFailedError."""
        rate = min(FASTEST, max(SLOWEST, round(self.rate * haste)))
        key = (tuple(sentences), with_chime, rate)
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        task = self._being_made.get(key)
        if task is None:
            task = asyncio.create_task(self._make(key))
            self._being_made[key] = task
            task.add_done_callback(lambda made: self._end_making(key, made))
        return await asyncio.shield(task)  # one that goes away takes it from nobody else

    def _end_making(self, key: _Key, made: asyncio.Task[bytes]) -> None:
        del self._being_made[key]
        if not made.cancelled():
            made.exception()  # whoever waited has it; where nobody did any more, let it rest

    async def _make(self, key: _Key) -> bytes:
        sentences, with_chime, rate = key
        async with self._at_once:
            sounds = [await self._sound(each, rate) for each in sentences]
            content = await asyncio.to_thread(self._put_together, sounds, with_chime)
        self._keep(key, content)
        return content

    async def _sound(self, sentence: Spoken, rate: int) -> Sound:
        if await asyncio.to_thread(self.clips.has, sentence):
            try:
                return await asyncio.to_thread(self.clips.say, sentence)
            except (OSError, NotWavError) as error:
                if not espeak.is_installed():
                    raise SpeechFailedError(str(error)) from error
        voice = self.voices.get(sentence.language)
        return await espeak.speak(sentence.text, sentence.language, voice, rate)

    def _put_together(self, sounds: list[Sound], with_chime: bool) -> bytes:
        spoken = join(sounds, PAUSE_SECONDS)
        if not with_chime:
            return encode(spoken)
        parts = (
            (self._chime(), silence(AFTER_CHIME_SECONDS), spoken) if sounds else (self._chime(),)
        )
        return encode(join(parts))

    def _chime(self) -> Sound:
        try:
            return self.clips.chime() or chime()
        except (OSError, NotWavError):
            return chime()

    def _keep(self, key: _Key, content: bytes) -> None:
        if len(content) > self._most_cached_bytes:
            return
        self._cache[key] = content
        self._cached_bytes += len(content)
        while self._cached_bytes > self._most_cached_bytes:
            _, dropped = self._cache.popitem(last=False)
            self._cached_bytes -= len(dropped)
