"""What a machine can tell of a sound: its length, loudness and tones."""

import io
import math
import shutil
import wave
from array import array
from dataclasses import dataclass

import pytest

needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None,
    reason="espeak-ng is not installed (Debian: apt-get install espeak-ng)",
)


@dataclass(frozen=True)
class Heard:
    """A WAV as the standard library's own reader finds it."""

    channels: int
    width: int
    rate: int
    samples: "array[int]"

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate / self.channels

    @property
    def loudness(self) -> float:
        """Root of the mean square, of 1."""
        return math.sqrt(sum(each * each for each in self.samples) / len(self.samples)) / 32768

    def strength(self, hertz: float, start: float, end: float) -> float:
        """How strong a tone is between two moments (Goertzel), of 1."""
        part = self.samples[round(start * self.rate) : round(end * self.rate)]
        turn = 2 * math.cos(2 * math.pi * hertz / self.rate)
        before = last = 0.0
        for each in part:
            before, last = last, each / 32768 + turn * last - before
        power = before * before + last * last - turn * before * last
        return 2 * math.sqrt(max(0.0, power)) / len(part)


def hear(content: bytes) -> Heard:
    with wave.open(io.BytesIO(content)) as file:
        frames = file.readframes(file.getnframes())
        return Heard(
            file.getnchannels(), file.getsampwidth(), file.getframerate(), array("h", frames)
        )


def tone(seconds: float, rate: int = 22_050, channels: int = 1, hertz: float = 440.0) -> bytes:
    """A WAV with one tone, written by the standard library."""
    samples = array("h")
    for index in range(round(seconds * rate)):
        samples.extend([round(8000 * math.sin(2 * math.pi * hertz * index / rate))] * channels)
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return content.getvalue()
