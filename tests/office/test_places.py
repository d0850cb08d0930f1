"""Places on a running office: let in with what makes room, and calls that are heard later."""

from pathlib import Path

import pytest

from server.office.orders import Outcome
from server.queueing import commands as c
from tests.office.running import issue, press, running_office


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "antrean.db"


async def test_visitor_who_is_near_is_told_the_place_with_the_number(place: Path) -> None:
    async with running_office(place, places=True) as office:
        first = await issue(office)
        assert first.ticket_id is not None
        view = await office.ticket_view(first.ticket_id)
        assert (view.where, view.line) == ("come_in", None)
        hall = await office.hall()
        assert hall.room is not None
        assert [(each.number, each.spot) for each in hall.room.come_in] == [
            (first.number, view.spot)
        ]


async def test_arrival_is_assumed_by_the_clock(place: Path) -> None:
    async with running_office(place, speed=600.0, places=True) as office:
        first = await issue(office)
        assert first.ticket_id is not None
        async with await office.ticket_stream(first.ticket_id) as stream:
            while b'"where":"inside"' not in (await stream.next()).data:
                pass
        desk = await office.desk()
        assert desk.count is not None
        assert (desk.count.coming, desk.count.waiting) == (0, 1)


async def test_call_frees_the_place_and_the_room_says_so(place: Path) -> None:
    async with running_office(place, places=True) as office:
        first = await issue(office)
        await press(office, c.OpenCounter)
        called = await press(office, c.CallNext)
        assert isinstance(called, Outcome)
        assert called.number == first.number
        hall = await office.hall()
        assert hall.room is not None
        assert hall.room.spots == ()
        assert [call.number for call in hall.calls] == [first.number]
