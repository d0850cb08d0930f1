"""Files as no one would write them: each is usable, or refused in words; nothing else happens."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.settings import check_kiosk, load_kiosk
from server.configuration import load_office, load_server, warnings_for
from server.configuration.server_file.cautions import server_cautions
from settings.problems import ConfigurationError
from tests.configuration.conftest import OFFICE
from tests.server_fixture import ROOT

KIOSK = """\
server = "https://queue.example"
office = "dkps-plg"
name = "kiosk-1"
dark = true
state_folder = "state"
[printer]
kind = "network"
host = "192.168.1.60"
port = 9100
width = 80
answers = true
"""
SERVER = """\
database = "antrean.db"
host = "127.0.0.1"
port = 8080
public_url = "https://queue.example"
phones_reach = "office_wifi"
host_names = ["queue.example"]
trusted_proxies = ["127.0.0.1"]
local_certificate = false
insecure_lan = false
texts_days = 7
session_idle_minutes = 480
"""
VALUES = st.sampled_from(
    [
        *(
            '""',
            '" "',
            '"\\u0000"',
            '"\\U0010FFFF"',
            '"x"',
            '"../../etc"',
            '"a\\nb"',
            '"24:00-25:00"',
        ),
        *('"00:00-23:59"', '"2026-06-23"', '"http://["', '"https://x:99999"', '"postgresql://["'),
        *(
            '"::1"',
            '"10.0.0.0/33"',
            '"[bold]"',
            '"http://é"',
            '"https://x/?q#f"',
            f'"{"x" * 9999}"',
        ),
        *("0", "-1", "1", "1e400", "-inf", "nan", "0.1", "1.0", "65536", "9" * 30, "9" * 5000),
        *("true", "false", "1979-05-27", "07:32:00", "1979-05-27T07:32:00Z", "0001-01-01"),
        *("9999-12-31", "1979-05-27T07:32:00", "[]", "{}", "[[]]", "[{}]", '[""]', "[1, 2]"),
        *('{ id = "x" }', '{ id = 1, en = "" }', "[" * 20_000, '["00:00-12:00", "11:00-13:00"]'),
    ]
)


@st.composite
def changed(draw: st.DrawFn, text: str) -> bytes:
    """The file after one to three mishaps."""
    lines = text.splitlines()
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["value", "value", "value", "gone", "twice", "moved", "key"])):
            case "value":
                lines[place] = f"{lines[place].partition('=')[0].rstrip()} = {draw(VALUES)}"
            case "gone" if len(lines) > 1:
                del lines[place]
            case "twice":
                lines.insert(place, lines[place])
            case "moved":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(place))
            case "key":
                lines[place] = f"{draw(st.sampled_from('abx'))}{lines[place]}"
    whole = "\n".join(lines).encode()
    at = draw(st.integers(0, len(whole)))
    return whole[:at] + draw(st.one_of(st.just(b""), st.binary(max_size=3))) + whole[at:]


def use_office(path: Path) -> None:
    office = load_office(path)
    for each in warnings_for(office):
        assert str(each)
    for days in range(0, 400, 57):
        office.schedule(date(2026, 6, 23) + timedelta(days))


def use_kiosk(path: Path) -> None:
    load_kiosk(path)
    check_kiosk(path)


def use_server(path: Path) -> None:
    for each in server_cautions(load_server(path), ["busy-day"]):
        assert str(each)


def is_usable(path: Path, content: bytes, use: Callable[[Path], Any]) -> bool:
    """Whether it can be used; if not, each problem says where it is and what would be right."""
    path.write_bytes(content)
    try:
        use(path)
    except ConfigurationError as error:
        problems = error.problems
    else:
        return True
    assert problems
    for problem in problems:
        assert problem.file == str(path)
        assert problem.allowed
        assert problem.key or "TOML" in problem.allowed or "UTF-8" in problem.allowed
    return False


FILES = {
    "office": (OFFICE, use_office),
    "kiosk": (KIOSK, use_kiosk),
    "server": (SERVER, use_server),
    "palembang": ((ROOT / "examples/palembang.toml").read_text(), use_office),
}


@pytest.mark.parametrize("name", FILES)
def test_file_before_any_mishap_is_usable(name: str, tmp_path: Path) -> None:
    text, use = FILES[name]
    assert is_usable(tmp_path / f"{name}.toml", text.encode(), use)


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
def test_changed_file_is_usable_or_refused_in_words(
    name: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    text, use = FILES[name]
    folder = tmp_path_factory.getbasetemp() / "changed"
    folder.mkdir(exist_ok=True)
    is_usable(folder / f"{name}.toml", data.draw(changed(text)), use)
