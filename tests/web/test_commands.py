"""Commands over HTTP: what they answer, and what repeating and staleness do."""

import asyncio
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from protocol.access import WhoView
from protocol.refusals import RefusalCode
from protocol.replies import CommandReply, IssueReply
from server.queueing.events import Record
from tests.server_fixture import AnsweredError, ServerHere

BASED_ON_NOTHING = {"ticket_id": None, "call": None}


async def refused(work: Any) -> AnsweredError:
    with pytest.raises(AnsweredError) as caught:
        await work
    return caught.value


async def records(server: ServerHere) -> list[Record]:
    """What the journal holds of today."""
    office = server.running.offices.get(server.office)
    assert office is not None
    return await office._journal.read(server.office, office.today())


async def issue(server: ServerHere, **changed: Any) -> IssueReply:
    fields = {"ticket_id": "ticket-1", "token": "t" * 22, "services": ["akta"], **changed}
    return msgspec.convert(await server.post("/tickets", **fields), IssueReply)


async def test_issue_answers_with_number_and_address(server: ServerHere) -> None:
    reply = await issue(server)
    assert (reply.ticket_id, reply.number, reply.state) == ("ticket-1", "W-001", "reserved")
    assert reply.url == f"{server.url}/t/{server.office}/{'t' * 22}"
    assert reply.ahead == 0


async def test_journal_holds_neither_token_nor_key(server: ServerHere) -> None:
    ticket = await server.issue("akta")
    kept = b"".join(path.read_bytes() for path in server.database.parent.glob("antrean.db*[!y]"))
    assert ticket.ticket_id.encode() in kept
    assert ticket.token.encode() not in kept
    assert server.key.encode() not in kept
    assert (await server.device_key("kiosk", "kiosk-1")).encode() not in kept


async def test_repeated_command_does_nothing_twice(server: ServerHere) -> None:
    first = await issue(server, command_id="issue-0001")
    version = (await server.hall()).id.version
    second = await issue(server, command_id="issue-0001")
    assert second == first
    assert (await server.hall()).id.version == version


async def test_repeated_call_calls_nobody_else(server: ServerHere) -> None:
    await server.issue("akta")
    await server.issue("akta")
    counter = next(each.id for each in (await server.hall()).counters if "akta" in each.services)
    await server.at_counter(counter, "open")
    shown = next(each for each in (await server.desk()).counters if each.id == counter)
    body = {
        "command_id": "call-0001",
        "based_on": {"ticket_id": shown.ticket_id, "call": shown.last_call},
    }
    first = await server.post(f"/counters/{counter}/call-next", **body)
    assert await server.post(f"/counters/{counter}/call-next", **body) == first
    assert len((await server.hall()).calls) == 1


async def test_command_id_with_another_body_is_refused(server: ServerHere) -> None:
    await issue(server, command_id="issue-0001")
    for changed in ({"priority": True}, {"token": "u" * 22}, {"ticket_id": "ticket-2"}):
        error = await refused(issue(server, command_id="issue-0001", **changed))
        assert (error.status, error.code) == (409, "command_id_reused"), changed
    error = await refused(server.post("/day/stop-issuing", command_id="issue-0001"))
    assert error.code == "command_id_reused"


async def test_refused_command_is_decided_anew(server: ServerHere) -> None:
    body = {"command_id": "confirm-0001"}
    assert (await refused(server.post("/tickets/ticket-1/confirm", **body))).status == 404
    await issue(server)
    reply = msgspec.convert(await server.post("/tickets/ticket-1/confirm", **body), CommandReply)
    assert reply.state == "waiting"


async def test_ticket_id_belongs_to_one_ticket(server: ServerHere) -> None:
    await issue(server)
    error = await refused(issue(server, token="u" * 22))
    assert (error.status, error.code) == (409, "ticket_id_taken")


@pytest.mark.parametrize("days", [-1, 1, 365])
async def test_command_for_another_day_is_refused(server: ServerHere, days: int) -> None:
    other = (date.fromisoformat(server.today) + timedelta(days=days)).isoformat()
    error = await refused(issue(server, day=other))
    assert (error.status, error.code) == (409, "other_day")
    assert error.body["error"]["params"] == {"day": other, "today": server.today}


async def test_closed_counter_calls_nobody(server: ServerHere) -> None:
    await server.issue("akta")
    error = await refused(server.at_counter("1", "call-next"))
    assert (error.status, error.code) == (409, "counter_closed")


async def test_screen_that_is_out_of_date_changes_nothing(server: ServerHere) -> None:
    for _ in range(3):
        await server.issue("pengambilan")
    await server.at_counter("1", "open")
    await server.at_counter("1", "call-next")
    before = await server.hall()
    for action in ("call-next", "finish-and-next", "start", "no-show", "pause", "close"):
        error = await refused(server.post(f"/counters/1/{action}", based_on=BASED_ON_NOTHING))
        assert (error.status, error.code) == (409, "screen_out_of_date"), action
    assert (await server.hall()).id == before.id


async def test_double_press_calls_one(server: ServerHere) -> None:
    for _ in range(3):
        await server.issue("pengambilan")
    await server.at_counter("1", "open")
    presses = [server.post("/counters/1/call-next", based_on=BASED_ON_NOTHING) for _ in range(2)]
    answers = await asyncio.gather(*presses, return_exceptions=True)
    codes = [answer.code for answer in answers if isinstance(answer, AnsweredError)]
    assert codes == ["screen_out_of_date"]
    assert len((await server.hall()).calls) == 1


async def test_every_command_is_carried_out_over_http(server: ServerHere) -> None:
    """One walk through the day by its whole table of commands."""
    reasons = (await server.desk()).reasons
    at = server.at_counter
    first, second, third = [await server.issue("pengambilan") for _ in range(3)]
    by_staff = await server.issue("pengambilan", confirm=False, reason=reasons.issue[0].id)
    assert (await server.ticket(by_staff.token)).state == "waiting"

    await at("1", "open")
    assert (await at("1", "call-next"))["number"] == first.number
    await at("1", "start")
    assert (await at("1", "hold"))["state"] == "held"
    assert (await at("1", "resume", ticket_id=first.ticket_id))["ticket_id"] == first.ticket_id
    await at("1", "transfer", service="informasi")
    await at("1", "undo")
    assert (await at("1", "finish-and-next"))["number"] == second.number
    await server.advance(seconds=60)
    await at("1", "recall")
    await at("1", "no-show")
    await server.post(f"/tickets/{second.ticket_id}/return")
    await at("1", "pause", reason=reasons.pause[0].id)
    await at("1", "open")
    await at("1", "call-next")
    await at("1", "start")
    await at("1", "finish")
    await at("1", "close")

    url = f"/tickets/by-token/{third.token}"
    if (await server.ticket(third.token)).state == "waiting":
        await server.post(f"{url}/late")
    reprinted = await server.post(
        f"/tickets/{by_staff.ticket_id}/reprint", reason=reasons.reprint[0].id, token="r" * 22
    )
    assert reprinted["url"].endswith("r" * 22)
    assert (await server.ticket("r" * 22)).number == by_staff.number
    await server.post(
        f"/tickets/{by_staff.ticket_id}/priority", priority=True, reason=reasons.priority[0].id
    )
    await server.post(f"/tickets/{by_staff.ticket_id}/void", reason=reasons.void[0].id)
    await server.post(f"/tickets/{second.ticket_id}/cancel")
    await server.post("/services/akta/suspend", reason=reasons.suspend[0].id)
    await server.post("/services/akta/resume")
    await server.post("/day/stop-issuing")
    await server.post("/day/allow-issuing")
    await server.post("/day/end", left=(await server.desk()).left)
    assert (await server.hall()).phase == "ended"
    error = await refused(server.issue("akta"))
    assert error.code == RefusalCode.DAY_ENDED


async def test_visitor_cancels_and_comes_back_by_the_token_alone(server: ServerHere) -> None:
    gone, missed = await server.issue("pengambilan"), await server.issue("pengambilan")
    assert (await server.post(f"/tickets/by-token/{gone.token}/cancel"))["state"] == "cancelled"
    await server.at_counter("1", "open")
    await server.at_counter("1", "call-next")
    await server.advance(minutes=10)
    assert (await server.ticket(missed.token)).actions == ("cancel", "return")
    back = await server.post(f"/tickets/by-token/{missed.token}/return")
    assert (back["state"], back["number"]) == ("waiting", missed.number)


async def test_number_is_found_however_it_is_typed(server: ServerHere) -> None:
    ticket = await server.issue("pengambilan")
    for typed in (ticket.number, ticket.number.lower()):
        assert (await server.get(f"/tickets/by-number/{typed}"))["ticket_id"] == ticket.ticket_id


async def test_actor_is_whose_key_it_was(server: ServerHere) -> None:
    session, body = server._session, {"day": server.today}
    path = f"{server.api}/day"
    who = msgspec.convert(await who_is(server), WhoView)
    for number, (action, device) in enumerate(
        [("stop-issuing", "desk/desk-3"), ("allow-issuing", "kiosk/kiosk-1")]
    ):
        headers = {**server.headers, "X-Antrean-Device": device}  # believed of nobody
        json = {**body, "command_id": f"actor-{number:04}"}
        async with session.post(f"{path}/{action}", json=json, headers=headers) as answer:
            assert answer.status == 200
    await server.issue("akta", confirm=False, device="kiosk/kiosk-2")
    actors = [each.actor for each in await records(server) if each.actor != "clock"][-3:]
    assert actors == [f"staff:{who.account_id}", f"staff:{who.account_id}", "kiosk:kiosk-2"]
    assert (who.kind, who.name, who.roles) == ("staff", "Ibu Ratna", {"*": "supervisor"})


async def who_is(server: ServerHere) -> Any:
    """Whose key the server's own headers carry."""
    async with server._session.get(f"{server.url}/api/v1/me", headers=server.headers) as answer:
        return await answer.json()


async def test_visitor_is_nobody_in_particular(server: ServerHere) -> None:
    ticket = await server.issue("akta")
    url = f"{server.api}/tickets/by-token/{ticket.token}/cancel"
    body = {"command_id": "cancel-0001", "day": server.today}
    headers = {"X-Antrean-Device": "desk/desk-3"}  # believed of nobody
    async with server._session.post(url, json=body, headers=headers) as answer:
        assert answer.status == 200
    assert (await records(server))[-1].actor == "visitor"
