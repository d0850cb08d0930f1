"""Slips over HTTP: what became of the paper, copies, and what to bring, as screens are told."""

from datetime import UTC, datetime

import aiohttp
import pytest

from protocol.refusals import RefusalCode
from tests.server_fixture import AnsweredError, ServerHere
from tests.web.asking import send


async def test_slip_and_kiosk_are_told_to_staff_and_visitor(server: ServerHere) -> None:
    ticket = await server.issue("akta", confirm=False, device="kiosk/kiosk-1")
    await server.post(f"/tickets/{ticket.ticket_id}/confirm", slip="failed")
    assert (await server.ticket(ticket.token)).slip == "failed"
    (shown,) = (await server.desk()).tickets
    assert (shown.slip, shown.kiosk) == ("failed", "kiosk-1")
    reply = await server.post(f"/tickets/{ticket.ticket_id}/confirm", slip="printed")
    assert reply["state"] == "waiting"
    assert (await server.ticket(ticket.token)).slip == "printed"


async def test_unknown_slip_is_refused(server: ServerHere) -> None:
    ticket = await server.issue("akta", confirm=False)
    with pytest.raises(AnsweredError) as caught:
        await server.post(f"/tickets/{ticket.ticket_id}/confirm", slip="eaten")
    assert (caught.value.status, caught.value.code) == (400, "body_malformed")


async def test_kiosk_gives_a_copy_by_number_only_if_the_slip_failed(server: ServerHere) -> None:
    await server.issue("akta")
    ticket = await server.issue("akta", confirm=False)
    url, device = f"/tickets/{ticket.ticket_id}", "kiosk/kiosk-2"
    await server.post(f"{url}/confirm", slip="failed")
    reply = await server.post(f"{url}/reprint", device, reason="kiosk", token="c" * 22)
    assert (reply["number"], reply["ahead"]) == (ticket.number, 1)
    assert reply["url"].endswith("c" * 22)
    assert (await server.ticket("c" * 22)).ticket_id == ticket.ticket_id
    await server.post(f"{url}/confirm", device, slip="printed")
    with pytest.raises(AnsweredError) as caught:
        await server.post(f"{url}/reprint", device, reason="kiosk", token="d" * 22)
    assert (caught.value.status, caught.value.code) == (409, "slip_already_out")


async def test_kiosk_with_the_slips_code_gives_a_copy(server: ServerHere) -> None:
    ticket = await server.issue("akta")
    url = f"/tickets/by-token/{ticket.token}/reprint"
    reply = await server.post(url, "kiosk/kiosk-2", reason="kiosk", token="c" * 22)
    assert reply["number"] == ticket.number
    with pytest.raises(AnsweredError) as caught:
        await server.post(url, "desk/desk-1", reason="kiosk", token="d" * 22)
    assert caught.value.code == "reason_unknown"
    with pytest.raises(AnsweredError) as caught:
        await server.post(f"/tickets/by-token/{'x' * 22}/reprint", reason="kiosk", token="d" * 22)
    assert caught.value.code == "ticket_unknown"


async def test_copy_is_no_matter_of_the_public(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    ticket = await server.issue("akta")
    body = {"command_id": "copy-00001", "day": server.today, "reason": "kiosk", "token": "c" * 22}
    url = f"{api}/tickets/by-token/{ticket.token}/reprint"
    answer = await send(public, "POST", url, json=body)
    assert answer.refusal.code is RefusalCode.SIGN_IN_NEEDED


async def test_services_tell_what_to_bring(server: ServerHere) -> None:
    by_id = {service.id: service for service in (await server.hall()).services}
    assert by_id["akta"].requirements[-1] == {
        "id": "Kartu Keluarga dan KTP",
        "en": "Family card and ID cards",
    }
    assert by_id["informasi"].requirements == ()


async def test_suspended_service_tells_why_and_until_when(server: ServerHere) -> None:
    reason = (await server.desk()).reasons.suspend[0]
    until = datetime(2026, 6, 23, 4, 30, tzinfo=UTC)
    await server.post("/services/akta/suspend", reason=reason.id, until=until.isoformat())
    by_id = {service.id: service for service in (await server.hall()).services}
    assert by_id["akta"].suspended
    assert by_id["akta"].suspended_reason == reason.words
    assert by_id["akta"].resumes_at == until
    assert by_id["informasi"].suspended_reason == {}
    await server.post("/services/akta/resume")
    by_id = {service.id: service for service in (await server.hall()).services}
    goes_on = by_id["akta"]
    assert (goes_on.suspended, goes_on.suspended_reason, goes_on.resumes_at) == (False, {}, None)
