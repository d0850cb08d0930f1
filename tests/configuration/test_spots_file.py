"""OFFICE.spots.toml: written whole, read back the same, refused where it does not fit."""

from pathlib import Path

import msgspec
import pytest

from server.configuration import ConfigurationError, load_office
from server.configuration.lobby.spots_file import (
    picture_path,
    read_spots,
    read_taped,
    spots_path,
    write_spots,
    write_whole,
)
from server.plan.floor import CounterPlace, Door, Kiosk, Lobby, Profile
from server.plan.plan import LobbyPlan, Wish, plan_lobby
from tests.plan.floors import rectangle

LOBBY = Lobby(
    floor=rectangle(6_000, 8_000),
    corner={"en": "left corner"},
    doors=(Door((3_000, 0), 1_000),),
    counters=(CounterPlace("1", 1, (1_000, 7_500)), CounterPlace("2", 2, (4_000, 7_500))),
    profiles=(Profile("normal", 1_500), Profile("strict", 2_000)),
)


@pytest.fixture(scope="module")
def plan() -> LobbyPlan:
    return plan_lobby(LOBBY, Wish(seconds=5))


@pytest.fixture
def path(tmp_path: Path, plan: LobbyPlan) -> Path:
    path = tmp_path / "small.spots.toml"
    write_spots(path, plan, LOBBY, "small.toml")
    return path


@pytest.fixture
def in_line(tmp_path: Path) -> tuple[Path, Lobby, LobbyPlan]:
    """A plan with two in line at a kiosk, and its file."""
    lobby = msgspec.structs.replace(LOBBY, kiosks=(Kiosk((5_000, 4_000), 2),))
    made = plan_lobby(lobby, Wish(seconds=0))
    path = tmp_path / "line.spots.toml"
    write_spots(path, made, lobby, "line.toml")
    return path, lobby, made


def test_files_stand_beside_the_offices() -> None:
    assert spots_path(Path("x/small.toml")) == Path("x/small.spots.toml")
    assert picture_path(Path("x/small.toml")) == Path("x/small.spots.svg")


def test_plan_is_read_back_as_it_was_written(path: Path, plan: LobbyPlan) -> None:
    assert read_spots(path, LOBBY) == plan
    assert read_taped(path, LOBBY) == (tuple(spot.at for spot in plan.spots), 100, ())


def test_same_plan_is_the_same_bytes(path: Path, plan: LobbyPlan) -> None:
    before = path.read_bytes()
    write_spots(path, read_spots(path, LOBBY), LOBBY, "small.toml")
    assert path.read_bytes() == before
    assert before.startswith(b"# Written by `antrean lobby plan small.toml`")


def test_plan_of_reachable_places_on_a_bent_floor_is_read_back(
    tmp_path: Path, plan: LobbyPlan
) -> None:
    bent = msgspec.structs.replace(
        plan, only_reachable=True, is_searched=False, packing_bound=None, unreachable=(2, 3)
    )
    path = tmp_path / "bent.spots.toml"
    write_spots(path, bent, LOBBY, "bent.toml")
    assert read_spots(path, LOBBY) == bent


def test_lines_at_kiosks_are_read_back(in_line: tuple[Path, Lobby, LobbyPlan]) -> None:
    path, lobby, plan = in_line
    assert [place.number for place in plan.in_line] == [1, 2]
    assert read_spots(path, lobby) == plan
    assert read_taped(path, lobby).lines == plan.lines


def test_file_that_cannot_be_written_leaves_the_old_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "half")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text, old
    path.write_text(text.replace(old, new, 1))


def problem_of(path: Path, lobby: Lobby = LOBBY) -> tuple[str, str, str]:
    with pytest.raises(ConfigurationError) as caught:
        read_spots(path, lobby)
    first = caught.value.problems[0]
    assert first.file == str(path)
    return first.key, first.found, first.allowed


def test_spot_outside_the_floor_is_told(path: Path, plan: LobbyPlan) -> None:
    x, y = plan.spots[2].at
    change(path, f"[{x / 1000:.3f}, {y / 1000:.3f}]", "[60.000, 1.000]")
    key, found, _ = problem_of(path)
    assert key == "spots[2].at"
    assert found == "[60, 1], outside the floor, or in a pillar or block"


def test_two_spots_at_one_place_are_told(path: Path, plan: LobbyPlan) -> None:
    first, second = (
        f"[{x / 1000:.3f}, {y / 1000:.3f}]" for x, y in (spot.at for spot in plan.spots[:2])
    )
    change(path, second, first)
    key, found, allowed = problem_of(path)
    assert key == "spots[1].at"
    assert found.endswith("where spots[0] is")
    assert allowed == "a place of its own"


def test_spots_that_were_moved_together_are_told(path: Path, plan: LobbyPlan) -> None:
    x, y = plan.spots[1].at
    near = f"[{x / 1000:.3f}, {(y + 500) / 1000:.3f}]"
    x, y = plan.spots[0].at
    change(path, f"[{x / 1000:.3f}, {y / 1000:.3f}]", near)
    key, found, allowed = problem_of(path)
    assert key == "profiles[0].spots[1]"
    assert found.startswith("places 1 and 2 at [")
    assert allowed == "places that are 1.6 m apart"


@pytest.mark.parametrize(
    ("old", "new", "key", "found", "allowed"),
    [
        ("number = 2,", "number = 3,", "spots[1].number", "3", "2: numbers in order"),
        ('id = "strict"', 'id = "strickt"', "profiles[1].id", '"strickt"', "normal, strict"),
        ("distance = 1.500", "distance = 1.000", "profiles[0].distance", "1", "1.5, as in the"),
        ("spots = [1, ", "spots = [99, ", "profiles[0].spots[0]", "99", "a number from 1 to"),
        ("spots = [1, ", "spots = [1, 1, ", "profiles[0].spots[1]", "1 a second time", "once"),
        ("tolerance = 0.100", "tolerance = -0.1", "tolerance", "-0.1", "from 0 to 5"),
        ("searched = true", "serched = true", "serched", "an unknown key", "tolerance, searched"),
        ("spots = [\n", "spots = [5,\n", "spots[0]", "5", "a table (number, at)"),
    ],
)
def test_changed_file_is_refused(
    path: Path, old: str, new: str, key: str, found: str, allowed: str
) -> None:
    change(path, old, new)
    told = problem_of(path)
    assert told[0] == key
    assert found in told[1]
    assert allowed in told[2]


def test_spot_by_a_counter_that_came_later_is_told(path: Path, plan: LobbyPlan) -> None:
    late = CounterPlace("3", 3, plan.spots[0].at)
    lobby = msgspec.structs.replace(LOBBY, counters=(late,))
    key, found, allowed = problem_of(path, lobby)
    assert key == "profiles[0].spots[0]"
    assert found.startswith("place 1 at [")
    assert "1.6 m from counters" in allowed


def test_new_profile_asks_for_a_new_plan(path: Path) -> None:
    profiles = (*LOBBY.profiles, Profile("stricter", 3_000))
    lobby = Lobby(LOBBY.floor, LOBBY.corner, profiles=profiles)
    assert problem_of(path, lobby) == (
        "profiles",
        "nothing of stricter",
        "every profile: plan again",
    )


def test_place_in_line_that_was_moved_is_told(in_line: tuple[Path, Lobby, LobbyPlan]) -> None:
    path, lobby, plan = in_line
    x, y = plan.in_line[1].at
    change(path, f"[{x / 1000:.3f}, {y / 1000:.3f}]", "[4.900, 4.500]")
    key, found, allowed = problem_of(path, lobby)
    assert (key, found) == ("kiosks", "place K2 at [4.9, 4.5]")
    assert "2.1 m from each other" in allowed


@pytest.mark.parametrize(
    ("kiosks", "found", "allowed"),
    [
        ((Kiosk((5_000, 4_000), 3),), "2 places in line at the kiosk at [5, 4]", "3, as in the"),
        ((Kiosk((5_000, 4_000)),), "2 places in line at the kiosk at [5, 4]", "0, as in the"),
        ((), "a line at [5, 4]", "lines where a kiosk stands"),
    ],
)
def test_line_that_the_office_does_not_ask_for_is_told(
    in_line: tuple[Path, Lobby, LobbyPlan], kiosks: tuple[Kiosk, ...], found: str, allowed: str
) -> None:
    path, lobby, _ = in_line
    told = problem_of(path, msgspec.structs.replace(lobby, kiosks=kiosks))
    assert told[:2] == ("kiosks", found)
    assert allowed in told[2]


def test_spot_in_a_line_is_told(path: Path, plan: LobbyPlan) -> None:
    x, y = plan.spots[0].at
    lobby = msgspec.structs.replace(LOBBY, kiosks=(Kiosk((x, y + 2_100), 1),))
    line = f"[[kiosks]]\nat = [{x / 1000}, {y / 1000 + 2.1}]\nline = [{{ number = 1, at = "
    change(path, "[[profiles]]", f"{line}[{x / 1000}, {y / 1000}] }}]\n[[profiles]]")
    assert problem_of(path, lobby)[1].startswith("place 1 at [")


def test_spot_that_is_no_seat_is_told(path: Path) -> None:
    lobby = Lobby(LOBBY.floor, LOBBY.corner, seats=((1, 1),), profiles=LOBBY.profiles)
    key, found, _ = problem_of(path, lobby)
    assert key == "spots[0].at"
    assert "where no seat is" in found


def test_example_has_the_plan_of_its_lobby() -> None:
    office = Path(__file__).parents[2] / "examples" / "busy-day.toml"
    lobby = load_office(office).lobby
    assert lobby is not None
    plan = read_spots(spots_path(office), lobby)
    assert len(plan.spots) == plan.bound >= 75
    assert picture_path(office).read_text().startswith("<svg")
