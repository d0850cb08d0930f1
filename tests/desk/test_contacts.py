"""Personal data at both desks: masked beside the ticket, in full with a reason, erased."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.asking_office import NIK, PHONE, asking_office
from tests.desk.conftest import OpenDesk
from tests.desk.waiting import asks, idle, until
from tests.server_fixture import ServerHere, running_server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, asking_office(tmp_path)) as running:
        yield running


async def test_data_is_masked_then_shown_with_a_reason_then_erased(
    server: ServerHere, open_desk: OpenDesk
) -> None:
    ticket = await server.issue("akta", contacts={"phone": PHONE, "nik": NIK})
    await server.issue("pengambilan")
    async with open_desk(language="en") as desk:
        await desk.press("/")
        await until(lambda: asks(desk, "Search"))
        await desk.enter(ticket.number)
        await until(lambda: asks(desk, "Mobile number: 0812••••34"))
        assert PHONE not in await desk.asked()
        await desk.press("o")
        await until(lambda: asks(desk, "To reach the visitor"))
        await desk.press("1")
        await until(lambda: asks(desk, f"Mobile number: {PHONE}"))
        await until(lambda: asks(desk, f"NIK: {NIK}"))
        await desk.press("1")
        await idle(desk)
        await desk.press("/")
        await until(lambda: asks(desk, "Search"))
        await desk.enter(ticket.number)
        await until(lambda: asks(desk, "Erase the personal data"))
        await desk.press("x")
        await until(lambda: asks(desk, f"Erase the personal data of {ticket.number}?"))
        await desk.press("2")

        async def is_erased() -> bool:
            return (await server.ticket(ticket.token)).contacts == ()

        await until(is_erased)
