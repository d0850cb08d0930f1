"""Sounds go to the first program that plays them.

The programs are doubles, the only ones in the way from a sentence to the loudspeaker: a machine
that tests has none. Each is a real program that takes a WAV as the real ones do, and notes it.
"""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal.player import PROGRAMS, Player
from tests.speech.sounds import tone
from tests.terminal.loudspeaker import Loudspeaker

Install = Callable[..., Loudspeaker]
SOUND = tone(0.2)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    folder = tmp_path / "bin"
    folder.mkdir()
    usual = os.environ["PATH"]
    monkeypatch.setenv("PATH", f"{folder}:{usual}")
    return lambda name, **options: Loudspeaker(folder, name, **options)


def player(*names: str) -> Player:
    return Player(tuple((name,) for name in names))


async def test_sound_reaches_the_program_as_it_is(install: Install) -> None:
    heard = install("first")
    played = await player("first").play(SOUND)
    assert (played.state, played.was_heard) == ("ready", True)
    assert heard.sounds() == [SOUND]


async def test_first_program_that_is_there_is_taken(install: Install) -> None:
    second, third = install("second"), install("third")
    await player("missing", "second", "third").play(SOUND)
    assert (second.sounds(), third.sounds()) == ([SOUND], [])


async def test_program_that_fails_hands_over_to_the_next(install: Install) -> None:
    broken, working = install("broken", status=1), install("working")
    speaker = player("broken", "working")
    assert (await speaker.play(SOUND)).was_heard
    assert (len(broken.sounds()), len(working.sounds())) == (1, 1)
    assert speaker.state == "ready"


async def test_nothing_installed_is_said() -> None:
    speaker = player("missing")
    assert speaker.state == "none_installed"
    played = await speaker.play(SOUND)
    assert (played.state, played.was_heard) == ("none_installed", False)


async def test_silent_speaker_is_said_until_it_sounds_again(install: Install) -> None:
    install("broken", status=1)
    speaker = player("broken")
    assert speaker.state == "ready"
    assert (await speaker.play(SOUND)).state == "silent"
    assert speaker.state == "silent"
    install("broken")
    await speaker.play(SOUND)
    assert speaker.state == "ready"


async def test_one_sound_at_a_time(install: Install) -> None:
    heard = install("slow", seconds=0.1)
    speaker = player("slow")
    await asyncio.gather(*(speaker.play(tone(0.01 * count)) for count in (1, 2, 3)))
    assert heard.sounds() == [tone(0.01), tone(0.02), tone(0.03)]
    assert heard.log() == ["begin", "end"] * 3


async def test_cancelled_sound_ends_at_once_and_frees_the_speaker(install: Install) -> None:
    heard = install("endless", seconds=600)
    speaker = player("endless")
    playing = asyncio.create_task(speaker.play(SOUND))
    await asyncio.to_thread(heard.wait)
    playing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await playing
    with pytest.raises(ProcessLookupError):
        os.kill(heard.pid(), 0)
    install("endless")
    async with asyncio.timeout(30):
        await speaker.play(SOUND)


async def test_program_that_hangs_is_ended(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("terminal.player.SLACK_SECONDS", 0.2)
    install("endless", seconds=600)
    async with asyncio.timeout(30):
        assert (await player("endless").play(SOUND)).state == "silent"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program[0])
async def test_each_program_is_given_the_file_alone_and_last(
    install: Install, program: tuple[str, ...]
) -> None:
    heard = install(program[0])
    await Player((program,)).play(SOUND)
    assert heard.sounds() == [SOUND]


async def test_no_file_is_left(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "bin"))
    install("first", status=1)
    await player("first").play(SOUND)
    assert list((tmp_path / "bin").glob("*.wav")) == []
