"""Screens left alone: a warning, then the start; a ticket stays for its time."""

from dataclasses import replace

from kiosk.patience import Patience, Times
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from tests.kiosk.driving import QUICK, visitor_at
from tests.server_fixture import ServerHere


class HandClock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_patience_runs_down_from_the_last_touch() -> None:
    clock = HandClock()
    patience = Patience(clock)
    assert (patience.left_seconds, patience.left_share) == (None, 1.0)
    patience.start(30)
    clock.now = 15
    assert (patience.left_seconds, patience.left_share) == (15, 0.5)
    patience.touch()
    assert patience.left_seconds == 30
    clock.now = 100
    assert (patience.left_seconds, patience.left_share) == (0, 0)
    patience.start(None)
    assert patience.left_seconds is None


async def test_screen_left_alone_warns_and_goes_back(server: ServerHere) -> None:
    clock = HandClock()
    async with visitor_at(server) as visitor:
        visitor.app.patience = Patience(clock)
        await visitor.reads("English")
        await visitor.press("2")
        await visitor.on(ServicesPage)
        clock.now += Times().idle_seconds - 10
        await visitor.reads("Still there? Touch the screen.")
        await visitor.press("down")  # any key extends
        await visitor.reads("Touch a field or press its number.")
        clock.now += Times().idle_seconds - 10
        await visitor.reads("Still there?")
        clock.now += 11
        await visitor.on(StartPage)
        await visitor.reads("09.00 WIB")


async def test_start_never_ends(server: ServerHere) -> None:
    clock = HandClock()
    async with visitor_at(server) as visitor:
        visitor.app.patience = Patience(clock)
        await visitor.reads("English")
        start = visitor.app.screen
        clock.now += 100_000
        for _ in range(3):
            visitor.app._tick()
            await visitor.pilot.pause()
        assert visitor.app.screen is start
        assert "Still there" not in visitor.words


async def test_ticket_stays_for_its_time_and_any_key_holds_it(server: ServerHere) -> None:
    clock = HandClock()
    async with visitor_at(server) as visitor:
        visitor.app.patience = Patience(clock)
        page = await visitor.take_number()
        clock.now += 20
        await visitor.until(lambda: page.query_one("TimeBar").share < 0.4)  # type: ignore[attr-defined]
        await visitor.press("enter")
        await visitor.until(lambda: page.query_one("TimeBar").share == 1)  # type: ignore[attr-defined]
        clock.now += 20
        await visitor.touch("#ticket-code")
        await visitor.until(lambda: page.query_one("TimeBar").share == 1)  # type: ignore[attr-defined]
        assert isinstance(visitor.app.screen, TicketPage)
        clock.now += 31
        await visitor.on(StartPage)


async def test_second_touch_of_the_same_finger_does_nothing(server: ServerHere) -> None:
    async with visitor_at(server, times=replace(QUICK, settle_seconds=30)) as visitor:
        await visitor.touch_words("English")
        await visitor.on(ServicesPage)
        await visitor.touch_words("e-ID biometric enrolment")
        await visitor.pilot.pause()
        assert isinstance(visitor.app.screen, ServicesPage)
        await visitor.press("1")
        await visitor.has_papers()
        await visitor.reads("Your choice")
