"""The chime before a call: two soft tones, the second a third lower, made by calculation."""

import math
from array import array
from functools import cache

from speech.wav import PEAK, RATE, Sound

FIRST_HERTZ = 659.26
"""E5, and C5 after it: the interval of a door bell, in the middle of what old ears still hear."""
SECOND_HERTZ = 523.25
SECOND_AT_SECONDS = 0.35
LENGTH_SECONDS = 1.1
LOUDNESS = 0.5
"""The peak of each tone, of 1; a tone sounds louder than a voice of the same peak."""
ATTACK_SECONDS = 0.008
DECAY_SECONDS = 0.22
"""After this a tone has sunk to 37 %."""
RELEASE_SECONDS = 0.06
OVERTONES = ((1, 1.0), (2, 0.25), (3, 0.08))
"""Multiples of the tone and their strength: rounder than a whistle."""


@cache
def chime() -> Sound:
    """The two tones, `LENGTH_SECONDS` long."""
    strength = sum(part for _, part in OVERTONES)
    count = round(LENGTH_SECONDS * RATE)
    samples = array("h")
    for index in range(count):
        at = index / RATE
        tone = _tone(FIRST_HERTZ, at) + _tone(SECOND_HERTZ, at - SECOND_AT_SECONDS)
        fade = min(1.0, (LENGTH_SECONDS - at) / RELEASE_SECONDS)
        level = LOUDNESS * tone / strength * fade
        samples.append(round(max(-1.0, min(1.0, level)) * PEAK))
    return Sound(samples)


def _tone(hertz: float, at: float) -> float:
    """One struck tone, `at` seconds after the stroke."""
    if at < 0:
        return 0.0
    turns = 2 * math.pi * hertz * at
    wave = sum(part * math.sin(turns * multiple) for multiple, part in OVERTONES)
    return wave * min(1.0, at / ATTACK_SECONDS) * math.exp(-at / DECAY_SECONDS)
