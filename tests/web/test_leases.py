"""Leases and hand-in over HTTP: a kiosk that is cut off, comes back, and is not always honest."""

import asyncio
import secrets
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import msgspec
import pytest

from protocol.offline import HandInReply, LeaseReply, LeaseView
from protocol.refusals import RefusalCode as R
from tests.server_fixture import AnsweredError, ServerHere
from tests.web.asking import send

SERVICE = "pengambilan"


class Kiosk:
    """What a kiosk does with the server. `book`: its file."""

    def __init__(self, server: ServerHere, name: str = "kiosk-1") -> None:
        self.server, self.name, self.book = server, name, f"book-of-{name}"
        self.used: dict[str, int] = {}
        self.leases: dict[str, LeaseView] = {}
        self.day = server.today
        self.reply: LeaseReply

    async def post(self, action: str, **fields: Any) -> Any:
        device = f"kiosk/{self.name}"
        return await self.server.post(f"/kiosks/{self.name}/{action}", device=device, **fields)

    async def lease(self, **more: Any) -> LeaseReply:
        """Ask, and hear the answer."""
        answer = await self.post("leases", book=self.book, used=self.used, **more)
        self.reply = msgspec.convert(answer, LeaseReply)
        self.leases = {each.lease_id: each for each in self.reply.leases}
        self.used = {lease_id: self.used.get(lease_id, 0) for lease_id in self.leases}
        return self.reply

    def of(self, service: str = SERVICE) -> LeaseView:
        """A lease with numbers left."""
        return next(
            each
            for each in self.leases.values()
            if each.service == service and self.used[each.lease_id] < each.count
        )

    def give(self, service: str = SERVICE, **more: Any) -> dict[str, Any]:
        """A number, as it is handed in."""
        lease = self.of(service)
        number = lease.number(self.used[lease.lease_id])
        self.used[lease.lease_id] += 1
        return {
            "ticket_id": secrets.token_hex(8),
            "token": secrets.token_urlsafe(16),
            "lease_id": lease.lease_id,
            "number": number,
            "services": [service],
            "issued_at": self.server.clock.now().isoformat(),
            **more,
        }

    async def hand_in(self, *papers: dict[str, Any], **more: Any) -> HandInReply:
        """Bring them."""
        answer = await self.post("hand-in", tickets=papers, **{"day": self.day, **more})
        return msgspec.convert(answer, HandInReply)


@pytest.fixture
async def kiosk(server: ServerHere) -> Kiosk:
    kiosk = Kiosk(server)
    await kiosk.lease()
    return kiosk


async def at_hand(server: ServerHere) -> str | None:
    """Whom counter 1 has called."""
    return next(each for each in (await server.desk()).counters if each.id == "1").ticket_id


async def refused(kiosk: Kiosk, *papers: dict[str, Any], **more: Any) -> str:
    with pytest.raises(AnsweredError) as error:
        await kiosk.hand_in(*papers, **more)
    return str(error.value.code)


async def test_a_kiosk_is_told_all_that_it_needs(server: ServerHere, kiosk: Kiosk) -> None:
    told = kiosk.reply
    assert (told.day.isoformat(), told.granted_at) == (server.today, pytest.approx(told.granted_at))
    assert {(each.first, each.count, each.used) for each in told.leases} == {(500, 5, 0)}
    assert all(each.lease_id.startswith(f"{server.today}.{each.letter}-") for each in told.leases)
    (span,) = told.valid
    assert span.from_at < server.clock.now() < span.until_at
    paper = kiosk.give()
    await kiosk.hand_in(paper)
    async with aiohttp.ClientSession() as phone:
        page = await phone.get(told.url_prefix + paper["token"])
        assert page.status == 200
        assert paper["number"] in await page.text()


async def test_what_was_handed_in_waits_and_is_called(server: ServerHere, kiosk: Kiosk) -> None:
    first = await server.issue(SERVICE)
    paper = kiosk.give()
    server.clock.advance(seconds=30)
    await server.issue(SERVICE)
    reply = await kiosk.hand_in(paper)
    (told,) = reply.tickets
    assert (told.number, told.state, told.refusal) == (paper["number"], "waiting", None)
    view = await server.ticket(paper["token"])
    assert (view.number, view.ahead, view.slip) == (paper["number"], 1, "shown")
    await server.at_counter("1", "open")
    await server.at_counter("1", "call-next")
    assert await at_hand(server) == first.ticket_id
    await server.at_counter("1", "finish-and-next")
    assert await at_hand(server) == paper["ticket_id"]
    (again,) = (await kiosk.hand_in(paper)).tickets
    assert (again.state, again.refusal) == ("called", None)
    assert (await kiosk.lease()).leases[0].used == 1


async def test_a_repeated_hand_in_is_one_ticket(server: ServerHere, kiosk: Kiosk) -> None:
    papers = [kiosk.give() for _ in range(3)]
    same = {"command_id": "hand-in-0001"}
    answers = await asyncio.gather(
        *(kiosk.hand_in(*papers, **same) for _ in range(3)),
        *(kiosk.hand_in(*papers) for _ in range(3)),
        *(kiosk.hand_in(*reversed(papers)) for _ in range(2)),
    )
    for answer in answers:
        assert {(each.number, each.state) for each in answer.tickets} == {
            (paper["number"], "waiting") for paper in papers
        }
    waiting = [ticket.number for ticket in (await server.desk()).tickets]
    assert sorted(waiting) == sorted(paper["number"] for paper in papers)
    assert await refused(kiosk, kiosk.give(), **same) == R.COMMAND_ID_REUSED


async def test_one_that_is_refused_keeps_no_other_back(kiosk: Kiosk) -> None:
    good, bad, taken = kiosk.give(), kiosk.give(), kiosk.give()
    bad["number"] = "R-777"
    twin = {**good, "ticket_id": "twin", "token": secrets.token_urlsafe(16)}
    thief = {**taken, "token": good["token"]}
    reply = await kiosk.hand_in(good, bad, twin, thief)
    assert [each.refusal for each in reply.tickets] == [
        None,
        R.NUMBER_NOT_LEASED,
        R.NUMBER_TAKEN,
        R.TICKET_ID_TAKEN,
    ]
    assert [each.state for each in reply.tickets] == ["waiting", None, None, None]


async def test_another_kiosks_lease_is_nobody_elses(server: ServerHere, kiosk: Kiosk) -> None:
    other = Kiosk(server, "kiosk-2")
    await other.lease()
    paper = other.give()
    (told,) = (await kiosk.hand_in(paper)).tickets
    assert told.refusal == R.NUMBER_NOT_LEASED
    for action in ("leases", "hand-in"):
        body = {"tickets": [paper]} if action == "hand-in" else {"book": "book"}
        with pytest.raises(AnsweredError) as error:
            await server.post(f"/kiosks/kiosk-2/{action}", device="kiosk/kiosk-1", **body)
        assert error.value.code == R.NOT_ALLOWED
        with pytest.raises(AnsweredError) as error:
            await server.post(f"/kiosks/kiosk-2/{action}", device="", **body)
        assert error.value.code == R.NOT_ALLOWED
    (told,) = (await other.hand_in(paper)).tickets
    assert told.state == "waiting"


@pytest.mark.parametrize(
    "moment",
    [
        "2026-06-23T00:00:00+07:00",
        "2031-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
    ],
)
async def test_an_invented_moment_buys_no_place(
    server: ServerHere, kiosk: Kiosk, moment: str
) -> None:
    granted = kiosk.reply.granted_at
    paper = kiosk.give(issued_at=moment)
    await kiosk.hand_in(paper)
    issued = (await server.ticket(paper["token"])).issued_at
    assert granted - timedelta(seconds=1) <= issued <= server.clock.now()


async def test_two_kiosks_that_were_away_at_once_meet_in_one_line(
    server: ServerHere, kiosk: Kiosk
) -> None:
    other = Kiosk(server, "kiosk-2")
    await other.lease()
    papers = []
    for turn in range(6):
        server.clock.advance(seconds=10)
        papers.append((kiosk, other)[turn % 2].give())
    await asyncio.gather(other.hand_in(*papers[1::2]), kiosk.hand_in(*papers[0::2]))
    assert len({paper["number"] for paper in papers}) == 6
    views = [await server.ticket(paper["token"]) for paper in papers]
    assert [view.ahead for view in views] == list(range(6))


async def test_handing_in_while_others_take_numbers(server: ServerHere, kiosk: Kiosk) -> None:
    papers = [kiosk.give() for _ in range(5)]
    issued, *replies = await asyncio.gather(
        asyncio.gather(*(server.issue(SERVICE) for _ in range(10))),
        *(kiosk.hand_in(paper) for paper in papers),
    )
    assert {each.tickets[0].state for each in replies} == {"waiting"}
    numbers = [each.number for each in issued] + [paper["number"] for paper in papers]
    assert len(set(numbers)) == 15
    assert sorted(each.number for each in (await server.desk()).tickets) == sorted(numbers)


async def test_the_number_that_the_visitor_saw_wins(server: ServerHere, kiosk: Kiosk) -> None:
    lost = kiosk.give()
    asked = {"ticket_id": "asked-first", "token": lost["token"], "services": [SERVICE]}
    await server.post("/tickets", device="kiosk/kiosk-1", **asked)
    paper = {**lost, "instead_of": "asked-first"}
    (told,) = (await kiosk.hand_in(paper)).tickets
    assert told.state == "waiting"
    assert (await server.ticket(lost["token"])).number == paper["number"]
    with pytest.raises(AnsweredError) as error:
        await server.post("/tickets/asked-first/confirm", device="kiosk/kiosk-1")
    assert (error.value.code, error.value.body["error"]["params"]["state"]) == (
        R.TICKET_NOT_IN_STATE,
        "void",
    )


async def test_next_morning_a_ticket_is_told_what_became_of_it(
    server: ServerHere, kiosk: Kiosk
) -> None:
    paper, left = kiosk.give(), await server.issue(SERVICE)
    await server.set_clock(datetime.fromisoformat("2026-06-24T08:10:00+07:00"))
    with pytest.raises(AnsweredError) as error:
        await kiosk.post("leases", book=kiosk.book, used=kiosk.used, day="2026-06-23")
    assert error.value.code == R.OTHER_DAY
    for _ in range(2):
        (told,) = (await kiosk.hand_in(paper)).tickets
        assert (told.state, told.refusal) == ("expired", None)
    view = await server.ticket(paper["token"])
    assert (view.state, view.reason, view.number) == ("expired", "handed_in_late", paper["number"])
    assert (await server.ticket(left.token)).reason == "day_ended"
    stream = f"{server.api}/tickets/by-token/{paper['token']}/stream"
    async with aiohttp.ClientSession() as phone, phone.get(stream) as answer:
        async for line in answer.content:
            if line.startswith(b"data: "):
                assert b"handed_in_late" in line
                break
    assert (await server.hall()).id.day.isoformat() == "2026-06-24"
    assert not (await server.desk()).tickets
    (told,) = (await kiosk.hand_in(paper, day="2026-06-22")).tickets
    assert told.refusal == R.NUMBER_NOT_LEASED
    assert await refused(kiosk, paper, day="2026-06-25") == R.OTHER_DAY


async def test_a_day_that_was_ended_by_hand_takes_them_too(
    server: ServerHere, kiosk: Kiosk
) -> None:
    paper = kiosk.give()
    await server.post("/day/end", left=0)
    assert (await kiosk.lease()).leases == ()
    assert kiosk.reply.valid == ()
    (told,) = (await kiosk.hand_in(paper)).tickets
    assert told.state == "expired"
    assert (await server.ticket(paper["token"])).reason == "handed_in_late"


async def test_leases_and_papers_outlive_a_restart(server: ServerHere, kiosk: Kiosk) -> None:
    first, second = kiosk.give(), kiosk.give()
    await kiosk.hand_in(first)
    await server.stop()
    await server.start()
    before = {each.lease_id for each in kiosk.leases.values()}
    assert {each.lease_id for each in (await kiosk.lease()).leases} >= before
    (told,) = (await kiosk.hand_in(second)).tickets
    assert told.state == "waiting"
    assert {each.number for each in (await server.desk()).tickets} == {
        first["number"],
        second["number"],
    }


async def test_a_lost_answer_gives_the_same_leases(kiosk: Kiosk) -> None:
    before = kiosk.reply.leases
    assert (await kiosk.lease()).leases == before
    kiosk.used = {}  # as if nothing had ever come
    assert (await kiosk.lease()).leases == before
    kiosk.book = "another-file"
    assert not {each.lease_id for each in (await kiosk.lease()).leases} & {
        each.lease_id for each in before
    }


async def test_nobody_but_the_kiosk_itself(
    server: ServerHere, kiosk: Kiosk, public: aiohttp.ClientSession
) -> None:
    body = {"command_id": "lease-0001", "day": server.today, "book": "book"}
    path = f"/api/v1/offices/{server.office}/kiosks/kiosk-1/leases"
    assert (await send(public, "POST", path, json=body)).refusal.code is R.SIGN_IN_NEEDED


async def test_the_largest_hand_in_fits_into_a_body(kiosk: Kiosk) -> None:
    kiosk.leases = {each.lease_id: each for each in kiosk.reply.leases}
    paper = kiosk.give()
    wide = {
        **paper,
        "ticket_id": "t" * 36,
        "services": [SERVICE, "perekaman", "akta"],
        "instead_of": "i" * 36,
        "issued_at": "2026-06-23T09:00:00.123456+07:00",
        "party_size": 10,
        "priority": True,
        "language": "id",
        "slip": "printed",
        "clock_doubtful": True,
    }
    papers = [{**wide, "number": f"R-{number}"} for number in range(900, 920)]
    reply = await kiosk.hand_in(*papers)
    assert {each.refusal for each in reply.tickets} == {R.NUMBER_NOT_LEASED}
    assert await refused(kiosk, *papers, paper) == R.BODY_MALFORMED


async def test_of_the_next_open_day_a_kiosk_is_told_all_that_it_needs_to_be_alone(
    server: ServerHere, kiosk: Kiosk
) -> None:
    assert (str(kiosk.reply.next_day), kiosk.reply.hall) == ("2026-06-24", None)
    await server.post(f"/services/{SERVICE}/suspend", reason="network")
    told = await kiosk.lease(day="2026-06-24")
    assert (str(told.day), told.next_day) == ("2026-06-24", None)
    assert {(each.first, each.count, each.used) for each in told.leases} == {(500, 60, 0)}
    (span,) = told.valid
    assert span.from_at.isoformat() == "2026-06-24T00:00:00+00:00"
    assert told.hall is not None
    assert (str(told.hall.id.day), told.hall.clock.now) == ("2026-06-24", span.from_at)
    assert (told.hall.refusal, {each.refusal for each in told.hall.services}) == (None, {None})
    early = kiosk.give()  # its clock is a day ahead
    assert await refused(kiosk, early, day="2026-06-24") == R.OTHER_DAY
    await server.set_clock(datetime.fromisoformat("2026-06-24T07:45:00+07:00"))
    first = kiosk.give(issued_at="2026-06-23T23:00:00+07:00")
    server.clock.advance(minutes=10)
    later = await server.issue(SERVICE)
    reply = await kiosk.hand_in(first, early, day="2026-06-24")
    assert [each.state for each in reply.tickets] == ["waiting", "waiting"]
    assert (await server.ticket(first["token"])).issued_at == span.from_at
    assert (await server.ticket(later.token)).ahead == 2
    assert {each.count for each in (await kiosk.lease(day="2026-06-24")).leases} == {60}
