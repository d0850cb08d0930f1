"""A whole plan: one tape for all profiles, numbers along the way, who can be reached."""

from functools import cache

import pytest
from hypothesis import given, settings

from server.plan.distances import Point, are_apart, squared
from server.plan.floor import CounterPlace, Door, Lobby, Profile
from server.plan.numbering import SAME_ROW
from server.plan.parties import radius
from server.plan.plan import LobbyPlan, Wish, plan_lobby
from server.plan.reach import Reach
from server.plan.walks import BODY, Walks
from tests.plan.floors import L_SHAPED, hall, random_lobbies, rectangle

NORMAL, STRICT, STRICTER = Profile("a", 1_000), Profile("b", 1_500), Profile("c", 2_000)
WISH = Wish(tolerance=100, seconds=10)


@cache
def planned() -> tuple[Lobby, LobbyPlan]:
    lobby = hall(STRICTER, NORMAL, STRICT)
    return lobby, plan_lobby(lobby, WISH)


def at(plan: LobbyPlan) -> dict[int, Point]:
    return {spot.number: spot.at for spot in plan.spots}


def test_spots_are_numbered_from_one() -> None:
    _, plan = planned()
    assert [spot.number for spot in plan.spots] == list(range(1, len(plan.spots) + 1))
    assert len(plan.spots) >= 70


def test_stricter_profile_uses_a_part_of_the_same_numbers() -> None:
    lobby, plan = planned()
    assert [each.profile for each in plan.profiles] == ["a", "b", "c"]
    assert plan.profiles[0].spots == tuple(at(plan))
    for used in plan.profiles:
        profile = lobby.profile(used.profile)
        assert profile is not None
        needed = profile.distance + WISH.tolerance
        assert set(used.spots) <= set(at(plan))
        spots = [at(plan)[number] for number in used.spots]
        assert all(are_apart(a, b, needed) for i, a in enumerate(spots) for b in spots[:i])
        assert all(lobby.may_wait_at(spot, needed) for spot in spots)
        assert used.is_proved
        assert len(spots) == used.bound <= used.alone
    assert len(plan.profiles[0].spots) > len(plan.profiles[1].spots) > len(plan.profiles[2].spots)


def test_numbers_rise_on_the_way_to_the_counters() -> None:
    lobby, plan = planned()
    walks = Walks(lobby)
    left = [walks.to_counter(spot.at) for spot in plan.spots]
    for number, way in enumerate(left):
        assert way <= min(left[: number + 1]) + 2 * SAME_ROW * 1_100


def test_neighbours_by_number_are_near_in_their_row() -> None:
    """Rows run to and fro: one walks along the numbers and never back through the room."""
    _, plan = planned()
    steps = [squared(a.at, b.at) ** 0.5 for a, b in zip(plan.spots, plan.spots[1:], strict=False)]
    assert sorted(steps)[len(steps) // 2] < 2_000
    assert max(steps) < 6_000


def test_larger_parties_find_less_room() -> None:
    _, plan = planned()
    for used in plan.profiles:
        counts = [count for _, count in used.parties]
        assert [size for size, _ in used.parties] == [1, 2, 3, 4]
        assert counts == sorted(counts, reverse=True)
        assert counts[0] == len(used.spots)
        assert counts[-1] > 0


def test_party_stands_shoulder_to_shoulder_in_its_circle() -> None:
    assert [radius(size) for size in (1, 2, 3, 4)] == [0, 300, 347, 425]


def test_plan_is_the_same_whatever_the_order_of_the_file() -> None:
    mixed = hall(NORMAL, STRICT, STRICTER, floor=rectangle(12_000, 8_000)[::-1])
    first, second = planned()[1], plan_lobby(mixed, WISH)
    assert first == second


def test_kept_spots_are_never_numbered_anew() -> None:
    lobby, plan = planned()
    taped = tuple(spot.at for spot in plan.spots[::-1])
    again = plan_lobby(lobby, WISH, taped)
    assert tuple(spot.at for spot in again.spots) == taped
    assert len(again.profiles[0].spots) == len(taped)


def test_kept_spots_that_are_too_near_now_are_not_used() -> None:
    lobby, plan = planned()
    taped = tuple(spot.at for spot in plan.spots)
    wider = plan_lobby(lobby, Wish(tolerance=300, seconds=5), taped)
    assert len(wider.spots) == len(taped)
    assert set(wider.unreachable) <= set(wider.profiles[0].spots)
    assert len(wider.profiles[0].spots) < len(taped)


def test_packing_bound_is_told_of_convex_floors_only() -> None:
    _, plan = planned()
    assert plan.packing_bound is not None
    assert len(plan.spots) <= plan.bound <= plan.packing_bound
    counters = (CounterPlace("1", 1, (1_000, 6_500)),)
    bent = plan_lobby(
        Lobby(
            L_SHAPED, {}, doors=(Door((4_000, 0), 1_000),), counters=counters, profiles=(NORMAL,)
        ),
        WISH,
    )
    assert bent.packing_bound is None
    assert bent.spots


# ---------------------------------------------------------------- ways


def corridor(*kept: Point) -> tuple[Reach, tuple[Point, ...]]:
    """2 m wide and 8 m long: the door at one end, the counter at the other."""
    lobby = Lobby(
        floor=rectangle(8_000, 2_000),
        corner={},
        doors=(Door((0, 1_000), 1_000),),
        counters=(CounterPlace("1", 1, (7_700, 1_000)),),
        profiles=(NORMAL,),
    )
    return Reach(Walks(lobby), 1_000), kept


def test_nobody_passes_a_person_in_the_middle_of_a_narrow_room() -> None:
    reach, kept = corridor((3_000, 1_000), (5_000, 1_000))
    assert reach.unreachable(kept) == list(kept)  # there, or on to the counter


def test_one_person_alone_is_reached() -> None:
    reach, kept = corridor((3_000, 1_000))
    assert reach.unreachable(kept) == []


def test_people_along_a_wall_let_others_pass() -> None:
    reach, kept = corridor((3_000, 300), (5_000, 300))
    assert reach.unreachable(kept) == []


def test_reachable_spots_are_all_reachable_and_apart() -> None:
    reach, kept = corridor((5_000, 1_000), (3_000, 300), (3_500, 300), (3_000, 1_700))
    found = reach.reachable(kept, 1_000, 30)
    assert found
    assert reach.unreachable(found) == []
    assert not {(3_000, 300), (3_500, 300)} <= set(found)


def test_plan_of_reachable_spots_has_no_others() -> None:
    lobby = Lobby(
        floor=rectangle(7_000, 5_000),
        corner={},
        doors=(Door((3_000, 0), 1_000),),
        counters=(CounterPlace("1", 1, (3_000, 4_600)),),
        profiles=(NORMAL, STRICT),
    )
    full = plan_lobby(lobby, WISH)
    assert full.unreachable
    easy = plan_lobby(lobby, Wish(100, 5, only_reachable=True))
    assert not easy.unreachable
    assert 5 <= len(easy.spots) < len(full.spots)
    for used in easy.profiles:
        profile = lobby.profile(used.profile)
        assert profile is not None
        spots = [at(easy)[number] for number in used.spots]
        assert spots
        assert Reach(Walks(lobby), profile.distance).unreachable(spots) == []


@settings(max_examples=12, deadline=None)
@given(random_lobbies())
def test_cells_are_open_where_a_body_has_room(lobby: Lobby) -> None:
    walks = Walks(lobby)
    everywhere = range(walks.rows * walks.columns)
    assert walks.open == {cell for cell in everywhere if lobby.has_room_at(walks.point(cell), BODY)}


def test_way_round_a_block_is_longer_than_straight() -> None:
    block = rectangle(6_000, 500, 0, 4_000)
    free, blocked = (Walks(hall(counters=1, blocks=blocks)) for blocks in ((), (block,)))
    straight = free.to_counter((500, 2_000))
    assert straight == pytest.approx(5_600)
    assert blocked.to_counter((500, 2_000)) > 10_000
