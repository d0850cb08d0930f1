from pathlib import Path

import pytest
from click.testing import CliRunner

from desk.app import DeskApp
from desk.command import desk


def test_desk_without_a_key_says_how_to_give_one() -> None:
    done = CliRunner().invoke(desk, ["--server", "http://127.0.0.1:9", "--office", "a"])
    assert done.exit_code == 2
    assert "--key-file" in done.output
    assert "Traceback" not in done.output


def test_desk_starts_at_its_counter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[DeskApp] = []

    def start(app: DeskApp) -> None:
        started.append(app)

    monkeypatch.setattr(DeskApp, "run", start)
    key = tmp_path / "key"
    key.write_text("secret-of-the-office")
    key.chmod(0o600)
    options = ["--server", "http://127.0.0.1:9", "--office", "plg", "--key-file", str(key)]
    done = CliRunner().invoke(desk, [*options, "--counter", "3", "--language", "en"])
    assert done.exit_code == 0, done.output
    (app,) = started
    assert (app.client.office, app.client.kind, app.language) == ("plg", "desk", "en")


def test_help_explains_itself() -> None:
    done = CliRunner().invoke(desk, ["--help"])
    assert done.exit_code == 0
    for words in ("--counter", "--key-file", "office key", "?"):
        assert words in done.output
