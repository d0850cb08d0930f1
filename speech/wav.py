"""Sound as this room handles it: mono, 16 bits, 22,050 samples a second, in and out of WAV.

That is what espeak-ng gives. Recordings of another rate or with two channels are converted, so
that everything can be joined.
"""

import struct
import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

RATE = 22_050
"""Samples a second."""
PEAK = 32_767
PCM = 1
EXTENSIBLE = 0xFFFE
HEADER = "<4sI4s4sIHHIIHH4sI"


class NotWavError(ValueError):
    """These bytes are no WAV of 16 bits."""


@dataclass(frozen=True)
class Sound:
    """Samples from -32,768 to 32,767."""

    samples: "array[int]" = field(default_factory=lambda: array("h"))

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / RATE

    @property
    def peak(self) -> float:
        """The largest deflection, from 0 to 1."""
        return max(map(abs, (max(self.samples), min(self.samples)))) / PEAK if self.samples else 0.0

    def scaled(self, factor: float) -> "Sound":
        """Louder or softer; never beyond what the samples can hold."""
        if factor == 1:
            return self
        return Sound(
            array("h", (max(-PEAK, min(PEAK, round(each * factor))) for each in self.samples))
        )


def silence(seconds: float) -> Sound:
    """A pause."""
    return Sound(array("h", bytes(2 * round(seconds * RATE))))


def join(sounds: Iterable[Sound], pause_seconds: float = 0.0) -> Sound:
    """One after the other, with a pause between each two."""
    pause = silence(pause_seconds).samples
    joined = array("h")
    for index, sound in enumerate(sounds):
        if index:
            joined.extend(pause)
        joined.extend(sound.samples)
    return Sound(joined)


def encode(sound: Sound) -> bytes:
    """As a WAV file."""
    samples = sound.samples
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    body = samples.tobytes()
    parts = (b"RIFF", len(body) + 36, b"WAVE", b"fmt ", 16, PCM, 1, RATE, RATE * 2, 2, 16)
    return struct.pack(HEADER, *parts, b"data", len(body)) + body


def decode(content: bytes) -> Sound:
    """The sound of a WAV file of 16 bits, of any rate, mono or stereo. Raises NotWavError.

    Sizes that claim more than there is are taken for "to the end": programs that write to a
    pipe cannot know better.
    """
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise NotWavError("no WAV")
    channels, rate, place = 0, 0, 12
    while place + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, place)
        place += 8
        if name == b"fmt ":
            channels, rate = _read_format(content[place : place + size])
        if name == b"data":
            if not channels:
                break
            return Sound(_resampled(_mono(content[place : place + size], channels), rate))
        place += size + size % 2
    raise NotWavError("a WAV without its parts")


def _read_format(chunk: bytes) -> tuple[int, int]:
    """Channels and rate. Raises NotWavError for what is not PCM of 16 bits."""
    try:
        kind, channels, rate, _, _, bits = struct.unpack("<HHIIHH", chunk[:16])
    except struct.error:
        raise NotWavError("a WAV without its parts") from None
    if kind not in (PCM, EXTENSIBLE) or bits != 16 or channels not in (1, 2):
        raise NotWavError("not 16 bits PCM, mono or stereo")
    if not 8_000 <= rate <= 192_000:
        raise NotWavError(f"{rate} samples a second")
    return channels, rate


def _mono(body: bytes, channels: int) -> "array[int]":
    whole = body[: len(body) - len(body) % (2 * channels)]
    if channels == 2:
        return array("h", ((left + right) // 2 for left, right in struct.iter_unpack("<hh", whole)))
    samples = array("h", whole)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _resampled(samples: "array[int]", rate: int) -> "array[int]":
    """At our own rate, by straight lines between samples: good enough for a voice."""
    if rate == RATE or not samples:
        return samples
    last, step = len(samples) - 1, rate / RATE
    resampled = array("h")
    for index in range(int(len(samples) / step)):
        before = min(last, int(index * step))
        after, part = min(last, before + 1), index * step - before
        resampled.append(round(samples[before] * (1 - part) + samples[after] * part))
    return resampled
