"""The `[lobby]` of an OFFICE.toml: what it becomes, and every way in which it can be wrong."""

import pytest

from server.configuration import Problem
from server.plan.floor import CounterPlace, Door, Kiosk, Pillar, Profile
from tests.configuration.conftest import Change, Load, Refuse

LOBBY = """\
pause = [{ id = "tea", words = { id = "Minum teh", en = "Tea" } }]

[lobby]
floor = [[0, 0], [12, 0], [12, 8], [0, 8]]
corner = { id = "sudut kiri", en = "left corner" }
capacity = 80
walls = [[[3, 0], [3, 2.5]]]
blocks = [[[5, 3], [7, 3], [7, 4], [5, 4]]]
aisles = [[[0, 6], [12, 6], [12, 7], [0, 7]]]
pillars = [{ at = [9, 4], radius = 0.2 }]
doors = [{ at = [6, 0], width = 2 }, { at = [0, 5.25] }]
counters = [{ counter = 1, at = [2, 7.5] }, { counter = "window", at = [4, 7.5] }]
kiosks = [{ at = [8, 0.5] }]

[[lobby.profiles]]
id = "normal"
distance = 1

[[lobby.profiles]]
id = "strict"
distance = 1.5
factor = 0.5
max_waiting_room = 20
"""
OLD = 'pause = [{ id = "tea", words = { id = "Minum teh", en = "Tea" } }]\n'


def with_lobby(*changes: Change) -> Change:
    text = LOBBY
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return OLD, text


def test_office_without_a_lobby_has_none(load: Load) -> None:
    assert load().lobby is None


def test_lobby_is_read_in_whole_millimetres(load: Load) -> None:
    lobby = load(with_lobby()).lobby
    assert lobby is not None
    assert lobby.floor == ((0, 0), (12_000, 0), (12_000, 8_000), (0, 8_000))
    assert lobby.corner == {"id": "sudut kiri", "en": "left corner"}
    assert lobby.walls == (((3_000, 0), (3_000, 2_500)),)
    assert lobby.pillars == (Pillar((9_000, 4_000), 200),)
    assert lobby.doors == (Door((6_000, 0), 2_000), Door((0, 5_250), 1_000))
    assert lobby.counters == (
        CounterPlace("1", 1, (2_000, 7_500)),
        CounterPlace("window", 2, (4_000, 7_500)),
    )
    assert lobby.kiosks == (Kiosk((8_000, 500)),)
    assert (lobby.clearance, lobby.capacity, lobby.seats) == (300, 80, ())
    assert lobby.profiles == (Profile("normal", 1_000), Profile("strict", 1_500, 0.5, 20))
    assert lobby.by_distance()[0].id == "normal"


def test_counter_may_be_named_by_its_number(load: Load) -> None:
    lobby = load(with_lobby(('"window"', "2"))).lobby
    assert lobby is not None
    assert lobby.counters[1].counter == "window"


FLOOR = "[[0, 0], [12, 0], [12, 8], [0, 8]]"
KIOSK = "kiosks = [{ at = [8, 0.5] }]"
DOORS = "[{ at = [6, 0], width = 2 }, { at = [0, 5.25] }]"
WALLS = "walls = [[[3, 0], [3, 2.5]]]"

CAPACITY = "capacity = 80\n"
PROFILES = '[[lobby.profiles]]\nid = "normal"'


def _letting_in(line: str) -> tuple[str, str, str]:
    return (
        PROFILES,
        f"[lobby.letting_in]\n{line}\n{PROFILES}",
        f"letting_in.{line.split(' ', 1)[0]}",
    )


def _walking(line: str) -> tuple[str, str, str]:
    return PROFILES, f"[lobby.walking]\n{line}\n{PROFILES}", f"walking.{line.split(' ', 1)[0]}"


# what is changed, into what; then the problem's key, and words of found and allowed
WRONG = [
    # single values
    (FLOOR, "[[0, 0], [12, 0]]", "floor", "a list of 2", "at least 3 points"),
    (FLOOR, '"12 x 8"', "floor", '"12 x 8"', "at least 3 points"),
    (FLOOR, "[[0, 0], [12], [12, 8]]", "floor[1]", "[12]", "a point [x, y]"),
    (FLOOR, '[[0, 0], [12, "0"], [12, 8]]', "floor[1]", '[12, "0"]', "a point [x, y]"),
    (FLOOR, "[[0, 0], [1200, 0], [12, 8]]", "floor[1]", "[1200, 0]", "within 100 m"),
    (FLOOR, "[[0, 0], [nan, 0], [1, 8]]", "floor[1]", "[nan, 0]", "a point [x, y]"),
    ("distance = 1.5", "distance = 0", "profiles[1].distance", "0", "from 0.3 to 10"),
    ("distance = 1.5", "distance = -1.5", "profiles[1].distance", "-1.5", "from 0.3 to 10"),
    ("distance = 1.5", "distance = 0.001", "profiles[1].distance", "0.001", "from 0.3 to 10"),
    ("distance = 1.5\n", "", "profiles[1].distance", "nothing", "a number of metres"),
    ("factor = 0.5", "factro = 0.5", "profiles[1].factro", "an unknown key", "id, distance"),
    ("factor = 0.5", "factor = 1.5", "profiles[1].factor", "1.5", "from 0 to 1"),
    ("_room = 20", "_room = -1", "profiles[1].max_waiting_room", "-1", "0 or more"),
    ("radius = 0.2", "radius = 0", "pillars[0].radius", "0", "from 0.01 to 10"),
    (', en = "left corner"', "", "corner.en", "nothing", "every language"),
    (f"doors = {DOORS}\n", "", "doors", "nothing", "at least 1"),
    # the parts among each other
    ('id = "strict"', 'id = "normal"', "profiles[1].id", '"normal", which', "no other has"),
    ("capacity = 80\n", "", "profiles[1].factor", "0.5, but no lobby.capacity", "capacity"),
    ('"window"', '"windows"', "counters[1].counter", '"windows"', "counters: 1, window"),
    ('"window"', "1", "counters[1].counter", '"1", which', "no other has"),
    # who may be inside
    (CAPACITY, f'{CAPACITY}profile = "strikt"\n', "profile", '"strikt"',
     "one of lobby.profiles: normal, strict"),
    (CAPACITY, f'{CAPACITY}profile = "Strict day"\n', "profile", '"Strict day"', "small letters"),
    (CAPACITY, f"{CAPACITY}staff = -1\n", "staff", "-1", "0 or more"),
    ("[8, 0.5] }", "[8, 0.5], line = -1 }", "kiosks[0].line", "-1", "from 0 to 30"),
    ("[8, 0.5] }", "[8, 0.5], line = 30 }", "kiosks[0].line",
     "30, where place 24 in line finds no room 1.5 m from the others", "at most 23, or another"),
    (CAPACITY, f"{CAPACITY}kiosk_people = 0.5\n", "kiosk_people", "0.5", "a whole number"),
    (CAPACITY, f"{CAPACITY}counters_apart = 1\n", "counters_apart", "1", "true or false"),
    ("factor = 0.5", "mask = 1", "profiles[1].mask", "1", "true or false"),
    ("factor = 0.5", 'hand_wash = "yes"', "profiles[1].hand_wash", '"yes"', "true or false"),
    ("factor = 0.5", 'name = { id = "Ketat" }', "profiles[1].name.en", "nothing", "language"),
    (*_letting_in("per_counter = 0"), "0", "1 or more"),
    (*_letting_in("come_seconds = 0"), "0", "from 1 to 86400"),
    (*_letting_in("calls = 0"), "0", "1 or more"),
    (*_letting_in("assume_seconds = 0"), "0", "from 1 to 86400"),
    (*_letting_in("leave_seconds = -1"), "-1", "from 0 to 86400"),
    (*_letting_in("door_seconds = 5"), "an unknown key", "per_counter, come_seconds, calls"),
    (*_walking("speed = 0"), "0", "metres a second from 0.1 to 5"),
    (*_walking("priority_speed = 12"), "12", "metres a second from 0.1 to 5"),
    (*_walking("reaction_seconds = -1"), "-1", "from 0 to 60"),
    # profiles that let nobody in: two at the counters, their two colleagues, one at the kiosk
    ("factor = 0.5", "factor = 0.06", "profiles[1].factor",
     'profile "strict" lets 4 people in: 2 of staff, 1 at kiosks and 2 at the counters',
     "at least 6 people"),
    ("factor = 0.5", "factor = 0", "profiles[1].factor", "lets 0 people in", "at least 6"),
    (CAPACITY, f"{CAPACITY}staff = 37\n", "profiles[1].factor",
     'profile "strict" lets 40 people in: 37 of staff', "at least 41 people"),
    (CAPACITY, f"{CAPACITY}kiosk_people = 36\n", "profiles[1].factor",
     "36 at kiosks", "at least 41 people"),
    (CAPACITY, f"{CAPACITY}staff = 40\n", "staff", '40, where profile "strict" lets 40', "fewer"),
    (CAPACITY, f"{CAPACITY}staff = 90\n", "staff", '90, where profile "normal" lets 80', "fewer"),
    # the floor
    (FLOOR, "[[0, 0], [12, 8], [12, 0], [0, 8]]", "floor[2]",
     "a side from [12, 0] to [0, 8], which crosses or touches the side from [0, 0] to [12, 8]",
     "no side meets another"),
    (FLOOR, "[[0, 0], [12, 0], [6, 0]]", "floor[1]", "touches", "no side meets another"),
    (FLOOR, "[[0, 1], [1, 0], [12, 0], [12, 8], [0, 8]]", "floor",
     "no corner [0, 0]", "measured"),
    ("[7, 4], [5, 4]", "[5, 4], [7, 4]", "blocks[0][3]", "crosses", "no side meets another"),
    ("[12, 7], [0, 7]", "[0, 7], [12, 7]", "aisles[0][3]", "crosses", "no side meets another"),
    # what is not on it
    ("[7, 4], [5, 4]", "[7, 14], [5, 4]", "blocks[0][2]", "[7, 14], outside", "on the floor"),
    ("[3, 2.5]", "[3, -1]", "walls[0][1]", "[3, -1], outside", "on the floor"),
    ("at = [9, 4]", "at = [19, 4]", "pillars[0].at", "[19, 4], outside", "on the floor"),
    ("[2, 7.5]", "[2, 8.5]", "counters[0].at", "[2, 8.5], outside", "on the floor"),
    ("[8, 0.5]", "[8, -0.5]", "kiosks[0].at", "[8, -0.5], outside", "on the floor"),
    (KIOSK, "seats = [[1, 1], [13, 1]]", "seats[1]", "[13, 1], outside", "on the floor"),
    (KIOSK, "seats = [[1, 1], [1, 1]]", "seats[1]", "a second time", "each once"),
    # what stands in something
    ("[2, 7.5]", "[6, 3.5]", "counters[0].at", "[6, 3.5], in or at a wall", "at least 0.15 m"),
    ("[2, 7.5]", "[2, 7.9]", "counters[0].at", "[2, 7.9], in or at a wall", "at least 0.15 m"),
    ("[2, 7.5]", "[3, 1]", "counters[0].at", "[3, 1], in or at a wall", "at least 0.15 m"),
    ("[8, 0.5]", "[9, 4.1]", "kiosks[0].at", "[9, 4.1], in or at a wall", "at least 0.15 m"),
    (KIOSK, "seats = [[1, 6.5]]", "seats[0]", "[1, 6.5], in a pillar, block or aisle", "free"),
    # doors that lead nowhere
    ("[0, 5.25]", "[1, 5.25]", "doors[1].at", "[1, 5.25], where a door leads nowhere", "edge"),
    ("[[5, 3], [7, 3], [7, 4], [5, 4]]", "[[4, 0], [8, 0], [8, 0.3], [4, 0.3]]", "doors[0].at",
     "[6, 0], with something in its way", "walk to a counter"),
    (WALLS, "walls = [[[4, 0], [4, 2], [7.5, 2], [7.5, 0]]]", "doors[0].at",
     "[6, 0], with no way to a counter", "walk to a counter"),
    (WALLS, "walls = [[[3, 8], [3, 7], [5, 7], [5, 8]]]", "counters[1].at",
     "[4, 7.5], with no way from any door", "can walk to"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "found", "allowed"), WRONG)
def test_lobby_problem_is_told(
    refuse: Refuse, old: str, new: str, key: str, found: str, allowed: str
) -> None:
    (problem,) = refuse(with_lobby((old, new)))
    assert problem.key == f"lobby.{key}"
    assert found in problem.found
    assert allowed in problem.allowed


def test_nearest_profile_is_guessed(refuse: Refuse) -> None:
    (problem,) = refuse(with_lobby((CAPACITY, f'{CAPACITY}profile = "strickt"\n')))
    assert problem.nearest == "strict"


def test_each_profile_that_lets_nobody_in_is_told(refuse: Refuse) -> None:
    both = ("distance = 1\n", "distance = 1\nfactor = 0.05\n"), ("factor = 0.5", "factor = 0.06")
    keys = [each.key for each in refuse(with_lobby(*both))]
    assert keys == ["lobby.profiles[0].factor", "lobby.profiles[1].factor"]


def test_capacity_that_lets_nobody_in_is_told_once(refuse: Refuse) -> None:
    (problem,) = refuse(with_lobby((CAPACITY, "capacity = 5\n"), ("factor = 0.5\n", "")))
    assert problem.key == "lobby.capacity"
    assert problem.found.startswith('profile "normal" lets 5 people in')
    assert problem.allowed.startswith("at least 6 people")


def test_profile_that_lets_a_single_one_wait_is_allowed(load: Load) -> None:
    lobby = load(with_lobby(("factor = 0.5", "factor = 0.08"))).lobby
    assert lobby is not None
    assert lobby.profiles[1].factor == 0.08


def test_several_problems_are_told_at_once(refuse: Refuse) -> None:
    problems = refuse(with_lobby(("distance = 1.5", "distance = 0"), ("[3, 2.5]", "[3, -1]")))
    assert [each.key for each in problems] == ["lobby.profiles[1].distance", "lobby.walls[0][1]"]


def test_nearest_counter_is_guessed(refuse: Refuse) -> None:
    (problem,) = refuse(with_lobby(('"window"', '"windwo"')))
    assert isinstance(problem, Problem)
    assert problem.nearest == "window"
