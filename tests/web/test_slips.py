"""Slips over HTTP: what became of the paper, and what to bring, as screens are told."""

from datetime import UTC, datetime

import pytest

from tests.server_fixture import AnsweredError, ServerHere


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
