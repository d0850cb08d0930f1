"""A simulated day: the same seed is the same day, the rules hold, and the witness is not blind."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from server.configuration import load_office
from server.lobby.command import lobby
from server.queueing import hall, places, walks
from server.queueing.office import Office
from server.simulation.simulate import Outcome, people_of, simulate, without_places

EXAMPLE = Path(__file__).parents[2] / "examples" / "busy-day.toml"
PALEMBANG = EXAMPLE.with_name("palembang.toml")
SETTINGS = load_office(EXAMPLE)
SCHEDULE = SETTINGS.schedule(date(2026, 6, 23))
CROWD = 260
"""Enough for a full hall in the rush, with the strict rules."""


def seen(office: Office) -> Office:
    """With somebody who sees who comes in."""
    assert office.hall is not None
    letting_in = replace(office.hall.letting_in, assume_seconds=None)
    return replace(office, hall=replace(office.hall, letting_in=letting_in))


@cache
def day(profile: str = "strict") -> Outcome:
    """A day that several tests look at."""
    return play(profile)


def play(profile: str = "strict", seed: int = 1, visitors: int = CROWD) -> Outcome:
    office = seen(SETTINGS.office)
    people = people_of(office, SCHEDULE, visitors, seed, None)
    return simulate(office, SCHEDULE, people, seed, profile)


@pytest.mark.parametrize("profile", ["normal", "new-normal", "strict"])
def test_nobody_is_too_many_too_near_or_in_the_way(profile: str) -> None:
    outcome = day(profile)
    assert outcome.most_people > 20
    assert (outcome.above, outcome.overlooked, outcome.crowded, outcome.crossed) == (0, 0, 0, 0)
    assert outcome.served + outcome.missed == CROWD
    assert outcome.left == 0
    assert 0 < outcome.mean_hold_seconds < 1


def test_same_seed_is_the_same_day_and_another_seed_another() -> None:
    assert play() == day()
    assert day().looks != play(seed=2).looks


def test_without_places_the_hall_is_fuller() -> None:
    office = without_places(SETTINGS.office)
    people = people_of(office, SCHEDULE, CROWD, 1, None)
    assert simulate(office, SCHEDULE, people, 1).most_people > day().most_people


def test_hall_that_is_full_makes_people_wait_outside() -> None:
    outcome = day()
    assert outcome.outside.mean > 0
    assert max(look.outside for look in outcome.looks) > 0
    assert all(look.most is not None and look.people <= look.most for look in outcome.looks)


def test_witness_sees_walks_that_cross(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walks, "clash", lambda one, other, distance: None)
    assert play().crossed > 0


def test_witness_sees_people_who_stand_too_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "usable_spots", every_spot)
    monkeypatch.setattr(places.FreeSpots, "_is_apart", lambda *_: True)
    assert play("new-normal").crowded > 0


def test_witness_sees_that_too_many_are_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (hall, places):
        monkeypatch.setattr(module, "has_room_for", lambda day, counted, people: True)
        monkeypatch.setattr(places, "has_waiting_room_for", lambda day, counted, people: True)
    outcome = play("new-normal", visitors=400)
    assert outcome.above > 0


def every_spot(day: object) -> frozenset[int]:
    assert SETTINGS.office.hall is not None
    return frozenset(spot.number for spot in SETTINGS.office.hall.spots)


# ---------------------------------------------------------------- the command


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(lobby, ["simulate", *arguments])
    return result.exit_code, result.output


def test_command_tells_what_was_seen_and_draws_it(tmp_path: Path) -> None:
    picture = tmp_path / "day.svg"
    options = ("--visitors", "40", "--profile", "strict", "--picture", str(picture))
    code, told = run(str(EXAMPLE), *options, "--language", "id")
    assert code == 0
    assert "Ketat, 2 m" in told
    assert "tanpa tempat bernomor" in told
    assert "07.00 " in told
    first = picture.read_text()
    assert first.startswith("<svg")
    assert run(str(EXAMPLE), *options, "--language", "id") == (0, told)
    assert picture.read_text() == first


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--profile", "none"), "'none' is none of normal, new-normal, strict"),
        (("--demand", "nothing=1"), "'nothing=1' is no SERVICE=WEIGHT"),
        (("--demand", "akta=x"), "'akta=x' is no SERVICE=WEIGHT"),
        (("--date", "tomorrow"), "'tomorrow' is no date"),
        (("--visitors", "0"), "--visitors"),
    ],
)
def test_command_says_what_is_wrong_with_an_option(arguments: tuple[str, str], told: str) -> None:
    code, output = run(str(EXAMPLE), *arguments)
    assert code == 2
    assert told in output


def test_command_needs_a_day_with_numbers_and_a_lobby_with_places(tmp_path: Path) -> None:
    code, told = run(str(EXAMPLE), "--date", "2026-06-21")
    assert code == 1
    assert "2026-06-21" in told
    code, told = run(str(PALEMBANG))
    assert code == 1
    assert "antrean lobby plan" in told
    assert run(str(tmp_path / "none.toml"))[0] == 2
