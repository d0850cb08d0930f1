"""WAV in and out: what others wrote is read, what is no sound is refused."""

import struct
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.wav import NotWavError, Sound, decode, encode, join, silence
from tests.speech.sounds import hear, tone


@given(st.lists(st.integers(-32768, 32767), max_size=50))
def test_what_is_written_is_read_again(samples: list[int]) -> None:
    sound = Sound(array("h", samples))
    assert decode(encode(sound)) == sound
    assert list(hear(encode(sound)).samples) == samples


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_recordings_of_any_rate_keep_length_and_pitch(rate: int, channels: int) -> None:
    heard = hear(encode(decode(tone(0.5, rate, channels))))
    assert (heard.channels, heard.width, heard.rate) == (1, 2, 22_050)
    assert heard.seconds == pytest.approx(0.5, abs=0.001)
    assert heard.strength(440, 0.1, 0.4) == pytest.approx(8000 / 32768, rel=0.1)
    assert heard.strength(880, 0.1, 0.4) < 0.01


def test_sizes_of_a_pipe_mean_to_the_end() -> None:
    content = bytearray(tone(0.1))
    struct.pack_into("<I", content, 40, 0x7FFFF000)
    assert decode(bytes(content)).seconds == pytest.approx(0.1)


def test_other_parts_of_a_file_are_passed_over() -> None:
    content = tone(0.1)
    listed = b"LIST" + struct.pack("<I", 5) + b"Names" + b"\0"
    assert decode(content[:12] + listed + content[12:]).seconds == pytest.approx(0.1)


@given(st.binary(max_size=200) | st.binary(max_size=100).map(lambda rest: tone(0.01)[:36] + rest))
def test_bytes_of_any_kind_are_read_or_refused(content: bytes) -> None:
    try:
        decode(content)
    except NotWavError:
        pass


def test_wav_of_eight_bits_is_refused() -> None:
    content = bytearray(tone(0.01))
    struct.pack_into("<H", content, 34, 8)
    with pytest.raises(NotWavError):
        decode(bytes(content))


def test_joined_sounds_have_pauses_between_them_only() -> None:
    joined = join([silence(0.5), silence(0.25), silence(0.25)], pause_seconds=0.1)
    assert joined.seconds == pytest.approx(1.2, abs=0.001)
    assert join([]).seconds == 0


def test_louder_never_wraps_around() -> None:
    assert list(Sound(array("h", [20_000, -20_000, 3])).scaled(2).samples) == [32767, -32767, 6]
