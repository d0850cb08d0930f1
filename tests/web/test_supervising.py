"""What a supervisor does over HTTP: other services, a forgotten counter, notices for the hall."""

import secrets
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from protocol.refusals import RefusalCode
from tests.server_fixture import ServerHere, ServerProcess
from tests.web.asking import send
from tests.web.test_commands import records, refused

WORDS = {"id": "Loket 3 tutup <b>sementara</b>.", "en": "Counter 3 is [bold]closed[/] for now."}


async def post(server: ServerHere | ServerProcess, **fields: Any) -> str:
    """A notice for the hall; its id."""
    notice_id = f"notice-{secrets.token_hex(4)}"
    await server.post("/notices", **{"notice_id": notice_id, "words": WORDS, **fields})
    return notice_id


# counters


async def test_assigned_services_are_seen_and_outlive_a_restart(server: ServerHere) -> None:
    await server.post("/counters/1/assign", services=["akta", "informasi"])
    for _ in range(2):
        assert set((await server.hall()).counters[0].services) == {"akta", "informasi"}
        await server.stop()
        await server.start()  # reads the office's file again


async def test_line_that_no_counter_serves_any_more_is_told_to_staff(server: ServerHere) -> None:
    offering = [each for each in (await server.hall()).counters if "akta" in each.services]
    await server.issue("akta")
    assert (await server.desk()).unserved == ()
    for counter in offering:
        await server.post(f"/counters/{counter.id}/assign", services=["informasi"])
    assert (await server.desk()).unserved == ("akta",)


@pytest.mark.parametrize(
    ("services", "status", "code"),
    [
        ([], 422, RefusalCode.NO_SERVICE_CHOSEN),
        (["none"], 404, RefusalCode.SERVICE_UNKNOWN),
        (["akta", "akta"], 422, RefusalCode.SERVICE_REPEATED),
        (["informasi", "permohonan", "pengambilan"], 409, RefusalCode.SERVICES_UNCHANGED),
        (["akta"] * 65, 400, RefusalCode.BODY_MALFORMED),
    ],
)
async def test_assignment_that_makes_no_sense_is_refused(
    server: ServerHere, services: list[str], status: int, code: RefusalCode
) -> None:
    error = await refused(server.post("/counters/1/assign", services=services))
    assert (error.status, error.code) == (status, code)


async def test_forgotten_counter_is_freed(server: ServerHere) -> None:
    ticket = await server.issue("pengambilan")
    await server.at_counter("1", "open")
    await server.at_counter("1", "call-next")
    await server.at_counter("1", "start")
    released = await server.at_counter("1", "release")
    assert (released["number"], released["state"]) == (ticket.number, "waiting")
    assert (await server.desk()).counters[0].state == "paused"
    stale = {"ticket_id": ticket.ticket_id, "call": 1}
    error = await refused(server.post("/counters/1/finish", based_on=stale))
    assert error.code == RefusalCode.SCREEN_OUT_OF_DATE
    await server.at_counter("2", "open")
    assert (await server.at_counter("2", "call-next"))["number"] == ticket.number


# notices


async def test_notice_is_for_everybody_until_it_is_ended(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    first, second = await post(server), await post(server)
    assert [notice.id for notice in (await server.hall()).notices] == [second, first]
    async with public.get(f"{server.api}/notices/{first}") as answer:
        assert await answer.json() == {"words": WORDS}
    await server.post(f"/notices/{first}/end")
    assert [notice.id for notice in (await server.hall()).notices] == [second]
    refusal = (await send(public, "GET", f"{server.api}/notices/{first}")).refusal
    assert refusal.code is RefusalCode.NOTICE_UNKNOWN
    error = await refused(server.post(f"/notices/{first}/end"))
    assert (error.status, error.code) == (404, RefusalCode.NOTICE_UNKNOWN)


async def test_notice_goes_at_its_moment(server: ServerHere) -> None:
    notice = await post(server, until="2026-06-23T09:30:00+07:00")
    (shown,) = (await server.hall()).notices
    assert (shown.id, shown.until) == (notice, datetime(2026, 6, 23, 2, 30, tzinfo=UTC))
    await server.advance(minutes=31)
    assert (await server.hall()).notices == ()
    error = await refused(server.get(f"/notices/{notice}"))
    assert error.code == RefusalCode.NOTICE_UNKNOWN


async def test_words_of_a_notice_are_in_no_event(server: ServerHere) -> None:
    await post(server)
    assert "sementara" not in str(await records(server))


async def test_note_and_notice_of_one_id_are_two(server: ServerHere) -> None:
    """Else everybody could read what a colleague wrote."""
    await server.issue("pengambilan")
    await server.at_counter("1", "open")
    await server.at_counter("1", "call-next")
    await server.at_counter(
        "1", "transfer", service="informasi", note="secret", command_id="same-id-1"
    )
    error = await refused(server.get("/notices/same-id-1"))
    assert error.code == RefusalCode.NOTICE_UNKNOWN
    await post(server, notice_id="same-id-1")
    assert await server.get("/notes/same-id-1") == {"text": "secret"}
    assert await server.get("/notices/same-id-1") == {"words": WORDS}


async def test_repeated_notice_is_one_and_keeps_its_words(server: ServerHere) -> None:
    fields = {"command_id": "notice-command", "notice_id": "one"}
    await post(server, **fields)
    await post(server, **fields, words=dict(reversed(WORDS.items())))
    error = await refused(post(server, **fields, words={"id": "lain"}))
    assert (error.status, error.code) == (409, RefusalCode.COMMAND_ID_REUSED)
    error = await refused(post(server, notice_id="one"))
    assert (error.status, error.code) == (409, RefusalCode.NOTICE_ID_TAKEN)
    assert await server.get("/notices/one") == {"words": WORDS}


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"words": {}}, 422, RefusalCode.WORDS_UNREADABLE),
        ({"words": {"id": " "}}, 422, RefusalCode.WORDS_UNREADABLE),
        ({"words": {"id": "baris\nbaru"}}, 422, RefusalCode.WORDS_UNREADABLE),
        ({"words": {"id": "ya", "en": "\x1b[2J"}}, 422, RefusalCode.WORDS_UNREADABLE),
        ({"words": {"id": "x" * 201}}, 422, RefusalCode.WORDS_TOO_LONG),
        ({"words": {"fr": "Bonjour"}}, 422, RefusalCode.LANGUAGE_UNKNOWN),
        ({"words": {"": "x"}}, 400, RefusalCode.BODY_MALFORMED),
        ({"words": "x"}, 400, RefusalCode.BODY_MALFORMED),
        ({"notice_id": "../x"}, 400, RefusalCode.BODY_MALFORMED),
        ({"notice_id": ""}, 400, RefusalCode.BODY_MALFORMED),
        ({"until": "2026-06-23T08:00:00+07:00"}, 422, RefusalCode.MOMENT_NOT_AHEAD),
        ({"until": "2026-06-25T08:00:00+07:00"}, 422, RefusalCode.MOMENT_NOT_AHEAD),
        ({"until": "2026-06-23T10:00:00"}, 400, RefusalCode.BODY_MALFORMED),
    ],
)
async def test_notice_that_cannot_be_shown_is_refused(
    server: ServerHere, changed: dict[str, Any], status: int, code: RefusalCode
) -> None:
    error = await refused(post(server, **changed))
    assert (error.status, error.code) == (status, code)
    assert (await server.hall()).notices == ()


async def test_unknown_notices_are_told(server: ServerHere, public: aiohttp.ClientSession) -> None:
    refusal = (await send(public, "GET", f"{server.api}/notices/none")).refusal
    assert refusal.code is RefusalCode.NOTICE_UNKNOWN
