"""The line at a kiosk: as far apart as the strictest rules ask, and nobody waits near it."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.plan.distances import are_apart
from server.plan.floor import Kiosk, KioskLine, Lobby, Profile, Spot
from server.plan.lines import LineTooLongError, lay_lines
from server.plan.plan import Wish, plan_lobby
from tests.plan.floors import hall, random_lobbies

NORMAL, STRICT = Profile("normal", 1_000), Profile("strict", 2_000)


def with_line(line: int | None, *, at: tuple[int, int] = (9_000, 600)) -> Lobby:
    return hall(NORMAL, STRICT, kiosks=(Kiosk(at, line),))


@pytest.mark.parametrize("line", [None, 0])
def test_kiosk_may_have_no_line(line: int | None) -> None:
    assert lay_lines(with_line(line), 100) == ()


def test_line_runs_along_the_wall() -> None:
    (line,) = lay_lines(with_line(3), 100)
    assert line.kiosk == (9_000, 600)
    assert [place.number for place in line.places] == [1, 2, 3]
    assert all(x >= 11_000 for x, _ in (place.at for place in line.places))


def test_first_in_line_stands_one_distance_behind_the_kiosk() -> None:
    (line,) = lay_lines(with_line(5), 100)
    chain = [line.kiosk, *(place.at for place in line.places)]
    for one, other in pairwise(chain):
        assert are_apart(one, other, 2_100)
        assert not are_apart(one, other, 2_103)


def test_line_that_is_too_long_tells_how_many_find_room() -> None:
    with pytest.raises(LineTooLongError) as caught:
        lay_lines(with_line(30), 100)
    assert caught.value.kiosk == 0
    assert 5 <= caught.value.found < 30
    assert len(lay_lines(with_line(caught.value.found), 100)[0].places) == caught.value.found


def test_second_kiosk_counts_on_and_keeps_away() -> None:
    lobby = hall(NORMAL, STRICT, kiosks=(Kiosk((9_000, 600), 2), Kiosk((2_000, 600), 2)))
    first, second = lay_lines(lobby, 100)
    assert [place.number for place in (*first.places, *second.places)] == [1, 2, 3, 4]


def test_taped_line_stays_and_grows_under_new_numbers() -> None:
    lobby = hall(NORMAL, STRICT, kiosks=(Kiosk((9_000, 600), 2), Kiosk((2_000, 600), 2)))
    taped = lay_lines(lobby, 100)
    longer = replace(lobby, kiosks=(Kiosk((9_000, 600), 3), Kiosk((2_000, 600), 1)))
    first, second = lay_lines(longer, 100, taped)
    assert first.places[:2] == taped[0].places
    assert first.places[2].number == 4
    assert second.places == taped[1].places[:1]


def test_taped_place_that_does_not_fit_any_more_is_laid_anew() -> None:
    taped = KioskLine((9_000, 600), (Spot(1, (9_000, 2_700)), Spot(2, (9_000, 3_000))))
    (line,) = lay_lines(with_line(2), 100, (taped,))
    assert line.places[0] == taped.places[0]
    assert line.places[1].number == 2
    assert line.places[1].at != taped.places[1].at


def test_no_waiting_place_comes_near_a_line_under_any_profile() -> None:
    lobby = with_line(3)
    plan = plan_lobby(lobby, Wish(seconds=0))
    at = {spot.number: spot.at for spot in plan.spots}
    for profile in (NORMAL, STRICT):
        used = plan.profile(profile.id)
        assert used is not None
        assert used.spots
        for number in used.spots:
            for place in plan.in_line:
                assert are_apart(at[number], place.at, profile.distance + 100)


@given(random_lobbies(), st.integers(1, 5), st.integers(0, 200))
def test_line_keeps_its_distance_on_every_floor(lobby: Lobby, line: int, tolerance: int) -> None:
    """From everything where somebody stands, from walls, and one behind the other."""
    at = (1_400, 1_400)
    assume(lobby.has_room_at(at, 150))
    strict = Profile("strict", 2_000)
    lobby = replace(lobby, profiles=(*lobby.profiles, strict), kiosks=(Kiosk(at, line),))
    apart = strict.distance + tolerance
    try:
        (laid,) = lay_lines(lobby, tolerance)
    except LineTooLongError:
        return  # whether there is room is for the floor to say
    assert (laid,) == lay_lines(lobby, tolerance)
    assert len(laid.places) == line
    stand = [*lobby.fixed_places, *(place.at for place in laid.places)]
    others = set(stand) - set(lobby.fixed_places)
    assert len(others) == line
    for place in others:
        assert lobby.has_room_at(place, lobby.clearance)
        assert not lobby.is_in_aisle(place)
        assert all(are_apart(place, each, apart) for each in stand if each != place)
