"""What `antrean check` says of a machine that cannot say what the file asks for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from antrean import check
from server.announcing.sentences import clips_wanted
from server.configuration import OfficeSettings
from server.configuration.presentation.speaking import as_spoken_here, speech_warnings
from tests.configuration.conftest import Load
from tests.speech.sounds import needs_espeak, tone

Write = Callable[..., OfficeSettings]


@pytest.fixture
def write(load: Load, tmp_path: Path) -> Write:
    """An office with these announcements, beside a folder `recorded`."""
    (tmp_path / "recorded").mkdir()

    def load_with(announcements: str) -> OfficeSettings:
        return load(("[hours]", f"[announcements]\n{announcements}\n[hours]"))

    return load_with


@pytest.fixture
def without_espeak(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def record(settings: OfficeSettings, folder: Path) -> None:
    for language in settings.presentation.announcements.languages:
        (folder / language).mkdir(exist_ok=True)
        for name in clips_wanted(settings.office):
            (folder / language / f"{name}.wav").write_bytes(tone(0.1))


@needs_espeak
def test_usual_machine_has_all_that_is_asked_for(write: Write) -> None:
    settings = write('voices = { id = "id+m3", en = "en-us" }')
    assert speech_warnings(settings) == []
    assert as_spoken_here(settings) is settings


@pytest.mark.usefixtures("without_espeak")
def test_machine_without_a_synthesizer_gives_a_chime_only(write: Write) -> None:
    settings = write("volume = 80")
    (caution,) = speech_warnings(settings)
    assert caution.key == "announcements.speech"
    assert "espeak-ng is not on this machine" in caution.words
    assert not as_spoken_here(settings).presentation.announcements.speech
    assert as_spoken_here(settings).office is settings.office


@pytest.mark.usefixtures("without_espeak")
def test_office_that_wants_a_chime_only_lacks_nothing(write: Write) -> None:
    assert speech_warnings(write("speech = false")) == []


@pytest.mark.usefixtures("without_espeak")
def test_recordings_of_every_call_need_no_synthesizer(write: Write, tmp_path: Path) -> None:
    settings = write('clips = "recorded"')
    record(settings, tmp_path / "recorded")
    assert speech_warnings(settings) == []
    assert as_spoken_here(settings) is settings


@needs_espeak
def test_recordings_that_are_missing_or_broken_are_named(write: Write, tmp_path: Path) -> None:
    settings = write('clips = "recorded"')
    record(settings, tmp_path / "recorded")
    (tmp_path / "recorded" / "id" / "digit-7.wav").unlink()
    (tmp_path / "recorded" / "en" / "phrase-go.wav").write_bytes(b"no sound")
    (caution,) = speech_warnings(settings)
    assert caution.key == "announcements.clips"
    assert "id/digit-7.wav, en/phrase-go.wav; sentences that need them" in caution.words


@needs_espeak
def test_of_many_missing_recordings_the_first_are_named(write: Write) -> None:
    (caution,) = speech_warnings(write('clips = "recorded"'))
    assert caution.words.count(".wav") == 12
    assert "more; sentences that need them" in caution.words


@needs_espeak
def test_voice_that_is_not_there_is_named(write: Write) -> None:
    (caution,) = speech_warnings(write('voices = { id = "klingon" }'))
    assert caution.key == "announcements.voices.id"
    assert 'no voice "klingon"' in caution.words


@needs_espeak
def test_check_tells_it(write: Write) -> None:
    settings = write('voices = { id = "klingon" }')
    told = CliRunner().invoke(check, [str(settings.path)])
    assert told.exit_code == 0
    assert "warning  " in told.output
    assert "announcements.voices.id" in told.output
