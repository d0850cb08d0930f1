"""Personal data over HTTP: given, masked, shown on the record, found, erased; and found nowhere."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog

from protocol.refusals import RefusalCode
from server.contacts.keys import new_key, read_keys, write_keys
from server.queueing.events import ContactsErased, ContactsShown
from tests.asking_office import NIK, PHONE, asking_office
from tests.server_fixture import ServerHere, running_server
from tests.web.asking import send
from tests.web.test_commands import records, refused

TYPED = {"phone": "+62 812-3456-7834", "nik": "999999 120590 0001"}
MASKED = {"phone": "0812••••34", "nik": "9999••••01"}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, asking_office(tmp_path)) as running:
        yield running


def keys_file(server: ServerHere) -> Path:
    return server.database.with_name(f"{server.database.name}.contacts-keys")


def told(reply: Any) -> dict[str, str]:
    return {each["kind"]: each["value"] for each in reply["contacts"]}


async def test_what_is_given_is_shown_masked_and_in_full_on_the_record(server: ServerHere) -> None:
    ticket = await server.issue("akta", contacts=TYPED)
    path = f"/tickets/{ticket.ticket_id}/contacts"

    masked = await server.get(path)
    assert told(masked) == MASKED
    moments = {each["kind"]: each["erase_at"] for each in masked["contacts"]}
    assert moments == {"nik": "2026-06-23T17:00:00Z", "phone": "2026-06-26T17:00:00Z"}
    assert told(await server.post(f"{path}/show", reason="reach")) == {"phone": PHONE, "nik": NIK}

    shown = [each for each in await records(server) if isinstance(each.event, ContactsShown)]
    assert [(each.event.kinds, each.event.reason) for each in shown] == [
        (("phone", "nik"), "reach")
    ]
    assert set((await server.desk()).tickets[0].contacts) == {"phone", "nik"}
    assert set((await server.ticket(ticket.token)).contacts) == {"phone", "nik"}


async def test_shown_again_under_the_same_id_it_is_recorded_once(server: ServerHere) -> None:
    ticket = await server.issue("akta", contacts=TYPED)
    path = f"/tickets/{ticket.ticket_id}/contacts/show"
    for _ in range(2):
        assert told(await server.post(path, reason="reach", command_id="show-0001"))["nik"] == NIK
    events = [each.event for each in await records(server)]
    assert sum(isinstance(event, ContactsShown) for event in events) == 1


async def test_refusals_say_what_is_wrong_and_never_what_was_typed(server: ServerHere) -> None:
    for contacts, code in [
        ({"phone": "0711354321", "nik": NIK}, "phone_wrong"),
        ({"nik": "1671043102900001"}, "nik_wrong"),
        ({"phone": PHONE}, "contact_needed"),
    ]:
        error = await refused(server.issue("akta", contacts=contacts))
        assert (error.status, error.code) == (422, code)
        assert not any(value in str(error) for value in contacts.values())
    error = await refused(server.issue("pengambilan", contacts={"phone": PHONE}))
    assert (error.status, error.code) == (422, "contact_not_asked")
    ticket = await server.issue("pengambilan")
    path = f"/tickets/{ticket.ticket_id}"
    assert (await refused(server.post(f"{path}/erase-contacts"))).code == "no_contacts"
    assert (
        await refused(server.post(f"{path}/contacts/show", reason="reach"))
    ).code == "no_contacts"
    assert (await refused(server.get("/tickets/none/contacts"))).code == "ticket_unknown"
    assert told(await server.get(f"{path}/contacts")) == {}


async def test_repeated_it_is_the_same_number_and_with_other_data_refused(
    server: ServerHere,
) -> None:
    body = {
        "command_id": "issue-0001",
        "ticket_id": "ticket-1",
        "token": secrets.token_urlsafe(16),
        "services": ["akta"],
    }
    first = await server.post("/tickets", **body, contacts=TYPED)
    assert await server.post("/tickets", **body, contacts={"phone": PHONE, "nik": NIK}) == first
    for other in ({**TYPED, "phone": "081234567835"}, {"nik": NIK}):
        error = await refused(server.post("/tickets", **body, contacts=other))
        assert error.code == "command_id_reused"
    await server.post("/tickets/ticket-1/erase-contacts")
    assert await server.post("/tickets", **body, contacts=TYPED) == first
    assert told(await server.get("/tickets/ticket-1/contacts")) == {}


async def test_ticket_is_found_by_the_number_its_visitor_tells(server: ServerHere) -> None:
    first = await server.issue("permohonan", contacts={"phone": PHONE})
    await server.issue("permohonan", contacts={"phone": "081234567835"})
    second = await server.issue("akta", contacts=TYPED)

    async def find(**contacts: str) -> list[str]:
        async with server._session.post(
            f"{server.api}/tickets/by-contact", json={"contacts": contacts}, headers=server.headers
        ) as answer:
            return [each["number"] for each in (await answer.json())["tickets"]]

    assert await find(phone="0812 3456 7834") == [first.number, second.number]
    assert await find(nik=NIK) == [second.number]
    assert await find(phone="081299999999") == []
    assert await find() == []


async def test_visitor_erases_what_was_told_and_keeps_the_number(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    ticket = await server.issue("akta", contacts=TYPED)
    body = {"command_id": "erase-0001", "day": server.today}
    for _ in range(2):
        answer = await send(
            public, "POST", f"{api}/tickets/by-token/{ticket.token}/erase-contacts", json=body
        )
        assert answer.status == 200
    assert told(await server.get(f"/tickets/{ticket.ticket_id}/contacts")) == {}
    view = await server.ticket(ticket.token)
    assert (view.state, view.contacts) == ("waiting", ())
    erased = [each for each in await records(server) if isinstance(each.event, ContactsErased)]
    assert [each.actor for each in erased] == ["visitor"]


async def test_what_is_kept_of_visitors_is_for_staff_alone(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    ticket = await server.issue("akta", contacts=TYPED)
    path = f"{api}/tickets/{ticket.ticket_id}"
    body = {"command_id": "show-0001", "day": server.today, "reason": "reach"}
    for method, where, json in [
        ("GET", f"{path}/contacts", None),
        ("POST", f"{path}/contacts/show", body),
        ("POST", f"{path}/erase-contacts", body),
        ("POST", f"{api}/tickets/by-contact", {"contacts": {"phone": PHONE}}),
    ]:
        answer = await send(public, method, where, json=json)
        assert answer.refusal.code is RefusalCode.SIGN_IN_NEEDED


async def test_key_that_is_missing_is_told_and_the_queue_goes_on(server: ServerHere) -> None:
    ticket = await server.issue("akta", contacts=TYPED)
    write_keys(keys_file(server), [new_key()])
    error = await refused(server.get(f"/tickets/{ticket.ticket_id}/contacts"))
    assert (error.status, error.code) == (500, "contacts_unreadable")
    await server.at_counter("10", "open")
    await server.at_counter("10", "call-next")
    keys_file(server).unlink()
    error = await refused(server.issue("akta", contacts=TYPED))
    assert error.code == "contacts_unreadable"
    await server.issue("pengambilan")


async def test_new_key_is_taken_while_the_server_runs(server: ServerHere) -> None:
    old = await server.issue("akta", contacts=TYPED)
    write_keys(keys_file(server), [new_key(), *read_keys(keys_file(server))])
    new = await server.issue("akta", contacts=TYPED)
    for ticket in (old, new):
        assert told(await server.get(f"/tickets/{ticket.ticket_id}/contacts")) == MASKED


async def test_office_that_asks_nothing_has_no_file_of_keys(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        ticket = await server.issue("akta")
        assert not keys_file(server).exists()
        assert (await server.hall()).office.personal == ()
        assert (await server.desk()).reasons.contacts == ()
        assert await server.get(f"/tickets/{ticket.ticket_id}/contacts") == {
            "ticket_id": ticket.ticket_id,
            "contacts": [],
            "version": None,
        }


async def test_plain_data_is_nowhere(
    server: ServerHere, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not in files, events, streams, metrics or logs; and when it is erased, not its cipher."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    try:
        ticket = await server.issue("akta", contacts=TYPED)
        office = server.running.offices.get(server.office)
        assert office is not None
        sealed = [each.sealed for each in await office.contacts(ticket.ticket_id)]
        assert len(sealed) == 2
        await server.get(f"/tickets/{ticket.ticket_id}/contacts")
        await server.post(f"/tickets/{ticket.ticket_id}/contacts/show", reason="reach")
        await refused(server.issue("akta", contacts={**TYPED, "phone": f"{PHONE}99"}))
        texts = [
            str(await records(server)),
            str(await server.hall()),
            str(await server.desk()),
            str(await server.ticket(ticket.token)),
            *[await public_text(server, path) for path in ("/metrics", "/api/v1/openapi.json")],
            await beginning_of_stream(server),
        ]
        assert files_with(tmp_path, *sealed)
        await server.post(f"/tickets/{ticket.ticket_id}/erase-contacts")
        assert not files_with(tmp_path, *sealed)
        said = capfd.readouterr()
        texts += [said.out, said.err]
    finally:
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    typed = [PHONE, NIK, *TYPED.values(), PHONE[1:]]
    assert not any(each in text for each in typed for text in texts)
    assert not files_with(tmp_path, *typed)
    await server.stop()
    assert not files_with(tmp_path, *typed, *sealed)


async def test_data_is_erased_on_schedule_and_that_is_kept(
    server: ServerHere, tmp_path: Path
) -> None:
    await server.issue("akta", contacts=TYPED)
    journal = server.running.offices.get(server.office)._journal  # type: ignore[union-attr]
    day = server.running.offices.get(server.office).today()  # type: ignore[union-attr]
    for hours, erased in [(14, 0), (2, 1), (48, 0), (24, 1)]:  # from 09.00: midnight, then 3 days
        server.clock.advance(hours=hours)
        assert await journal.erase_contacts(server.clock.now()) == erased
    assert [each.kind for each in await journal.contact_erasures(server.office, day)] == [
        "nik",
        "phone",
    ]


def files_with(folder: Path, *words: str) -> list[str]:
    """The files in which one of these stands: the database, its log, whatever there is."""
    return [
        path.name
        for path in folder.iterdir()
        if any(word.encode() in path.read_bytes() for word in words)
    ]


async def public_text(server: ServerHere, path: str) -> str:
    async with server._session.get(server.url + path) as answer:
        return await answer.text()


async def beginning_of_stream(server: ServerHere) -> str:
    async with (
        asyncio.timeout(5),
        server._session.get(f"{server.api}/desk/stream", headers=server.headers) as answer,
    ):
        return (await answer.content.readuntil(b"\n\n")).decode()
