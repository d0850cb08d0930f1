"""`Office.hall`: what the rules get of a `[lobby]` and its plan."""

from pathlib import Path

import msgspec
import pytest

from server.configuration import ConfigurationError, OfficeSettings, load_office
from server.configuration.lobby.floor_view import floor_view
from server.configuration.lobby.hall import most_people
from server.configuration.lobby.spots_file import spots_path, write_spots
from server.configuration.office_settings import load_unplanned_office
from server.plan.distances import are_apart
from server.plan.plan import Wish, plan_lobby
from server.queueing.hall_rules import CounterSpot, HealthProfile, LettingIn, Walking
from tests.configuration.conftest import Change, Write
from tests.configuration.test_lobby import with_lobby

QUICK = Wish(tolerance=100, seconds=0)
EXAMPLE = Path(__file__).parents[2] / "examples" / "busy-day.toml"
ALL_SET = (
    (
        "capacity = 80\n",
        'capacity = 80\nprofile = "strict"\nstaff = 5\nkiosk_people = 2\ncounters_apart = true\n',
    ),
    (
        '[[lobby.profiles]]\nid = "normal"\n',
        """\
[lobby.letting_in]
per_counter = 2
come_seconds = 120
calls = 3
assume_seconds = 45
leave_seconds = 0
[lobby.walking]
speed = 1.25
priority_speed = 0.7
reaction_seconds = 2.5
[[lobby.profiles]]
id = "normal"
name = { id = "Biasa", en = "Normal" }
""",
    ),
    ("factor = 0.5", "factor = 0.5\nmask = true\nhand_wash = true"),
)


def planned(write: Write, *changes: Change, office: tuple[Change, ...] = ()) -> OfficeSettings:
    """The small office with a lobby, and a plan beside it."""
    path = write(with_lobby(*changes), *office)
    lobby = load_unplanned_office(path).lobby
    assert lobby is not None
    write_spots(spots_path(path), plan_lobby(lobby, QUICK), lobby, path.name)
    return load_office(path)


def assert_no_places(settings: OfficeSettings) -> None:
    assert settings.office.hall is None
    assert settings.plan is None
    assert settings.presentation.floor is None


def test_office_without_a_lobby_gives_no_places(write: Write) -> None:
    assert_no_places(load_office(write()))


def test_lobby_without_a_plan_gives_no_places(write: Write) -> None:
    settings = load_office(write(with_lobby()))
    assert settings.lobby is not None
    assert_no_places(settings)


def test_plan_without_a_lobby_means_nothing(write: Write) -> None:
    path = planned(write).path
    write()
    assert load_office(path).office.hall is None


def test_hall_has_the_places_of_the_plan(write: Write) -> None:
    settings = planned(write)
    hall, plan = settings.office.hall, settings.plan
    assert hall is not None
    assert plan is not None
    assert [(spot.number, spot.at) for spot in hall.spots] == [
        (spot.number, spot.at) for spot in plan.spots
    ]
    assert [each.spots for each in hall.profiles] == [each.spots for each in plan.profiles]
    assert hall.counters == (
        CounterSpot("1", (2_000, 7_500)),
        CounterSpot("window", (4_000, 7_500)),
    )
    assert hall.door == (6_000, 0)


def test_hall_has_its_defaults(write: Write) -> None:
    hall = planned(write).office.hall
    assert hall is not None
    assert (hall.profile, hall.staff, hall.at_kiosks) == ("normal", 2, 1)
    assert (hall.letting_in, hall.walking, hall.counters_apart) == (LettingIn(), Walking(), False)
    normal, strict = (msgspec.structs.replace(each, spots=()) for each in hall.profiles)
    assert normal == HealthProfile(
        "normal", 1_000, (), name={"id": "Normal", "en": "Normal"}, people=80
    )
    assert strict == HealthProfile(
        "strict", 1_500, (), name={"id": "Strict", "en": "Strict"}, people=40, waiting_room=20
    )


def test_hall_is_as_the_file_says(write: Write) -> None:
    hall = planned(write, *ALL_SET).office.hall
    assert hall is not None
    assert (hall.profile, hall.staff, hall.at_kiosks) == ("strict", 5, 2)
    assert hall.letting_in == LettingIn(2, 120, 3, 45, 0)
    assert hall.walking == Walking(1_250, 700, 2.5)
    assert hall.counters_apart
    normal, strict = hall.profiles
    assert normal.name == {"id": "Biasa", "en": "Normal"}
    assert (normal.mask, normal.hand_wash) == (False, False)
    assert (strict.mask, strict.hand_wash) == (True, True)


def test_people_in_line_at_a_kiosk_count(write: Write) -> None:
    settings = planned(write, ("[8, 0.5] }", "[8, 0.5], line = 3 }"))
    hall, floor = settings.office.hall, settings.presentation.floor
    assert hall is not None
    assert floor is not None
    assert settings.plan is not None
    assert hall.at_kiosks == 1 + 3
    assert [place.number for place in floor.kiosk_lines] == [1, 2, 3]
    in_line = [place.at for place in settings.plan.in_line]
    for profile in hall.profiles:
        used = [spot.at for spot in hall.spots if spot.number in profile.spots]
        assert used
        assert all(are_apart(a, b, profile.distance + 100) for a in used for b in in_line)


def test_kiosk_outside_is_not_on_the_floor(write: Write) -> None:
    hall = planned(write, ("kiosks = [{ at = [8, 0.5] }]\n", "")).office.hall
    assert hall is not None
    assert hall.at_kiosks == 0


def test_name_of_a_profile_is_made_from_its_id(write: Write) -> None:
    hall = planned(write, ('id = "strict"', 'id = "very-strict"')).office.hall
    assert hall is not None
    assert hall.profiles[1].name == {"id": "Very strict", "en": "Very strict"}


def test_without_a_capacity_people_are_not_limited(write: Write) -> None:
    hall = planned(write, ("capacity = 80\n", ""), ("factor = 0.5\n", "")).office.hall
    assert hall is not None
    assert [each.people for each in hall.profiles] == [None, None]


@pytest.mark.parametrize(
    ("factor", "capacity", "people"),
    [
        (1.0, 80, 80),
        (0.5, 81, 40),
        (0.29, 100, 29),
        (0.07, 100, 7),
        (0.0, 80, 0),
        (0.5, None, None),
    ],
)
def test_broken_people_are_rounded_down_and_whole_ones_are_not(
    factor: float, capacity: int | None, people: int | None
) -> None:
    assert most_people(factor, capacity) == people


def test_party_is_as_large_as_tickets_allow(write: Write) -> None:
    small = ("confirm_seconds = 60", "confirm_seconds = 60\nlargest_party = 3")
    hall = planned(write, office=(small,)).office.hall
    assert hall is not None
    assert hall.party_radii == (0, 300, 347)
    assert max(spot.largest for spot in hall.spots) == 3


def test_party_keeps_the_distance_of_every_profile_that_uses_its_place() -> None:
    settings = load_office(EXAMPLE)
    hall, lobby, plan = settings.office.hall, settings.lobby, settings.plan
    assert hall is not None
    assert lobby is not None
    assert plan is not None
    for profile in hall.profiles:
        apart = profile.distance + plan.tolerance
        for spot in map(hall.spot, profile.spots):
            assert spot is not None
            assert lobby.may_wait_at(spot.at, apart, hall.radius(spot.largest)), spot
    assert {spot.largest for spot in hall.spots} >= {1, 2, 10}


def test_spots_file_that_does_not_fit_stops_the_office_but_not_a_new_plan(write: Write) -> None:
    path = planned(write).path
    write(with_lobby(("distance = 1.5", "distance = 2.0")))
    with pytest.raises(ConfigurationError) as caught:
        load_office(path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.key) == (str(spots_path(path)), "profiles[1].distance")
    assert load_unplanned_office(path).lobby is not None


def test_spots_file_that_is_no_toml_stops_the_office(write: Write) -> None:
    path = write(with_lobby())
    spots_path(path).write_text("spots = [")
    with pytest.raises(ConfigurationError, match=r"small\.spots\.toml"):
        load_office(path)


def test_hall_survives_the_journal(write: Write) -> None:
    office = planned(write, *ALL_SET).office
    assert msgspec.json.decode(msgspec.json.encode(office), type=type(office)) == office


# ---------------------------------------------------------------- the floor to draw


def test_floor_is_told_as_it_is(write: Write) -> None:
    settings = planned(write)
    floor, lobby, plan = settings.presentation.floor, settings.lobby, settings.plan
    assert floor is not None
    assert lobby is not None
    assert plan is not None
    assert floor == floor_view(lobby, plan)
    assert (floor.floor, floor.corner) == (lobby.floor, lobby.corner)
    assert (floor.walls, floor.blocks) == (lobby.walls, lobby.blocks)
    assert [(each.at, each.radius) for each in floor.pillars] == [((9_000, 4_000), 200)]
    assert [(each.at, each.width) for each in floor.doors] == [
        ((6_000, 0), 2_000),
        ((0, 5_250), 1_000),
    ]
    assert [(each.id, each.number, each.at) for each in floor.counters] == [
        ("1", 1, (2_000, 7_500)),
        ("window", 2, (4_000, 7_500)),
    ]
    assert floor.kiosks == ((8_000, 500),)
    assert [each.number for each in floor.spots] == [each.number for each in plan.spots]


def test_floors_id_names_its_content(write: Write) -> None:
    settings = planned(write)
    lobby, plan = settings.lobby, settings.plan
    assert lobby is not None
    assert plan is not None
    same = floor_view(lobby, plan).id
    assert len(same) == 12
    fewer = msgspec.structs.replace(plan, spots=plan.spots[:-1])
    renamed = msgspec.structs.replace(lobby, corner={"id": "pojok", "en": "corner"})
    reordered = msgspec.structs.replace(lobby, corner=dict(reversed(lobby.corner.items())))
    assert floor_view(reordered, plan).id == same
    assert len({same, floor_view(lobby, fewer).id, floor_view(renamed, plan).id}) == 3
