"""Asking for a member of staff, over HTTP."""

from datetime import UTC, datetime

import pytest

from protocol.refusals import RefusalCode
from tests.server_fixture import ServerHere
from tests.web.test_commands import refused


async def test_staff_see_where_they_are_needed_until_somebody_comes(server: ServerHere) -> None:
    ticket = await server.issue("pengambilan")
    await server.post("/kiosks/kiosk-2/help", ticket_id=ticket.ticket_id)
    await server.advance(seconds=30)
    await server.post("/counters/3/help")
    await server.post("/kiosks/kiosk-2/help")
    first, second = (await server.desk()).help
    assert (first.place, first.ticket) == ("kiosk:kiosk-2", ticket.number)
    assert (second.place, second.ticket) == ("counter:3", None)
    assert (second.since - first.since).total_seconds() >= 30
    await server.post("/kiosks/kiosk-2/help-end")
    assert (await server.desk()).help == (second,)
    await server.post("/counters/3/help-end")
    assert (await server.desk()).help == ()


@pytest.mark.parametrize("place", ["/counters/3", "/counters/99", "/kiosks/kiosk-2"])
async def test_ending_what_nobody_asked_for_is_refused(server: ServerHere, place: str) -> None:
    error = await refused(server.post(f"{place}/help-end"))
    assert (error.status, error.code) == (409, RefusalCode.HELP_NOT_ASKED)


@pytest.mark.parametrize(
    ("place", "about", "code"),
    [
        ("/counters/99", None, RefusalCode.COUNTER_UNKNOWN),
        ("/counters/1", "nobody", RefusalCode.TICKET_UNKNOWN),
        ("/kiosks/%3Cb%3E", None, RefusalCode.DEVICE_UNKNOWN),
        ("/kiosks/kiosk-2", "nobody", RefusalCode.TICKET_UNKNOWN),
    ],
)
async def test_help_nowhere_and_about_nobody_is_refused(
    server: ServerHere, place: str, about: str | None, code: RefusalCode
) -> None:
    error = await refused(server.post(f"{place}/help", ticket_id=about))
    assert (error.status, error.code) == (404, code)


async def test_pause_says_when_the_counter_is_back(server: ServerHere) -> None:
    await server.at_counter("1", "open")
    error = await refused(server.at_counter("1", "pause", back_at="2026-06-23T08:59:00+07:00"))
    assert (error.status, error.code) == (422, RefusalCode.MOMENT_NOT_AHEAD)
    await server.at_counter("1", "pause", back_at="2026-06-23T09:30:00+07:00")
    expected = datetime(2026, 6, 23, 2, 30, tzinfo=UTC)
    assert (await server.hall()).counters[0].back_at == expected
    assert (await server.get(""))["counters"][0]["back_at"] == "2026-06-23T02:30:00Z"
    assert (await server.desk()).counters[0].back_at == expected
    await server.at_counter("1", "open")
    assert (await server.hall()).counters[0].back_at is None
