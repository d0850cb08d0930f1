"""The kiosk reads aloud: real espeak-ng, and a player that only notes what it is given."""

import shutil
from pathlib import Path

import pytest

from kiosk.screens.papers import PapersPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from kiosk.voice.earphone import Earphone, says_plugged
from kiosk.voice.spoken import as_spoken, say_sentence
from terminal.player import Player
from tests.kiosk.driving import Visitor, visitor_at
from tests.server_fixture import ServerHere
from texts.spoken import Spoken


class Loudspeaker:
    """A program that plays: it notes each sound, and lasts as long as it is told."""

    def __init__(self, folder: Path, seconds: float = 0.0, status: int = 0) -> None:
        self.noted = folder / "played"
        program = folder / "loudspeaker"
        program.write_text(
            f'#!/bin/sh\nwc -c < "$1" >> {self.noted}\nsleep {seconds}\nexit {status}\n'
        )
        program.chmod(0o755)
        self.player = Player(((str(program),),))

    @property
    def sounds(self) -> list[int]:
        """The size of each sound in bytes."""
        return [int(line) for line in self.noted.read_text().split()] if self.noted.exists() else []


@pytest.fixture(autouse=True)
def espeak() -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed (Debian: apt-get install espeak-ng)")


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("Nomor Anda: A-012", "id", "Nomor Anda: A, nol satu dua"),
        ("Antrean di depan Anda: 12", "id", "Antrean di depan Anda: dua belas"),
        ("dipanggil pukul 09.05.", "id", "dipanggil pukul sembilan nol lima."),
        ("called at 10:30.", "en", "called at ten thirty."),
        ("○ 1 person waiting", "en", "one person waiting"),
        ("Pindah / Datang", "id", "Pindah , Datang"),
        ("081234567", "id", "nol delapan satu dua tiga empat lima enam tujuh"),
    ],
)
def test_figures_are_said_in_words(written: str, language: str, said: str) -> None:
    assert say_sentence(written, language) == said


def test_empty_sentences_are_not_said() -> None:
    assert as_spoken(["", "○", "Ya"], "id") == [Spoken("id", "Ya")]


async def until_silent(visitor: Visitor) -> None:
    reading = visitor.app.reader._reading
    assert reading is not None
    await reading


async def test_start_is_read_in_every_language_and_those_that_follow_in_one(
    server: ServerHere, tmp_path: Path
) -> None:
    speaker = Loudspeaker(tmp_path)
    async with visitor_at(server, player=speaker.player) as visitor:
        await visitor.reads("0 Dengarkan · Listen", ". Bantuan · Help")
        assert speaker.sounds == []
        await visitor.press("0")
        await until_silent(visitor)
        assert len(speaker.sounds) == 8  # in each language: a greeting, three choices
        assert all(size > 10_000 for size in speaker.sounds)
        await visitor.press("1")
        page = await visitor.on(ServicesPage)
        await until_silent(visitor)
        assert len(speaker.sounds) == 8 + len(page.spoken(visitor.app.texts))
        assert page.spoken(visitor.app.texts)[1] == "Tekan 1: Perekaman KTP-el, ○ 0 menunggu"


async def test_key_interrupts_and_the_new_screen_is_read(
    server: ServerHere, tmp_path: Path
) -> None:
    speaker = Loudspeaker(tmp_path, seconds=60)
    async with visitor_at(server, player=speaker.player) as visitor:
        await visitor.on(StartPage)
        await visitor.press("0")
        await visitor.until(lambda: len(speaker.sounds) == 1)
        await visitor.press("1")
        await visitor.until(lambda: len(speaker.sounds) == 2)
        await visitor.press("1")
        await visitor.on(PapersPage)
        await visitor.until(lambda: len(speaker.sounds) == 3)
        await visitor.press("right")  # a choice that comes into focus is said by itself
        await visitor.until(lambda: len(speaker.sounds) == 4)


async def test_number_is_read_and_the_voice_rests_for_the_next_visitor(
    server: ServerHere, tmp_path: Path
) -> None:
    async with visitor_at(server, player=Loudspeaker(tmp_path).player) as visitor:
        await visitor.on(StartPage)
        await visitor.press("0")
        await visitor.take_number()
        page = await visitor.on(TicketPage)
        assert page.spoken(visitor.app.texts)[0] == "Nomor Anda: A-001"
        assert visitor.app.is_speaking
        await visitor.press("escape")
        await visitor.on(StartPage)
        assert not visitor.app.is_speaking


async def test_without_a_player_the_key_says_so(server: ServerHere) -> None:
    async with visitor_at(server, player=Player(())) as visitor:
        await visitor.reads("English")
        await visitor.on(StartPage)
        assert "Dengarkan" not in visitor.words
        await visitor.press("0")
        await visitor.reads("Mesin ini tidak dapat bersuara.")


async def test_page_is_read_that_was_not_drawn_yet_when_the_visitor_asked(
    server: ServerHere, tmp_path: Path
) -> None:
    speaker = Loudspeaker(tmp_path)
    async with visitor_at(server, player=speaker.player) as visitor:
        page = await visitor.on(StartPage)
        await visitor.reads("English")
        page.shown.clear()  # as it is for a moment after the page has come
        await visitor.press("0")
        page._tell_shown()
        await visitor.until(lambda: speaker.sounds)


async def test_player_that_fails_is_told(server: ServerHere, tmp_path: Path) -> None:
    speaker = Loudspeaker(tmp_path, status=1)
    async with visitor_at(server, player=speaker.player) as visitor:
        await visitor.reads("English")
        await visitor.on(StartPage)
        await visitor.press("0")
        await visitor.reads("Mesin ini tidak dapat bersuara.")


@pytest.mark.parametrize(
    ("told", "is_plugged"),
    [
        ("HEADPHONE=1\nMICROPHONE=0\n", True),
        ("HEADPHONE=0\n", False),
        (
            "numid=1,iface=CARD,name='Headphone Jack'\n  ; type=BOOLEAN,values=1\n  : values=on",
            True,
        ),
        (
            "numid=1,iface=CARD,name='Headphone Jack'\n  ; type=BOOLEAN,values=1\n  : values=off",
            False,
        ),
        ("1\n", True),
        ("0\n", False),
        ("", False),
    ],
)
def test_words_of_the_system_are_understood(told: str, is_plugged: bool) -> None:
    assert says_plugged(told) is is_plugged


@pytest.mark.parametrize("source", ["{file}", "cat {file}"])
async def test_earphone_reads_while_it_is_plugged_in(
    server: ServerHere, tmp_path: Path, source: str
) -> None:
    jack = tmp_path / "jack"
    jack.write_text("HEADPHONE=0")
    earphone = Earphone(source.format(file=jack), look_seconds=0.02)
    player = Loudspeaker(tmp_path).player
    async with visitor_at(server, player=player, earphone=earphone) as visitor:
        await visitor.reads("English")
        await visitor.on(StartPage)
        assert not visitor.app.is_speaking
        jack.write_text("HEADPHONE=1")
        await visitor.until(lambda: visitor.app.is_speaking)
        jack.write_text("HEADPHONE=0")
        await visitor.until(lambda: not visitor.app.is_speaking)


async def test_earphone_that_cannot_be_told_disturbs_nobody(server: ServerHere) -> None:
    earphone = Earphone("no-such-program --of-this-name", look_seconds=0.02)
    async with visitor_at(server, earphone=earphone) as visitor:
        await visitor.reads("English")
        assert not visitor.app.is_speaking
