"""`antrean lobby plan` from the outside: what it prints, writes, and how it refuses."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from antrean import main
from server.configuration import load_office
from server.configuration.lobby.spots_file import read_spots
from server.plan.floor import Lobby
from tests.configuration.conftest import OFFICE

LOBBY = """
[lobby]
floor = [[0, 0], [7, 0], [7, 6], [0, 6]]
corner = { id = "sudut kiri", en = "left corner" }
doors = [{ at = [3.5, 0] }]
counters = [{ counter = 1, at = [2, 5.6] }, { counter = 2, at = [5, 5.6] }]
pillars = [{ at = [3, 3], radius = 0.2 }]

[[lobby.profiles]]
id = "normal"
distance = 1.0

[[lobby.profiles]]
id = "strict"
distance = 1.5
"""

WITHOUT_SOLVER = """
import sys
from importlib.machinery import PathFinder

class Without(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name == "highspy" else PathFinder.find_spec(name, path, target)

sys.meta_path = [Without if each is PathFinder else each for each in sys.meta_path]
from antrean import main
main()
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(OFFICE + LOBBY)
    return path


def plan(office: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["lobby", "plan", str(office), "--columns", "80", *options])


def floor_of(office: Path) -> Lobby:
    lobby = load_office(office).lobby
    assert lobby is not None
    return lobby


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new))


def test_plan_is_told_written_and_drawn(office: Path) -> None:
    done = plan(office)
    assert done.exit_code == 0, done.output
    lobby = load_office(office).lobby
    assert lobby is not None
    made = read_spots(office.with_name("small.spots.toml"), lobby)
    count = len(made.spots)
    assert f"{count} places, 1.1 m apart: 1 m and 0.1 m for the tape" in done.output
    assert "Proved: no choice among the points that were tried has more." in done.output
    assert f"No pattern at all puts more than {made.packing_bound}" in done.output
    strict = len(made.profiles[1].spots)
    assert any(
        line.split()[:4] == ["strict", "1.5", "m", str(strict)] for line in done.output.splitlines()
    )
    assert f"on the way to {len(made.unreachable)} of them: " in done.output
    assert "[1]" in done.output
    assert "Measured from 0: left corner." in done.output
    assert office.with_name("small.spots.svg").read_text().count("<circle") >= count


def test_plan_speaks_indonesian(office: Path) -> None:
    done = plan(office, "--language", "id")
    assert "berjarak 1,1 m: 1 m ditambah 0,1 m untuk selisih pita" in done.output
    assert "Diukur dari 0: sudut kiri." in done.output


def test_same_office_gives_the_same_files(office: Path) -> None:
    plan(office)
    files = [office.with_name(name) for name in ("small.spots.toml", "small.spots.svg")]
    before = [each.read_bytes() for each in files]
    plan(office, "--anew")
    assert [each.read_bytes() for each in files] == before


def test_places_that_are_taped_stay_when_a_profile_comes(office: Path) -> None:
    plan(office, "--tolerance", "0.05")
    lobby = load_office(office).lobby
    assert lobby is not None
    path = office.with_name("small.spots.toml")
    before = read_spots(path, lobby)
    change(office, "distance = 1.5", "distance = 2.0")
    done = plan(office)
    assert done.exit_code == 0, done.output
    assert f"{len(before.spots)} places, taped already" in done.output
    changed = load_office(office).lobby
    assert changed is not None
    after = read_spots(path, changed)
    assert after.spots == before.spots
    assert after.tolerance == before.tolerance == 50
    assert len(after.profiles[1].spots) < len(before.profiles[1].spots)


def test_line_at_a_kiosk_stays_where_it_is_taped(office: Path) -> None:
    """Places are added behind those on the floor; one that does not fit any more is told."""
    kiosk = 'kiosks = [{ at = [3.5, 3], line = %s }]\n[[lobby.profiles]]\nid = "normal"'
    change(office, '[[lobby.profiles]]\nid = "normal"', kiosk % 1)
    path = office.with_name("small.spots.toml")
    assert "K1, 1.6 m apart" in plan(office).output
    one = read_spots(path, floor_of(office))
    change(office, "line = 1", "line = 2")
    assert "K1, K2, 1.6 m apart" in plan(office).output
    two = read_spots(path, floor_of(office))
    assert two.in_line[0] == one.in_line[0]
    assert two.spots == one.spots
    change(office, "distance = 1.5", "distance = 2.0")
    assert "No longer where they are taped: K1, K2." in plan(office).output


def test_line_that_finds_no_room_with_the_tape_is_told(office: Path) -> None:
    kiosk = 'kiosks = [{ at = [3.5, 3], line = 3 }]\n[[lobby.profiles]]\nid = "normal"'
    change(office, '[[lobby.profiles]]\nid = "normal"', kiosk)
    done = plan(office, "--tolerance", "3")
    assert done.exit_code == 2
    assert "small.toml: lobby.kiosks[0].line: found 3, where place " in done.output
    assert "4.5 m from the others" in done.output


def test_plan_that_does_not_fit_any_more_keeps_nobody_from_making_another(office: Path) -> None:
    plan(office)
    spots = office.with_name("small.spots.toml")
    spots.write_text("nothing of use")
    assert plan(office).exit_code == 2
    assert plan(office, "--anew").exit_code == 0
    assert load_office(office).office.hall is not None


def test_taped_place_that_is_no_longer_on_the_floor_is_told(office: Path) -> None:
    plan(office)
    change(office, "[7, 0], [7, 6]", "[6, 0], [6, 6]")
    done = plan(office)
    assert done.exit_code == 2
    assert "small.spots.toml: spots[" in done.output
    assert "outside the floor" in done.output
    assert plan(office, "--anew").exit_code == 0


def test_reachable_places_are_fewer(office: Path) -> None:
    done = plan(office, "--reachable")
    assert "Every place can be reached 1 m away from all others." in done.output
    assert "Each can be reached. Without that wish up to " in done.output


def test_tolerance_0_gives_more_places(office: Path) -> None:
    counts = [int(plan(office, "--anew", "--tolerance", each).output.split()[2]) for each in "01"]
    assert counts[0] > counts[1]


def test_office_without_a_lobby_is_refused(office: Path) -> None:
    office.write_text(OFFICE)
    done = plan(office)
    assert done.exit_code == 2
    assert "small.toml: lobby: found nothing. Allowed: a table [lobby]" in done.output


def test_wrong_floor_is_refused(office: Path) -> None:
    change(office, "[7, 0], [7, 6]", "[7, 6], [7, 0]")
    done = plan(office)
    assert done.exit_code == 2
    assert (
        "small.toml: lobby.floor[2]: found a side from [7, 0] to [0, 6], which crosses"
        in done.output
    )


def test_floor_without_room_for_a_place_is_told(office: Path) -> None:
    change(office, "distance = 1.0", "distance = 9.0")
    change(office, "distance = 1.5", "distance = 10")
    done = plan(office)
    assert done.exit_code == 1
    assert done.output.strip() == "There is no room for a single place."
    assert not office.with_name("small.spots.toml").exists()


@pytest.mark.parametrize(
    "option", [("--tolerance", "-1"), ("--seconds", "-1"), ("--language", "xx")]
)
def test_wrong_option_is_refused(office: Path, option: tuple[str, str]) -> None:
    assert plan(office, *option).exit_code == 2


def test_folder_that_cannot_be_written_is_told(office: Path) -> None:
    office.with_name("small.spots.toml").mkdir()
    done = plan(office, "--anew")
    assert done.exit_code == 1
    assert "small.spots.toml" in done.output


def test_without_the_solver_the_plan_is_quick_and_says_that_it_is_not_proved(office: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_SOLVER, "lobby", "plan", str(office)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "The solver is not installed (pip install 'antrean[plan]')." in done.stdout
    assert "Not proved to be the most: at most " in done.stdout
    lobby = load_office(office).lobby
    assert lobby is not None
    assert read_spots(office.with_name("small.spots.toml"), lobby).spots


def test_solver_prints_nothing_of_its_own(office: Path) -> None:
    command = [sys.executable, "-m", "antrean", "lobby", "plan", str(office)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Kantor Kecil\n")
    assert "HiGHS" not in done.stdout


def test_check_tells_of_the_plan(office: Path) -> None:
    def check() -> Result:
        return CliRunner().invoke(main, ["check", str(office)])

    change(office, "confirm_seconds = 60", "confirm_seconds = 60\nlargest_party = 4")
    assert "lobby: no places are planned yet: antrean lobby plan" in check().output
    assert "2 counters, no places\n" in check().output
    plan(office)
    assert "lobby" not in check().output
    assert '32 places (a day begins with profile "normal": 32)\n' in check().output
    change(office, "distance = 1.5", "distance = 2.0")
    done = check()
    assert done.exit_code == 2
    assert "small.spots.toml: profiles[1].distance" in done.output
