import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from antrean import main
from kiosk.app import KioskApp
from kiosk.command import kiosk
from kiosk.printing.settings import (
    CupsAddress,
    FileAddress,
    NetworkAddress,
    PrinterSettings,
    SerialAddress,
    UsbAddress,
)
from kiosk.settings import KioskSettings, load_kiosk
from settings.problems import ConfigurationError, Problem
from terminal.state_folder import default_state_folder
from tests.server_fixture import ROOT

WHOLE = """\
server = "https://queue.example"
office = "dkps-plg"
name = "kiosk-2"
key_file = "antrean.key"
dark = true
state_folder = "state"

[printer]
kind = "network"
host = "192.168.1.60"
port = 9101
width = 58
answers = true
question_seconds = 30
print_seconds = 12.5
turn_seconds = 6
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    key = tmp_path / "antrean.key"
    key.write_text("k" * 43)
    key.chmod(0o600)
    return tmp_path


def load(folder: Path, text: str) -> KioskSettings:
    path = folder / "kiosk.toml"
    path.write_text(text)
    return load_kiosk(path)


def refuse(folder: Path, text: str) -> list[Problem]:
    with pytest.raises(ConfigurationError) as caught:
        load(folder, text)
    return caught.value.problems


def test_whole_file_is_read(folder: Path) -> None:
    assert load(folder, WHOLE) == KioskSettings(
        server="https://queue.example",
        office="dkps-plg",
        name="kiosk-2",
        key_file=folder / "antrean.key",
        dark=True,
        state_folder=folder / "state",
        printer=PrinterSettings(
            NetworkAddress("192.168.1.60", 9101),
            width=384,
            answers=True,
            question_seconds=30.0,
            print_seconds=12.5,
            turn_seconds=6.0,
        ),
    )


def test_empty_file_says_nothing(folder: Path) -> None:
    assert load(folder, "") == KioskSettings()


@pytest.mark.parametrize(
    ("table", "address", "answers"),
    [
        ('kind = "network"\nhost = "p"', NetworkAddress("p", 9100), True),
        (
            'kind = "usb"\nvendor = 0x04b8\nproduct = 0x0e28',
            UsbAddress(0x04B8, 0x0E28, 0x82, 0x01),
            True,
        ),
        (
            'kind = "serial"\ndevice = "/dev/ttyS0"\nbaud = 38400',
            SerialAddress("/dev/ttyS0", 38400),
            True,
        ),
        ('kind = "cups"\nqueue = "hall"', CupsAddress("hall"), False),
        ('kind = "file"\npath = "/dev/usb/lp0"', FileAddress("/dev/usb/lp0"), False),
        ('kind = "network"\nhost = "p"\nanswers = false', NetworkAddress("p", 9100), False),
    ],
)
def test_each_kind_of_printer_has_its_keys(
    folder: Path, table: str, address: object, answers: bool
) -> None:
    printer = load(folder, f"[printer]\n{table}\n").printer
    assert printer is not None
    assert (printer.address, printer.answers, printer.width) == (address, answers, 576)


@pytest.mark.parametrize(
    ("text", "key", "parts"),
    [
        ("sever = 'x'", "sever", ["unknown key", 'mean "server"']),
        ("server = 'queue.example'", "server", ["address of the server"]),
        ("name = 'kiosk 2'", "name", ["1 to 64 of the letters"]),
        ("key_file = 'none/kiosk.key'", "key_file", ["cannot be made"]),
        ("key_file = '.'", "key_file", ["cannot be read"]),
        ("[printer]\nhost = 'p'", "printer.kind", ["found nothing", "network, usb, serial"]),
        ("[printer]\nkind = 'netwrok'", "printer.kind", ['mean "network"']),
        ("[printer]\nkind = 'network'", "printer.host", ["found nothing"]),
        (
            "[printer]\nkind = 'network'\nhost = 'p'\nbaud = 9600",
            "printer.baud",
            ["another kind", "host, port"],
        ),
        ("[printer]\nkind = 'usb'\nvendor = 70000\nproduct = 1", "printer.vendor", ["0x04b8"]),
        ("[printer]\nkind = 'network'\nhost = 'p'\nwidth = 70", "printer.width", ["80, 58"]),
        (
            "[printer]\nkind = 'file'\npath = 'x'\nanswers = true",
            "printer.answers",
            ["cannot be read from"],
        ),
        (
            "[printer]\nkind = 'cups'\nqueue = 'q'\nquestion_seconds = 0",
            "printer.question_seconds",
            ["greater than 0"],
        ),
        ("printer = 3", "printer", ["a table"]),
    ],
)
def test_what_is_wrong_is_named(folder: Path, text: str, key: str, parts: list[str]) -> None:
    problems = refuse(folder, text)
    told = [str(problem) for problem in problems if problem.key == key]
    assert len(told) == 1, problems
    assert str(folder / "kiosk.toml") in told[0]
    for part in parts:
        assert part in told[0]


def test_everything_wrong_is_told_at_once(folder: Path) -> None:
    problems = refuse(folder, "name = ''\ndark = 1\n[printer]\nkind = 'fax'\nwidth = 1")
    assert {problem.key for problem in problems} == {
        *("name", "dark", "printer.kind", "printer.width")
    }


def test_example_can_be_used_as_it_is_and_line_by_line(folder: Path) -> None:
    text = (ROOT / "examples" / "kiosk.toml").read_text()
    assert load(folder, text) == KioskSettings()
    keys = re.sub(r"^# (?=\[|\w+ = )", "", text, flags=re.MULTILINE)
    network, usb = keys.split("# Or at the USB bus")
    settings = load(folder, network)
    assert settings.printer is not None
    assert isinstance(settings.printer.address, NetworkAddress)
    assert settings.options.keys() == {"server", "office", "name", "key_file", "dark"}
    settings = load(folder, usb.split("\n", 1)[1])
    assert settings.printer is not None
    assert settings.printer.address == UsbAddress(0x04B8, 0x0E28, 0x82, 0x01)


# ---------------------------------------------------------------- the command line


def test_state_is_kept_where_the_system_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_state_folder() == Path.home() / ".local/state/antrean"
    monkeypatch.setenv("XDG_STATE_HOME", "/somewhere")
    assert default_state_folder() == Path("/somewhere/antrean")
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/antrean-kiosk:/var/lib/other")
    assert default_state_folder() == Path("/var/lib/antrean-kiosk")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[KioskApp]:
    apps: list[KioskApp] = []

    def run(app: KioskApp) -> None:
        apps.append(app)

    monkeypatch.setattr(KioskApp, "run", run)
    return apps


def run(command: Any, *arguments: object) -> Any:
    return CliRunner().invoke(command, [str(each) for each in arguments])


def test_kiosk_starts_as_its_file_says(folder: Path, started: list[KioskApp]) -> None:
    file = folder / "kiosk.toml"
    file.write_text(WHOLE)
    done = run(kiosk, "--config", file)
    assert done.exit_code == 0, done.output
    (app,) = started
    assert (str(app.client.server), app.client.office) == ("https://queue.example", "dkps-plg")
    assert (app.client.name, app.theme) == ("kiosk-2", "antrean-dark")
    assert app.printer is not None
    assert app.printer.settings.width == 384
    assert (folder / "state").is_dir()


def test_options_come_before_the_file(folder: Path, started: list[KioskApp]) -> None:
    file = folder / "kiosk.toml"
    file.write_text(WHOLE)
    done = run(kiosk, "--name", "kiosk-9", "--config", file, "--server", "http://127.0.0.1:1")
    assert done.exit_code == 0, done.output
    (app,) = started
    assert (app.client.name, str(app.client.server)) == ("kiosk-9", "http://127.0.0.1:1")
    assert app.client.office == "dkps-plg"


def test_kiosk_without_a_printer_keeps_its_numbers_too(
    folder: Path, started: list[KioskApp]
) -> None:
    file = folder / "kiosk.toml"
    file.write_text('office = "dkps-plg"\nname = "kiosk-2"\nstate_folder = "state"')
    assert run(kiosk, "--config", file).exit_code == 0
    assert started[0].printer is None
    assert started[0].state_file == folder / "state" / "kiosk-dkps-plg-kiosk-2.db"
    assert (folder / "state").is_dir()


def test_kiosk_makes_its_key_in_its_folder(folder: Path, started: list[KioskApp]) -> None:
    file = folder / "kiosk.toml"
    file.write_text('office = "dkps-plg"\nname = "kiosk-1"\nstate_folder = "state"')
    assert run(kiosk, "--config", file).exit_code == 0
    assert started[0].printer is None
    made = folder / "state" / "kiosk-dkps-plg-kiosk-1.key"
    assert made.read_text().strip() == started[0].client.key


def test_key_file_that_the_file_names_is_made_there(folder: Path, started: list[KioskApp]) -> None:
    file = folder / "kiosk.toml"
    file.write_text('office = "dkps-plg"\nkey_file = "own.key"')
    assert run(kiosk, "--config", file).exit_code == 0
    assert (folder / "own.key").read_text().strip() == started[0].client.key


def test_wrong_file_stops_the_start_in_plain_words(folder: Path, started: list[KioskApp]) -> None:
    file = folder / "kiosk.toml"
    file.write_text("[printer]\nkind = 'fax'")
    done = run(kiosk, "--config", file)
    assert (done.exit_code, started) == (2, [])
    assert "printer.kind" in done.output
    assert "Traceback" not in done.output


def test_state_folder_that_cannot_be_written_is_named(
    folder: Path, started: list[KioskApp]
) -> None:
    (folder / "state").write_text("a file")
    file = folder / "kiosk.toml"
    file.write_text(WHOLE)
    done = run(kiosk, "--config", file)
    assert (done.exit_code, started) == (2, [])
    assert "state_folder" in done.output


def test_check_tells_kiosk_files_from_offices(folder: Path) -> None:
    right, wrong = folder / "kiosk.toml", folder / "hall.toml"
    right.write_text(WHOLE)
    wrong.write_text("[printer]\nkind = 'fax'")
    done = run(main, "check", right, "examples/palembang.toml")
    assert done.exit_code == 0, done.output
    assert f"ok       {right}: a kiosk with a network printer" in done.output
    assert "services" in done.output
    done = run(main, "check", wrong)
    assert done.exit_code == 2
    assert f"wrong    {wrong}: printer.kind" in done.output
