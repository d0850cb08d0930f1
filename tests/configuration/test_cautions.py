"""What `antrean check` says of a file that is correct, but cannot work."""

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from server.configuration import warnings_for
from server.configuration.capacity import Shortage, planned_minutes, shortages
from server.queueing.office import Counter, Office, Service, Span
from tests.configuration.conftest import Change, Load, Write
from tests.configuration.test_hall import planned
from tests.configuration.test_lobby import with_lobby

MORNING = Span("08:00", "12:00")  # 240 minutes
DAY = (MORNING, Span("13:00", "15:00"))  # 360 minutes


def office(demands: dict[str, tuple[int | None, float]], counters: list[str]) -> Office:
    """Services by letter with quota and minutes; counters by the letters they serve."""
    return Office(
        "small",
        "Small",
        "Asia/Jakarta",
        tuple(
            Service(letter, letter, {}, minutes, quota)
            for letter, (quota, minutes) in demands.items()
        ),
        tuple(
            Counter(f"{number}", number, tuple(letters))
            for number, letters in enumerate(counters, 1)
        ),
    )


# ---------------------------------------------------------------- capacity


@pytest.mark.parametrize(
    ("plan", "minutes"),
    [
        ((), 360),
        ((Span("08:00", "15:00"),), 360),
        ((Span("07:00", "09:00"),), 60),
        ((Span("12:00", "13:00"),), 0),
        ((Span("11:00", "14:00"),), 120),
    ],
)
def test_planned_minutes_are_those_within_the_hours(plan: tuple[Span, ...], minutes: int) -> None:
    assert planned_minutes(Counter("1", 1, (), plan), DAY) == minutes


def test_quotas_that_just_fit_are_no_shortage() -> None:
    # Only an exact split works: A fills counter 1 and a half of 2, B the other half and 3.
    exact = office({"A": (36, 10), "B": (36, 10)}, ["A", "AB", "B"])
    assert shortages(exact, [MORNING]) == []


def test_service_that_asks_too_much_is_named_alone() -> None:
    small = office({"A": (50, 8), "B": (3, 10)}, ["A", "B"])
    assert shortages(small, [MORNING]) == [Shortage(("A",), ("1",), 400, 240)]


def test_services_that_each_fit_but_not_together_are_named_together() -> None:
    small = office({"A": (20, 10), "B": (20, 10), "C": (24, 10)}, ["AB", "C"])
    assert shortages(small, [MORNING]) == [Shortage(("A", "B"), ("1",), 400, 240)]


def test_shortage_along_a_chain_of_counters_is_found() -> None:
    # Each service fits, and so does each pair; all three want 10 minutes too many.
    chain = office({"A": (24, 10), "B": (24, 10), "C": (25, 10)}, ["AB", "BC", "AC"])
    assert shortages(chain, [MORNING]) == [Shortage(("A", "B", "C"), ("1", "2", "3"), 730, 720)]


def test_troubles_that_share_no_counter_are_told_apart() -> None:
    two = office(dict.fromkeys("ABCD", (20, 10)), ["AB", "CD"])
    assert [each.services for each in shortages(two, [MORNING])] == [("A", "B"), ("C", "D")]


def test_service_with_room_is_not_drawn_into_a_shortage() -> None:
    # B and C could use counter 2, which A cannot: A alone is too much, the others fit.
    small = office({"A": (30, 10), "B": (10, 10), "C": (10, 10)}, ["AB", "BC"])
    assert [each.services for each in shortages(small, [MORNING])] == [("A",)]


@given(
    quotas=st.lists(st.integers(0, 60), min_size=1, max_size=4),
    counters=st.lists(st.sets(st.sampled_from("ABCD"), min_size=1), min_size=1, max_size=4),
)
def test_shortage_is_told_just_where_some_services_exceed_their_counters(
    quotas: list[int], counters: list[set[str]]
) -> None:
    demands = dict(zip("ABCD", ((quota, 10.0) for quota in quotas), strict=False))
    offered = [sorted(each & set(demands)) for each in counters]
    offered = [each for each in offered if each]
    assume(all(any(letter in each for each in offered) for letter in demands))
    groups = [
        group for size in range(1, 5) for group in combinations(demands, size)
    ]  # the oracle tries all of them (Hall's condition)
    exceeds = any(
        sum((demands[letter][0] or 0) * 10 for letter in group)
        > 240 * sum(not set(group).isdisjoint(each) for each in offered)
        for group in groups
    )
    told = shortages(office(dict(demands), ["".join(each) for each in offered]), [MORNING])
    assert bool(told) == exceeds
    assert all(each.wanted_minutes > each.planned_minutes for each in told)


def test_no_limit_and_elsewhere_ask_for_nothing() -> None:
    small = office({"A": (None, 100), "B": (900, 10)}, ["AB"])
    elsewhere = Office(
        small.id,
        small.name,
        small.timezone,
        (small.services[0], Service("B", "B", {}, 10, 900, {"en": "there"})),
        small.counters,
    )
    assert shortages(elsewhere, [MORNING]) == []


# ---------------------------------------------------------------- words


def test_small_office_has_nothing_to_be_said_of(load: Load) -> None:
    assert warnings_for(load()) == []


def test_caution_names_file_key_and_the_days(load: Load) -> None:
    (first, *_) = warnings_for(load(("quota = 20", "quota = 90")))
    assert str(first).split("small.toml: ")[1] == (
        'services[0].quota: on Monday the quota of "ktp" (90 x 10) asks for 900 minutes, '
        "counters 1 and 2 have 600: 300 minutes too many; at most 60 numbers would fit"
    )


def test_each_kind_of_day_is_judged_by_itself(load: Load) -> None:
    cautions = warnings_for(load(("quota = 20", "quota = 55")))
    assert [each.words.split(" the quota")[0] for each in cautions] == ["on Friday"]


def test_days_of_the_same_kind_are_told_together(load: Load) -> None:
    change = (
        'friday = ["08:00-11:30", "13:00-15:00"]',
        'friday = ["08:00-12:00", "13:00-15:00"]\ntuesday = ["08:00-12:00", "13:00-15:00"]',
    )
    cautions = warnings_for(load(change, ("quota = 20", "quota = 61")))
    assert [each.words.split(" the quota")[0] for each in cautions] == [
        "on Monday, Tuesday and Friday"
    ]


def test_services_that_share_counters_are_weighed_together(load: Load) -> None:
    (caution,) = warnings_for(
        load(
            ("quota = 20", "quota = 40"),
            ("minutes = 12.5", "minutes = 12.5\nquota = 20"),
            ('friday = ["08:00-11:30", "13:00-15:00"]\n', ""),
        )
    )
    assert caution.key == "services[0].quota"
    assert (
        '"ktp" and "kk" (40 x 10 + 20 x 12.5) ask for 650 minutes, counters 1 and 2 have 600: '
        "50 minutes too many"
    ) in caution.words


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("B", "D", "B and D"),
        ("A", "H", "A and H"),
        ("T", "V", "T and V"),
        ("A", "B", None),
        ("L", "M", "L and M"),
        ("J", "Y", None),
    ],
)
def test_letters_that_sound_alike(load: Load, first: str, second: str, told: str | None) -> None:
    settings = load(
        ('letter = "L"', 'letter = "Z"'),
        ('letter = "B"', f'letter = "{second}"'),
        ('letter = "A"', f'letter = "{first}"'),
    )
    words = [each.words for each in warnings_for(settings)]
    expected = [f"the letters {told} sound alike when called; keep one, change the others"]
    assert words == (expected if told else [])


def test_letter_of_a_service_elsewhere_is_never_called(load: Load) -> None:
    assert warnings_for(load(('letter = "L"', 'letter = "K"'))) == []


def test_service_that_no_counter_serves(load: Load) -> None:
    (caution,) = warnings_for(load(('["ktp", "kk"]', '["ktp"]')))
    assert caution.key == "services[1]"
    assert 'no counter serves "kk"' in caution.words


def test_quota_of_a_service_that_no_counter_serves_is_not_told_twice(load: Load) -> None:
    changes = [('["ktp", "kk"]', '["ktp"]'), ("minutes = 12.5", "minutes = 12.5\nquota = 9")]
    assert [each.key for each in warnings_for(load(*changes))] == ["services[1]"]


def test_counter_for_a_service_elsewhere(load: Load) -> None:
    (caution,) = warnings_for(load(('["ktp", "kk"]', '["ktp", "kk", "legalisir"]')))
    assert (caution.key, 'counter 2 cannot serve "legalisir"' in caution.words) == (
        "services[2].elsewhere",
        True,
    )


def test_quota_of_zero(load: Load) -> None:
    (caution,) = warnings_for(load(("quota = 20", "quota = 0")))
    assert caution.key == "services[0].quota"
    assert 'nobody gets a number for "ktp"' in caution.words


@pytest.mark.parametrize(
    ("plan", "key", "minutes"),
    [
        ('["07:30-12:00"]', "counters[0].plan[0]", 30),
        ('["08:00-11:00", "14:00-16:00"]', "counters[0].plan[1]", 60),
        ('["12:10-12:50"]', "counters[0].plan[0]", 40),
    ],
)
def test_plan_outside_the_hours(load: Load, plan: str, key: str, minutes: int) -> None:
    (caution,) = warnings_for(load(('plan = ["08:00-12:00"]', f"plan = {plan}")))
    assert caution.key == key
    assert caution.words.startswith(f"{minutes} minutes of ")


def test_plan_through_a_break_is_no_mistake(load: Load) -> None:
    assert warnings_for(load(('plan = ["08:00-12:00"]', 'plan = ["08:00-15:00"]'))) == []


# ---------------------------------------------------------------- the lobby


def test_lobby_without_a_plan(load: Load) -> None:
    (caution,) = warnings_for(load(with_lobby(("[8, 0.5] }", "[8, 0.5], line = 0 }"))))
    assert caution.key == "lobby"
    assert caution.words.startswith("no places are planned yet: antrean lobby plan ")


FOR_THREE = 'tickets.largest_party is 4, but in profile "strict" a place is for 3 at most'


def test_lobby_in_which_every_party_finds_a_place(write: Write) -> None:
    parties = ("confirm_seconds = 60", "confirm_seconds = 60\nlargest_party = 2")
    nobody = ("[8, 0.5] }", "[8, 0.5], line = 0 }")
    assert warnings_for(planned(write, nobody, office=(parties,))) == []


@pytest.mark.parametrize(("line", "is_told"), [("", True), (", line = 0", False)])
def test_kiosk_inside_without_places_in_line(write: Write, line: str, is_told: bool) -> None:
    settings = planned(write, ("[8, 0.5] }", f"[8, 0.5]{line} }}"))
    told = [each for each in warnings_for(settings) if each.key == "lobby.kiosks[0]"]
    assert bool(told) == is_told


@pytest.mark.parametrize(
    ("change", "largest_party", "key", "words"),
    [
        (
            ("_room = 20", "_room = 3"),
            4,
            "lobby.profiles[1].max_waiting_room",
            f"{FOR_THREE}: max_waiting_room is 3",
        ),
        (
            ("_room = 20", "_room = 0"),
            1,
            "lobby.profiles[1].max_waiting_room",
            'nobody ever waits inside in profile "strict": max_waiting_room is 0',
        ),
        (
            ("factor = 0.5", "factor = 0.08"),
            4,
            "lobby.profiles[1].factor",
            f"{FOR_THREE}: 6 people, of whom 3 are staff and at kiosks",
        ),
        (
            ("factor = 0.5", "factor = 0.5"),
            60,
            "lobby.profiles[0].distance",
            'tickets.largest_party is 60, but in profile "normal" a place is for ',
        ),
    ],
)
def test_party_that_never_gets_a_place(
    write: Write, change: Change, largest_party: int, key: str, words: str
) -> None:
    parties = f"confirm_seconds = 60\nlargest_party = {largest_party}"
    settings = planned(write, change, office=(("confirm_seconds = 60", parties),))
    caution = warnings_for(settings)[0]
    assert caution.key == key
    assert caution.words.startswith(words)


# ---------------------------------------------------------------- kiosks that are cut off


@pytest.mark.parametrize(
    ("offline", "expected"),
    [
        ("numbers_from = 20", ["services[0].quota"]),
        ("numbers_from = 21", []),
        ("numbers_from = 20\nminutes = 0", []),
        ("numbers_from = 941", ["offline.numbers_from"]),
        ("numbers_from = 940", []),
        ("numbers_from = 1000", []),
    ],
)
def test_numbers_of_kiosks_that_meet_others_are_told(
    offline: str, expected: list[str], load: Load
) -> None:
    settings = load(("[calls]", f"[offline]\n{offline}\n[calls]"))
    assert [each.key for each in warnings_for(settings)] == expected
