"""The largest set of spots: promises on every floor, and the numbers that were measured."""

import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.plan.bounds import lobby_bound
from server.plan.candidates import candidates
from server.plan.conflicts import Conflicts
from server.plan.distances import Point, are_apart
from server.plan.floor import Lobby
from server.plan.greedy import exchanged, scanned, scattered
from server.plan.highs import most_of
from server.plan.packing import choose, pack
from server.plan.parties import SeatedParties
from tests.plan.floors import SEATS, open_floor, random_lobbies, seat_grid

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SECONDS = 20

TABLES = (
    *((3, 17), (4, 8), (5, 4), (5, 14), (7, 6), (8, 12)),
    *((13, 7), (14, 5), (16, 13), (17, 4), (17, 10), (18, 15)),
)
"""Twelve tables of a dining room, a small instance that was published; 4 apart."""

some_points = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=13, unique=True
).map(lambda points: tuple(sorted(points)))


def by_trying_all(points: tuple[Point, ...], distance: int) -> int:
    """The most points that keep the distance, by looking at every subset."""
    near = [
        sum(1 << j for j, b in enumerate(points) if i != j and not are_apart(a, b, distance))
        for i, a in enumerate(points)
    ]

    def most(left: int) -> int:
        if not left:
            return 0
        first = left & -left
        without = left ^ first
        return max(most(without), 1 + most(without & ~near[first.bit_length() - 1]))

    return most((1 << len(points)) - 1)


@FEW
@given(some_points, st.integers(1, 40))
def test_solver_finds_what_trying_all_finds(points: tuple[Point, ...], distance: int) -> None:
    best = by_trying_all(points, distance)
    conflicts = Conflicts(points, distance)
    found, bound = most_of(len(points), conflicts.cliques(), (), SECONDS)
    assert (len(found), bound) == (best, best)
    assert conflicts.are_free(found)
    choice = pack(points, distance, SECONDS)
    assert (len(choice.chosen), choice.bound, choice.is_proved) == (best, best, True)
    assert conflicts.clique_bound() >= best


@pytest.mark.parametrize("distance", [4, 5, 6, 8])
def test_tables_of_a_dining_room_are_packed_exactly(distance: int) -> None:
    points = tuple(sorted(TABLES))
    choice = pack(points, distance, SECONDS)
    assert len(choice.chosen) == by_trying_all(points, distance)
    assert choice.is_proved


def test_dining_room_keeps_eight_of_twelve_tables() -> None:
    """By hand: tables nearer than 4 form four chains of three, of which the two ends stay."""
    near = [pair for pair in combinations(TABLES, 2) if not are_apart(*pair, 4)]
    middles = {(5, 14), (7, 6), (14, 5), (16, 13)}
    assert len(near) == 8
    assert all(len(middles & set(pair)) == 1 for pair in near)
    choice = pack(tuple(sorted(TABLES)), 4, SECONDS)
    assert {sorted(TABLES)[index] for index in choice.chosen} == set(TABLES) - middles


@FEW
@given(random_lobbies())
def test_spots_keep_every_promise(lobby: Lobby) -> None:
    distance = lobby.profiles[0].distance
    points, patterns = candidates(lobby, distance)
    choice = pack(points, distance, 3, patterns, lobby_bound(lobby, distance))
    spots = [points[index] for index in choice.chosen]
    for one, other in combinations(spots, 2):
        assert (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 >= distance**2
    for spot in spots:
        assert lobby.has_room_at(spot, lobby.clearance)
        assert not lobby.is_in_aisle(spot)
        assert all(are_apart(spot, place, distance) for place in lobby.fixed_places)
    conflicts = Conflicts(points, distance)
    quick = [*patterns, scattered(conflicts), scanned(conflicts)]
    assert len(spots) >= max(map(len, quick))
    assert len(spots) <= choice.bound <= lobby_bound(lobby, distance)


@FEW
@given(random_lobbies())
def test_patterns_are_plans_in_themselves(lobby: Lobby) -> None:
    distance = lobby.profiles[0].distance
    points, patterns = candidates(lobby, distance)
    for pattern in patterns:
        assert set(pattern) <= set(points)
        assert all(are_apart(*pair, distance) for pair in combinations(pattern, 2))


@FEW
@given(st.permutations(SEATS[:40]), st.integers(700, 1400))
def test_permuted_seats_give_the_same_spots(seats: list[Point], distance: int) -> None:
    usual = open_floor(seats=SEATS[:40])
    mixed = open_floor(seats=tuple(seats))
    found = [
        pack(candidates(lobby, distance)[0], distance, SECONDS).chosen for lobby in (usual, mixed)
    ]
    assert found[0] == found[1]


def test_cliques_cover_every_pair_and_are_cliques() -> None:
    conflicts = Conflicts(SEATS[:60], 1_500)
    cliques = conflicts.cliques()
    covered = {pair for clique in cliques for pair in combinations(clique, 2)}
    assert covered == set(conflicts.pairs())
    everything = (1 << 60) - 1
    for clique in cliques:
        together = everything
        for index in clique:
            together &= conflicts.masks[index] | 1 << index
        assert together == sum(1 << index for index in clique)  # maximal


def test_exchanges_only_gain() -> None:
    conflicts = Conflicts(SEATS, 1_500)
    start = scanned(conflicts)
    better = exchanged(conflicts, start)
    assert conflicts.are_free(better)
    assert len(better) >= len(start) == 39


@pytest.mark.parametrize(
    ("distance", "least", "oler"), [(1000, 125, 131), (1500, 60, 63), (2000, 35, 38)]
)
def test_open_floor_holds_what_was_measured(distance: int, least: int, oler: int) -> None:
    lobby = open_floor(distance)
    points, patterns = candidates(lobby, distance)
    choice = pack(points, distance, SECONDS, patterns, lobby_bound(lobby, distance))
    assert lobby_bound(lobby, distance) == oler
    assert least <= len(choice.chosen) <= choice.bound <= oler


@pytest.mark.parametrize(("distance", "most"), [(1000, 80), (2000, 28)])
def test_seat_grid_is_proved(distance: int, most: int) -> None:
    lobby = seat_grid(distance)
    points, _ = candidates(lobby, distance)
    choice = pack(points, distance, 60, bound=lobby_bound(lobby, distance))
    assert (len(choice.chosen), choice.is_proved) == (most, True)


def test_without_time_the_plan_is_quick_and_says_so() -> None:
    lobby = seat_grid(1_500)
    points, _ = candidates(lobby, 1_500)
    choice = pack(points, 1_500, 0)
    assert 39 <= len(choice.chosen) <= 41 <= choice.bound
    assert (choice.is_searched, choice.is_proved) == (False, False)


def test_time_limit_gives_the_best_found_and_its_bound() -> None:
    lobby = seat_grid(1_500)
    points, _ = candidates(lobby, 1_500)
    choice = pack(points, 1_500, 0.5)
    assert 39 <= len(choice.chosen) <= 41 <= choice.bound <= 50
    assert choice.is_searched


def test_interrupted_search_gives_its_best_and_proves_nothing() -> None:
    """Ctrl+C while the solver is at work, in a process of its own."""
    program = """
import os, signal, threading
from server.plan.conflicts import Conflicts
from server.plan.greedy import scattered
from server.plan.highs import most_of
seats = tuple((600 * x, 600 * y) for x in range(28) for y in range(24))
conflicts = Conflicts(seats, 1_500)
cliques, start = conflicts.cliques(), scattered(conflicts)
threading.Timer(2, os.kill, (os.getpid(), signal.SIGINT)).start()
found, bound = most_of(len(seats), cliques, start, 20)
print(len(found) >= len(start) or not found, conflicts.are_free(found), bound >= 86)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "True True True"


def test_nothing_to_choose_from_is_an_empty_plan() -> None:
    assert pack((), 1_000, SECONDS).chosen == ()
    assert pack((), 1_000, SECONDS).is_proved


# ---------------------------------------------------------------- parties


def test_pairs_take_seats_beside_each_other_and_keep_the_distance() -> None:
    lobby = open_floor(seats=SEATS[:60])
    spots = [SEATS[index] for index in range(0, 60, 3)]
    seated = SeatedParties(lobby, spots, 2, 1_000)
    choice = choose(seated, SECONDS)
    pairs = [seated.ways[index] for index in choice.chosen]
    assert pairs
    for one, other in pairs:
        assert abs(one[0] - other[0]) + abs(one[1] - other[1]) == 600
        assert one in spots or other in spots
    for first, second in combinations(pairs, 2):
        assert all(are_apart(a, b, 1_000) for a in first for b in second)
