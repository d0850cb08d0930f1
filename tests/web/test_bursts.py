"""Bursts over HTTP: a kiosk is slowed, staff see the run, and void it."""

import pytest

from tests.server_fixture import AnsweredError, Issued, ServerHere

KIOSK = "kiosk/kiosk-1"


async def refused(server: ServerHere) -> AnsweredError:
    with pytest.raises(AnsweredError) as caught:
        await server.issue("akta", device=KIOSK)
    return caught.value


async def burst(server: ServerHere) -> list[Issued]:
    return [await server.issue("akta", device=KIOSK) for _ in range(6)]


async def test_kiosk_is_slowed_and_desks_are_not(server: ServerHere) -> None:
    await burst(server)
    error = await refused(server)
    assert (error.status, error.code) == (429, "too_many_at_once")
    assert 0 < error.body["error"]["params"]["seconds"] <= 20
    await server.issue("akta", device="desk/desk-1")
    await server.issue("akta", device="kiosk/kiosk-2")
    await server.issue("akta")
    await server.advance(seconds=20)
    await server.issue("akta", device=KIOSK)


async def test_number_that_was_given_is_told_again_in_a_burst(server: ServerHere) -> None:
    await burst(server)
    await server.advance(seconds=20)
    body = {
        "command_id": "issue-0001",
        "ticket_id": "again",
        "token": "t" * 22,
        "services": ["akta"],
    }
    first = await server.post("/tickets", KIOSK, **body)
    assert (await refused(server)).code == "too_many_at_once"
    assert await server.post("/tickets", KIOSK, **body) == first


async def test_staff_see_a_run_and_void_it(server: ServerHere) -> None:
    other = await server.issue("akta", device=KIOSK)
    await server.advance(minutes=5)
    drawn = await burst(server)
    (run,) = (await server.desk()).runs
    assert run.kiosk == "kiosk-1"
    assert run.ticket_ids == tuple(ticket.ticket_id for ticket in drawn)
    assert run.numbers == tuple(ticket.number for ticket in drawn)
    assert run.first_at < run.last_at
    reason = (await server.desk()).reasons.void[0].id
    reply = await server.post("/tickets/void-run", ticket_ids=run.ticket_ids, reason=reason)
    desk = await server.desk()
    assert reply["version"] == desk.hall.id.version
    assert desk.runs == ()
    assert [ticket.id for ticket in desk.tickets] == [other.ticket_id]
    with pytest.raises(AnsweredError) as caught:
        await server.post("/tickets/void-run", ticket_ids=run.ticket_ids, reason=reason)
    assert (caught.value.status, caught.value.code) == (409, "nothing_to_void")


@pytest.mark.parametrize("ticket_ids", [[], ["t"] * 201, "t", [1], [""]])
async def test_run_must_name_its_tickets(server: ServerHere, ticket_ids: object) -> None:
    with pytest.raises(AnsweredError) as caught:
        await server.post("/tickets/void-run", ticket_ids=ticket_ids, reason="mistake")
    assert (caught.value.status, caught.value.code) == (400, "body_malformed")


async def test_staff_find_a_run_harmless(server: ServerHere) -> None:
    drawn = await burst(server)
    (run,) = (await server.desk()).runs
    reply = await server.post("/tickets/dismiss-run", ticket_ids=run.ticket_ids)
    desk = await server.desk()
    assert reply["version"] == desk.hall.id.version
    assert desk.runs == ()
    assert [ticket.id for ticket in desk.tickets] == [ticket.ticket_id for ticket in drawn]
    with pytest.raises(AnsweredError) as caught:
        await server.post("/tickets/dismiss-run", ticket_ids=run.ticket_ids)
    assert (caught.value.status, caught.value.code) == (409, "nothing_to_dismiss")
    await server.advance(seconds=20)
    await server.issue("akta", device=KIOSK)
    (again,) = (await server.desk()).runs
    assert again.ticket_ids[:-1] == run.ticket_ids
