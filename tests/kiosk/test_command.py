from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.app import KioskApp
from kiosk.command import kiosk


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[KioskApp]:
    """The apps that would run."""
    apps: list[KioskApp] = []

    def run(app: KioskApp) -> None:
        apps.append(app)

    monkeypatch.setattr(KioskApp, "run", run)
    return apps


def test_help_explains_itself() -> None:
    done = CliRunner().invoke(kiosk, ["--help"])
    assert done.exit_code == 0
    for part in ("--server", "--office", "--key-file", "--name", "--dark", "Ctrl+Q", "80 x 24"):
        assert part in done.output


def test_kiosk_starts_with_what_it_was_told(tmp_path: Path, started: list[KioskApp]) -> None:
    key = tmp_path / "antrean.key"
    key.write_text("k" * 43)
    key.chmod(0o600)
    done = CliRunner().invoke(
        kiosk,
        [
            *("--server", "http://127.0.0.1:1", "--office", "dkps-plg"),
            *("--key-file", str(key), "--name", "kiosk-7", "--dark"),
        ],
    )
    assert done.exit_code == 0, done.output
    (app,) = started
    assert (app.client.office, app.client.kind, app.client.name) == ("dkps-plg", "kiosk", "kiosk-7")
    assert app.theme == "antrean-dark"


def test_key_that_cannot_be_made_is_named(tmp_path: Path, started: list[KioskApp]) -> None:
    (tmp_path / "file").write_text("")
    path = str(tmp_path / "file" / "kiosk.key")
    done = CliRunner().invoke(kiosk, ["--office", "x", "--key-file", path])
    assert done.exit_code == 2
    assert "kiosk.key" in done.output
    assert started == []
