"""A kiosk without its server in an office that gives places, on a day with masks."""

from dataclasses import replace
from pathlib import Path

from kiosk.screens.coming import ComingPage
from kiosk.screens.health import HealthPage
from kiosk.screens.party import PartyPage
from kiosk.screens.priority import PriorityPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.ticket import TicketPage
from tests.kiosk.driving import QUICK, visitor_at
from tests.kiosk.kept import StateFile
from tests.places import with_places
from tests.server_fixture import running_server


async def test_all_questions_are_asked_and_their_answers_handed_in(tmp_path: Path) -> None:
    kept = StateFile(tmp_path / "kiosk.db")
    times = replace(QUICK, server_seconds=0.3)
    async with (
        running_server(tmp_path, with_places(tmp_path, profile="new-normal")) as server,
        visitor_at(server, kept=kept, times=times) as visitor,
    ):
        await visitor.until(lambda: kept.leases() and kept.has_news())
        await server.stop()
        await visitor.until(lambda: visitor.app.offline)
        await visitor.press("1")
        await visitor.on(ServicesPage)
        await visitor.touch_words("Pengambilan")
        await visitor.has_papers()
        await visitor.reads("Tambah layanan lain")
        await visitor.press("1")
        await visitor.on(PriorityPage)
        await visitor.press("1")
        await visitor.on(PartyPage)
        await visitor.press("3")
        await visitor.on(HealthPage)
        await visitor.press("2")
        await visitor.on(ComingPage)
        await visitor.reads("Silakan minta masker", "Anda akan dilayani.")
        await visitor.press("1")
        page = await visitor.on(TicketPage)
        await visitor.reads("Tanyakan kepada petugas tempat menunggu.")
        await server.start()
        await visitor.until(lambda: all(answer for _, _, answer in kept.tickets()))
        (ticket,) = (await server.desk()).tickets
        assert (ticket.number, ticket.priority, ticket.party_size) == (page.reply.number, True, 3)
