import asyncio
import hashlib
import re
import stat
from datetime import timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from protocol.snapshots import Clock, OfficeListing
from terminal.clock import ClockUnknownError, OfficeClock
from terminal.identity import new_command_id, new_ticket_id, new_token
from terminal.keys import KeyFileError, fingerprint_of, read_or_make_key
from terminal.options import TerminalOptions, key_file_option, terminal_options
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


KEY = "k" * 43


def write_key(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "antrean.key"
    path.write_text(text)
    path.chmod(mode)
    return path


def test_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "kiosk.key"
    made = read_or_make_key(path)
    assert len(made) == 43  # 256 bits of unpadded base64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_or_make_key(path) == made
    assert read_or_make_key(tmp_path / "other.key") != made
    assert [each.name for each in path.parent.iterdir()] == ["kiosk.key"]


def test_server_learns_the_hash_of_a_key_only() -> None:
    assert fingerprint_of("abc") == hashlib.sha256(b"abc").hexdigest()


def test_empty_key_file_of_a_power_cut_is_made_anew(tmp_path: Path) -> None:
    path = write_key(tmp_path, "")
    assert read_or_make_key(path) == path.read_text().strip()


@pytest.mark.parametrize(
    ("text", "mode", "told"),
    [
        (KEY, 0o640, "chmod 600"),
        (KEY, 0o604, "chmod 600"),
        ("too-short", 0o600, "no key"),
        (f"{KEY} {KEY}", 0o600, "no key"),
        ("é" * 43, 0o600, "no key"),
    ],
)
def test_key_file_that_may_not_be_trusted_is_named(
    tmp_path: Path, text: str, mode: int, told: str
) -> None:
    path = write_key(tmp_path, text, mode)
    with pytest.raises(KeyFileError, match=told) as caught:
        read_or_make_key(path)
    assert str(path) in str(caught.value)


def test_key_that_cannot_be_kept_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyFileError, match="cannot be"):
        read_or_make_key(tmp_path / "file" / "kiosk.key")


# ---------------------------------------------------------------- options


@click.command
@terminal_options
@key_file_option
def show(terminal: TerminalOptions, key_file: Path | None) -> None:
    client = terminal.make_device("kiosk", key_file)
    click.echo(f"{client.server} {client.office} {client.kind} {client.name} {client.key}")


def test_options_lead_to_a_client(tmp_path: Path) -> None:
    path = write_key(tmp_path, KEY)
    done = CliRunner().invoke(
        show,
        [
            *("--server", "https://queue.example/x/", "--office", "dkps-plg"),
            *("--key-file", str(path), "--name", "kiosk-1"),
        ],
    )
    assert done.output == f"https://queue.example/x/ dkps-plg kiosk kiosk-1 {KEY}\n"


def test_key_lies_where_the_system_keeps_what_must_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path))
    done = CliRunner().invoke(show, ["--office", "plg", "--name", "kiosk-1"])
    assert done.exit_code == 0, done.output
    assert done.output.split()[-1] == (tmp_path / "kiosk-plg-kiosk-1.key").read_text().strip()


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
    path = write_key(tmp_path, KEY, 0o644)
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
