import asyncio
import re
from datetime import timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from protocol.snapshots import Clock, OfficeListing
from terminal.clock import ClockUnknownError, OfficeClock
from terminal.identity import new_command_id, new_ticket_id, new_token
from terminal.keys import KeyFileError, read_key
from terminal.options import TerminalOptions, terminal_options
from tests.terminal.double import answer_json, running_double
from tests.terminal.samples import NOW

# ---------------------------------------------------------------- identity


def test_ids_are_new_each_time_and_of_the_wires_form() -> None:
    for make in (new_command_id, new_ticket_id, new_token):
        made = {make() for _ in range(100)}
        assert len(made) == 100
        assert all(re.fullmatch(r"[A-Za-z0-9_-]{8,64}", each) for each in made)
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", new_token())


# ---------------------------------------------------------------- clock


def test_clock_runs_at_the_offices_speed_from_what_was_told() -> None:
    passed = [100.0]
    clock = OfficeClock(lambda: passed[0])
    with pytest.raises(ClockUnknownError):
        clock.now()
    clock.set(Clock(NOW, speed=10, is_rehearsal=True))
    passed[0] += 6
    assert clock.now() == NOW + timedelta(minutes=1)
    assert clock.age_seconds(NOW - timedelta(minutes=1)) == 120
    assert (clock.is_known, clock.is_rehearsal, clock.speed) == (True, True, 10)


# ---------------------------------------------------------------- keys


def write_key(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "antrean.key"
    path.write_text(text)
    path.chmod(mode)
    return path


def test_key_is_read_from_its_file_before_the_variable(tmp_path: Path) -> None:
    path = write_key(tmp_path, "secret\n")
    assert read_key(path, {"ANTREAN_KEY": "other"}) == "secret"


@pytest.mark.parametrize(("value", "key"), [(" other ", "other"), ("", None), ("  ", None)])
def test_key_is_read_from_the_variable(value: str, key: str | None) -> None:
    assert read_key(None, {"ANTREAN_KEY": value}) == key


@pytest.mark.parametrize(
    ("text", "mode", "told"),
    [
        ("secret", 0o640, "chmod 600"),
        ("secret", 0o604, "chmod 600"),
        ("", 0o600, "no key"),
        ("two words", 0o600, "no key"),
        ("sécret", 0o600, "no key"),
    ],
)
def test_key_file_that_may_not_be_trusted_is_named(
    tmp_path: Path, text: str, mode: int, told: str
) -> None:
    path = write_key(tmp_path, text, mode)
    with pytest.raises(KeyFileError, match=told) as caught:
        read_key(path, {})
    assert str(path) in str(caught.value)


def test_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match=r"missing\.key"):
        read_key(tmp_path / "missing.key", {})


# ---------------------------------------------------------------- options


@click.command
@terminal_options
def show(terminal: TerminalOptions) -> None:
    client = terminal.make_client("kiosk")
    click.echo(f"{client.server} {client.office} {client.kind} {client.name} {terminal.key}")


def test_options_lead_to_a_client(tmp_path: Path) -> None:
    path = write_key(tmp_path, "secret")
    done = CliRunner().invoke(
        show,
        [
            *("--server", "https://queue.example/x/", "--office", "dkps-plg"),
            *("--key-file", str(path), "--name", "kiosk-1"),
        ],
    )
    assert done.output == "https://queue.example/x/ dkps-plg kiosk kiosk-1 secret\n"


def test_name_of_the_machine_is_the_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "hall pc.example")
    done = CliRunner().invoke(show, ["--office", "x"])
    assert done.output.split()[-2] == "hall-pc"


@pytest.mark.parametrize(
    "server", ["localhost", "localhost:8080", "ftp://x", "http://", "http://[x"]
)
def test_address_that_is_none_is_named(server: str) -> None:
    done = CliRunner().invoke(show, ["--server", server, "--office", "x"])
    assert done.exit_code == 2
    assert "--server" in done.output
    assert "Traceback" not in done.output


def test_key_file_that_is_open_to_others_is_refused(tmp_path: Path) -> None:
    path = write_key(tmp_path, "secret", 0o644)
    done = CliRunner().invoke(show, ["--office", "x", "--key-file", str(path)])
    assert done.exit_code == 2
    assert "chmod 600" in done.output


async def make_client_office(offices: list[OfficeListing]) -> str:
    async with running_double(answer_json(offices)) as double:
        done = await asyncio.to_thread(CliRunner().invoke, show, ["--server", double.url])
        return done.output


async def test_only_office_of_a_server_need_not_be_named() -> None:
    shown = await make_client_office([OfficeListing("dkps-plg", "Disdukcapil", "open")])
    assert shown.split()[1] == "dkps-plg"


async def test_one_of_several_offices_must_be_named() -> None:
    shown = await make_client_office(
        [OfficeListing("one", "1", "open"), OfficeListing("two", "2", "open")]
    )
    assert "--office" in shown
    assert "one, two" in shown


async def test_server_that_is_away_is_told_without_traceback() -> None:
    async with running_double() as double:
        url = double.url
    done = await asyncio.to_thread(CliRunner().invoke, show, ["--server", url])
    assert done.exit_code == 1
    assert "Not connected to the server" in done.output
    assert "--office" in done.output
