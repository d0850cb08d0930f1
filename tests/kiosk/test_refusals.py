"""What the kiosk says when there is no number, and what a visitor can do then."""

from datetime import datetime
from pathlib import Path

from kiosk.screens.refused import RefusedPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from tests.kiosk.conftest import PALEMBANG
from tests.kiosk.driving import visitor_at
from tests.server_fixture import ServerHere, running_server


async def test_before_the_hours_the_start_says_from_when(tmp_path: Path) -> None:
    async with (
        running_server(tmp_path, PALEMBANG, clock="2026-06-23T06:30") as server,
        visitor_at(server) as visitor,
    ):
        await visitor.reads("Nomor antrean mulai pukul 07.")
        await visitor.reads("Queue numbers are given out from 07:")
        await visitor.press("2")
        await visitor.reads("Choose a service", "Queue numbers are given out from 07:")


async def test_after_the_hours_every_service_says_closed(tmp_path: Path) -> None:
    async with (
        running_server(tmp_path, PALEMBANG, clock="2026-06-23T14:45") as server,
        visitor_at(server) as visitor,
    ):
        await visitor.reads("Queue numbers closed at 14:30. Please come back another day.")
        await visitor.press("2", "1")
        await visitor.on(RefusedPage)
        await visitor.reads("Queue numbers closed at 14:30.", "1 Back to the start")
        await visitor.press("1")
        await visitor.on(StartPage)


async def test_numbers_that_end_while_one_chooses_are_refused(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("2", "1", "1", "1")
        await visitor.reads("Yes, priority")
        await server.post("/day/stop-issuing")
        await visitor.press("2")
        await visitor.on(RefusedPage)
        await visitor.reads("No more numbers are given out today.", "1 Back to the start")
        assert (await server.desk()).tickets == ()


async def test_closed_day_tells_when_the_office_opens_again(tmp_path: Path) -> None:
    async with (
        running_server(tmp_path, PALEMBANG, clock="2026-06-21T09:00") as server,
        visitor_at(server) as visitor,
    ):
        await visitor.reads("Kantor tutup hari ini", "Senin, 22 Juni 2026")
        await visitor.reads("The office is closed today", "Monday, 22 June 2026")


async def test_ended_day_is_told(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await server.post("/day/stop-issuing")
        await visitor.reads("No more numbers are given out today.")
        await server.post("/day/end", left=0)
        await visitor.reads("Please come back another day.")


async def test_suspended_service_is_shown_and_explained(server: ServerHere) -> None:
    reasons = (await server.desk()).reasons.suspend
    await server.post(
        "/services/rekam-ktp/suspend", reason=reasons[0].id, until="2026-06-23T03:30:00Z"
    )
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("2")
        why = reasons[0].words["en"]
        await visitor.reads(f"e-ID biometric enrolment {why}, until 10:30")
        await visitor.press("1")
        await visitor.on(RefusedPage)
        await visitor.reads("e-ID biometric enrolment", "interrupted, probably until 10:30")
        await visitor.press("1")
        await visitor.on(ServicesPage)
        assert (await server.desk()).tickets == ()


async def test_service_elsewhere_says_where(server: ServerHere) -> None:
    async with visitor_at(server, (160, 50)) as visitor:
        await visitor.reads("English")
        await visitor.press("1", "+")
        await visitor.reads("Legalisir Di ")
        await visitor.touch_words("Legalisir")
        await visitor.on(RefusedPage)
        await visitor.reads("Legalisir", "Layanan ini ada di tempat lain: ")
        await visitor.press("2")
        await visitor.on(StartPage)


async def test_quota_that_ends_while_one_chooses_is_told(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    text = PALEMBANG.read_text()
    first = text.index('id = "rekam-ktp"')
    quota = text.index("quota = ", first)
    office.write_text(f"{text[:quota]}quota = 1\n{text[text.index(chr(10), quota) :]}")
    async with running_server(tmp_path, office) as server, visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("2", "1", "1", "1")
        await visitor.reads("Yes, priority")
        await server.issue("rekam-ktp")  # somebody else was quicker
        await visitor.press("2")
        await visitor.on(RefusedPage)
        await visitor.reads("Today's quota is used up. Please come back another day.")
        await visitor.press("1")
        await visitor.on(ServicesPage)
        await visitor.reads("e-ID biometric enrolment No numbers left today")
        await visitor.press("2")
        await visitor.has_papers()
        await visitor.reads("✓ e-ID card printing")


async def test_kiosk_without_a_key_sends_for_staff(server: ServerHere) -> None:
    async with visitor_at(server, key="") as visitor:
        await visitor.reads("English")
        await visitor.press("2", "1", "1", "1", "2")
        await visitor.on(RefusedPage)
        await visitor.reads("This machine gives no numbers now. Please ask a member of staff.")


async def test_midnight_on_the_way_begins_anew(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("2", "1", "1", "1")
        await visitor.reads("Yes, priority")
        visitor.hears_nothing_new()  # as where the news of the new day are still on their way
        await server.set_clock(datetime.fromisoformat("2026-06-24T09:00+07:00"))
        await visitor.press("2")
        await visitor.on(RefusedPage)
        await visitor.reads("That was for another day. Please start again.")
        await visitor.press("1")
        await visitor.on(StartPage)


async def test_storage_that_fails_for_a_moment_loses_nothing(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("2", "1", "1", "1")
        await visitor.reads("Yes, priority")
        with refused_storage(visitor):
            await visitor.press("2")
            await visitor.on(RefusedPage)
            await visitor.reads("This could not be saved.", "1 Try again")
        await visitor.press("1")
        await visitor.on(TicketPage)
        assert len((await server.desk()).tickets) == 1


def refused_storage(visitor):  # type: ignore[no-untyped-def]
    """The server refuses for want of storage; faults of the real storage are tested there."""
    from unittest.mock import patch

    from protocol.refusals import Refusal, RefusalCode

    async def refuse(*_: object) -> Refusal:
        return Refusal(RefusalCode.STORAGE_UNAVAILABLE)

    return patch.object(visitor.app.client, "command", refuse)
