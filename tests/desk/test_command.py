import pytest
from click.testing import CliRunner

from desk.app import DeskApp
from desk.command import desk


def test_desk_starts_at_its_counter(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[DeskApp] = []

    def start(app: DeskApp) -> None:
        started.append(app)

    monkeypatch.setattr(DeskApp, "run", start)
    options = ["--server", "http://127.0.0.1:9", "--office", "plg"]
    done = CliRunner().invoke(desk, [*options, "--counter", "3", "--language", "en"])
    assert done.exit_code == 0, done.output
    (app,) = started
    assert (app.client.office, app.client.kind, app.language) == ("plg", "desk", "en")


def test_help_explains_itself() -> None:
    done = CliRunner().invoke(desk, ["--help"])
    assert done.exit_code == 0
    for words in ("--counter", "account and password", "0 signs out", "?"):
        assert words in done.output
