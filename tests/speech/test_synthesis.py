"""Sentences become sound: by the real espeak-ng, or from recordings."""

import asyncio
import os
import subprocess
from pathlib import Path

import pytest

from speech import espeak
from speech.espeak import SpeechFailedError
from speech.synthesis import Synthesis
from tests.speech.sounds import hear, needs_espeak, tone
from texts.spoken import Spoken, spell_ticket

SENTENCE = Spoken(
    "id", "Nomor antrean A, nol satu dua, silakan menuju loket tiga.", ("number", "go")
)
ENGLISH = Spoken("en", "Queue number A, zero one two, please proceed to counter three.")


@pytest.fixture
def without_espeak(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    folder = tmp_path / "clips"
    (folder / "id").mkdir(parents=True)
    (folder / "id" / "number.wav").write_bytes(tone(0.7, hertz=300))
    (folder / "id" / "go.wav").write_bytes(tone(0.4, 44_100, 2, hertz=500))
    return folder


@needs_espeak
async def test_sentence_becomes_a_voice() -> None:
    heard = hear(await Synthesis().say([SENTENCE]))
    assert (heard.channels, heard.width, heard.rate) == (1, 2, 22_050)
    assert 3 < heard.seconds < 6
    assert heard.loudness > 0.03


@needs_espeak
async def test_sentences_and_chime_are_one_sound() -> None:
    speech = Synthesis()
    one, two = [hear(await speech.say([each])).seconds for each in (SENTENCE, ENGLISH)]
    both = hear(await speech.say([SENTENCE, ENGLISH], with_chime=True))
    assert both.seconds == pytest.approx(1.1 + 0.15 + one + 0.35 + two, abs=0.01)


@needs_espeak
async def test_faster_is_shorter_and_voices_differ() -> None:
    usual = await Synthesis().say([SENTENCE])
    faster = await Synthesis(rate=240).say([SENTENCE])
    deeper = await Synthesis({"id": "id+m3"}).say([SENTENCE])
    assert hear(faster).seconds < 0.8 * hear(usual).seconds
    assert deeper != usual


@needs_espeak
async def test_what_was_said_comes_from_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    speech = Synthesis()
    first = await speech.say([SENTENCE])
    monkeypatch.setattr(espeak, "PROGRAM", "no-such-program")
    assert await speech.say([SENTENCE]) is first
    with pytest.raises(SpeechFailedError):
        await speech.say([ENGLISH])


@needs_espeak
async def test_what_several_ask_for_at_once_is_made_once() -> None:
    speech = Synthesis()
    sounds = await asyncio.gather(*(speech.say([SENTENCE]) for _ in range(5)))
    assert all(each is sounds[0] for each in sounds)


@needs_espeak
async def test_one_that_goes_away_takes_the_sound_from_nobody_else() -> None:
    speech = Synthesis()
    gone = asyncio.create_task(speech.say([SENTENCE]))
    stays = asyncio.create_task(speech.say([SENTENCE]))
    await asyncio.sleep(0)
    gone.cancel()
    assert hear(await stays).seconds > 3
    assert gone.cancelled()


@needs_espeak
async def test_cache_has_a_bound() -> None:
    speech = Synthesis(most_cached_bytes=400_000)
    first = await speech.say([SENTENCE])
    await speech.say([ENGLISH])
    await speech.say([Spoken("id", "Terima kasih.")])
    again = await speech.say([SENTENCE])
    assert again == first
    assert again is not first


@needs_espeak
@pytest.mark.parametrize(
    "text",
    [
        "-w /tmp/x.wav",
        "--help",
        "$(id)",
        "; rm -rf x",
        "[[ddd]] <break/> six",
        "é 漢字\x00",
        "x" * 10_000,
    ],
)
async def test_text_of_any_kind_is_only_spoken(text: str) -> None:
    assert 0.1 < hear(await Synthesis(rate=300).say([Spoken("en", text)])).seconds < 900


@needs_espeak
async def test_nothing_to_say_is_silence() -> None:
    assert hear(await Synthesis().say([Spoken("id", " [ ] ")])).seconds == 0


@needs_espeak
@pytest.mark.parametrize("voice", ["--help", "-x", "a b", "../id"])
async def test_what_cannot_be_a_voice_is_refused(voice: str) -> None:
    with pytest.raises(SpeechFailedError):
        await Synthesis({"id": voice}).say([SENTENCE])


async def test_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hanging = tmp_path / "espeak-ng"
    hanging.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 600\n")
    hanging.chmod(0o755)
    monkeypatch.setattr(espeak, "PROGRAM", str(hanging))
    monkeypatch.setattr(espeak, "PATIENCE_SECONDS", 0.5)
    with pytest.raises(SpeechFailedError, match="did not end"):
        await Synthesis().say([SENTENCE])
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.usefixtures("without_espeak")
async def test_without_anything_there_is_the_chime_alone() -> None:
    speech = Synthesis()
    assert not speech.is_available()
    with pytest.raises(SpeechFailedError):
        await speech.say([SENTENCE])
    assert hear(await speech.say([], with_chime=True)).seconds == pytest.approx(1.1, abs=0.01)


@pytest.mark.usefixtures("without_espeak")
async def test_recordings_say_what_they_cover(clips: Path) -> None:
    speech = Synthesis(clips=clips)
    assert speech.is_available([SENTENCE])
    heard = hear(await speech.say([SENTENCE]))
    assert heard.seconds == pytest.approx(0.7 + 0.06 + 0.4, abs=0.01)
    assert heard.strength(300, 0.1, 0.6) > 0.1
    assert heard.strength(500, 0.8, 1.1) > 0.1
    assert not speech.is_available([SENTENCE, ENGLISH])


@needs_espeak
async def test_recordings_that_are_not_complete_leave_it_to_the_voice(clips: Path) -> None:
    usual = await Synthesis().say([SENTENCE])
    (clips / "id" / "go.wav").unlink()
    assert await Synthesis(clips=clips).say([SENTENCE]) == usual


@needs_espeak
async def test_broken_recording_leaves_it_to_the_voice(clips: Path) -> None:
    (clips / "id" / "go.wav").write_bytes(b"RIFF, but no more")
    speech = Synthesis(clips=clips)
    assert speech.clips.broken("id", SENTENCE.clips) == ("id/go.wav",)
    assert await speech.say([SENTENCE]) == await Synthesis().say([SENTENCE])


async def test_own_chime_replaces_ours(clips: Path) -> None:
    (clips / "chime.wav").write_bytes(tone(0.5, hertz=700))
    assert hear(await Synthesis(clips=clips).say([], with_chime=True)).seconds == pytest.approx(0.5)


async def test_chime_is_two_soft_tones() -> None:
    heard = hear(await Synthesis().say([], with_chime=True))
    first, second = 659.26, 523.25
    assert heard.strength(first, 0.02, 0.3) > 10 * heard.strength(second, 0.02, 0.3)
    assert heard.strength(second, 0.4, 0.7) > 2 * heard.strength(first, 0.4, 0.7)
    peaks = [max(map(abs, heard.samples[at : at + 2205])) for at in range(0, 22_050, 2205)]
    assert 0.3 * 32768 < max(peaks) < 0.6 * 32768
    assert peaks[-1] < 0.1 * max(peaks)
    assert heard.samples[-1] == 0
    assert abs(heard.samples[0]) < 50


NAMES = {
    "id": [
        *("'a", "b'e", "tS'e", "d'e", "'e", "'Ef", "g'e", "h'a", "dZ'e", "k'a", "'El", "'Em"),
        *("'En", "p'e", "k'i", "'ER", "'Es", "t'e", "'u", "f'e", "w'e", "'Eks", "j'e", "z'Et"),
    ],
    "en": [
        *("'eI", "b'i:", "s'i:", "d'i:", "'i:", "'Ef", "dZ'i:", "'eItS", "dZ'eI", "k'eI", "'El"),
        *("'Em", "'En", "p'i:", "kj'u:", "'A@", "'Es", "t'i:", "j'u:", "v'i:", "d'Vb@Lj,u:"),
        *("'Eks", "w'aI", "z'Ed"),
    ],
}
"""The names of the letters A to Z without I and O, as espeak-ng writes sounds."""


@needs_espeak
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_letter_is_called_by_its_name(language: str) -> None:
    for letter, name in zip("ABCDEFGHJKLMNPQRSTUVWXYZ", NAMES[language], strict=True):
        said = subprocess.run(
            ["espeak-ng", "-v", espeak.VOICES[language], "-q", "-x", "--stdin"],
            input=spell_ticket(f"{letter}-012", language),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert said.split()[0] == name, f"{letter}: {said}"
