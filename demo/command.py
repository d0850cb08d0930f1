"""`antrean demo`: one command, and an office is at work."""

import asyncio
import select
import signal
import sys
import tempfile
from contextlib import AsyncExitStack, aclosing
from datetime import date, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from demo.addresses import address_lines
from demo.crowd import Crowd, wait_until
from demo.running import RunningServer, ServerStartError, throw_away_server
from demo.staff import Clerk, Hall, shifts_of
from demo.supervisor import Supervisor
from kiosk.app import KioskApp
from protocol.snapshots import DeskSnapshot
from server.configuration import OfficeSettings, load_office
from server.simulation.arrivals import ServiceTimes, Visitor, visitors_of_a_day
from terminal.client import Client
from terminal.clock import OfficeClock
from terminal.stream import Arrived, Devices

A_DAY = date(2026, 6, 23)
"""A working Tuesday."""

DEMAND = {
    "pengambilan": 0.30,
    "permohonan": 0.25,
    "perubahan": 0.17,
    "akta": 0.08,
    "informasi": 0.20,
}
"""How the visitors of `examples/busy-day.toml` divide among its services; its head explains."""

BEFORE_NUMBERS = timedelta(minutes=1)
TELL_EVERY = timedelta(minutes=15)
READING_SECONDS = 15
"""How long the addresses stand before the kiosk covers them."""


@click.command()
@click.option("--speed", default=10.0, show_default=True, help="Office seconds per second of life.")
@click.option("--visitors", default=860, show_default=True, help="How many come during the day.")
@click.option("--port", type=int, help="Where it listens.  [default: 8080, or any free one]")
@click.option("--until", metavar="HH:MM", help="Stop when the office's clock shows this.")
@click.option(
    "--seed", default=1, show_default=True, help="The same seed brings the same visitors."
)
@click.option("--headless", is_flag=True, help="No kiosk in front, even on a terminal.")
def demo(
    speed: float, visitors: int, port: int | None, until: str | None, seed: int, headless: bool
) -> None:
    """Run a whole busy day of an office on this machine, ten times as fast as life.

    A real server on a throw-away SQLite file, visitors who arrive as on a real busy day, and
    clerks at twelve counters. On a terminal the kiosk opens in front: take a number among them.
    Leave with Ctrl+Q.
    """
    with as_file(files("demo").joinpath("office.toml")) as office:
        settings = load_office(office)
        # The kiosk is drawn on standard error: a log there would have it, and nobody would see it.
        terminal = (sys.stdin, sys.stdout, sys.stderr)
        show_kiosk = all(each.isatty() for each in terminal) and not headless
        day = Demo(settings, office, speed=speed, visitors=visitors, port=port, seed=seed)
        try:
            asyncio.run(day.run(_moment(settings, until), show_kiosk=show_kiosk))
        except ServerStartError as error:
            raise click.ClickException(str(error)) from error
        except (KeyboardInterrupt, asyncio.CancelledError):
            click.echo("Stopped.")


class Demo:
    """One run of the demo."""

    def __init__(
        self,
        settings: OfficeSettings,
        office_file: Path,
        *,
        speed: float,
        visitors: int,
        port: int | None,
        seed: int,
    ) -> None:
        """Nothing starts before `run`."""
        self._settings, self._file = settings, office_file
        self._speed, self._count, self._port, self._seed = speed, visitors, port, seed
        self._schedule = settings.schedule(A_DAY)
        self._clock, self._hall = OfficeClock(), Hall()

    async def run(self, until: datetime | None, *, show_kiosk: bool) -> None:
        """The day, until its end, `until`, or the person at the kiosk has had enough.

        A signal to stop cancels it, so that the server it started stops, too.
        """
        task = asyncio.current_task()
        for told in (signal.SIGTERM, signal.SIGHUP):
            if task is not None:
                asyncio.get_running_loop().add_signal_handler(told, task.cancel)
        with tempfile.TemporaryDirectory(prefix="antrean-demo-") as folder:
            start = self._numbers_from().astimezone(self._zone) - BEFORE_NUMBERS
            async with throw_away_server(
                self._file,
                self._settings.office.id,
                Path(folder),
                self._port,
                start,
                self._speed,
            ) as server:
                self._tell_addresses(server, show_kiosk=show_kiosk)
                await self._live(server, until, show_kiosk=show_kiosk)

    async def _live(
        self, server: RunningServer, until: datetime | None, *, show_kiosk: bool
    ) -> None:
        office_id, people = self._settings.office.id, server.people
        async with AsyncExitStack() as open_ones:

            async def client(key: str, kind: str, name: str) -> Client:
                asking = Client(server.url, office_id, key, kind, name)
                return await open_ones.enter_async_context(asking)

            front_kiosk, *others = people.kiosks.items()
            desks = await client(people.session, "desk", "demo")
            kiosks = [await client(key, "kiosk", name) for name, key in others]
            crowd = Crowd(kiosks, self._clock, A_DAY, self._visitors())
            supervisor = Supervisor(desks, server.database)
            following = asyncio.create_task(self._follow(desks, supervisor))
            await self._hall.at_least(0)
            clerks = self._clerks(desks, crowd)
            work = asyncio.create_task(self._work(crowd, clerks))
            beside = [
                asyncio.create_task(self._tell(crowd, clerks, quiet=show_kiosk)),
                asyncio.create_task(supervisor.work()),
            ]
            front = [work, following]
            if until is not None:
                front.append(asyncio.create_task(wait_until(self._clock, until)))
            if show_kiosk:
                await self._let_read(crowd)
                name, key = front_kiosk
                app = KioskApp(Client(server.url, office_id, key, "kiosk", name))
                front.append(asyncio.create_task(_show(app)))
            try:
                await asyncio.wait(front, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (*front, *beside):
                    task.cancel()
                ended = await asyncio.gather(*front, *beside, return_exceptions=True)
            for fault in ended:
                if isinstance(fault, Exception):
                    raise fault
            await self._tell_once(crowd, clerks)

    async def _let_read(self, crowd: Crowd) -> None:
        """Before the kiosk covers the addresses: a first ticket's, and time to note them."""
        await crowd.somebody_came.wait()
        click.echo(f"  ticket page    {crowd.last_url}")
        click.echo(f"Press Enter for the kiosk; it opens by itself in {READING_SECONDS} s.")
        await asyncio.to_thread(_wait_for_enter, READING_SECONDS)

    async def _work(self, crowd: Crowd, clerks: list[Clerk]) -> None:
        plans = {counter.id: counter.plan for counter in self._settings.office.counters}
        async with asyncio.TaskGroup() as people:
            people.create_task(crowd.come())
            for clerk in clerks:
                plan = [(span.opens, span.closes) for span in plans[clerk.counter_id]]
                shifts = shifts_of(plan, self._numbers_from(), self._settings.office.timezone)
                people.create_task(clerk.work(shifts))

    async def _follow(self, client: Client, supervisor: Supervisor) -> None:
        """Keep the clock right and the desks' screens new."""
        async with aclosing(client.stream("desk/stream", DeskSnapshot)) as events:
            async for event in events:
                if isinstance(event, Arrived):
                    self._clock.set(event.snapshot.hall.clock)
                    await self._hall.show(event.snapshot)
                elif isinstance(event, Devices):
                    supervisor.see(event.devices)

    async def _tell(self, crowd: Crowd, clerks: list[Clerk], *, quiet: bool) -> None:
        """A line now and then; the kiosk in front must not be written over."""
        if quiet:
            return
        await crowd.somebody_came.wait()
        click.echo(f"  ticket page    {crowd.last_url}")
        while True:
            await wait_until(self._clock, self._clock.now() + TELL_EVERY)
            await self._tell_once(crowd, clerks)

    async def _tell_once(self, crowd: Crowd, clerks: list[Clerk]) -> None:
        snapshot = await self._hall.at_least(0)
        now = self._clock.now().astimezone(self._zone)
        click.echo(
            f"{now:%H:%M}  came {crowd.came}, refused {crowd.refused}, "
            f"waiting {snapshot.hall.waiting}, services finished "
            f"{sum(clerk.served for clerk in clerks)}, calls "
            f"{snapshot.hall.calls[0].call if snapshot.hall.calls else 0}"
        )

    def _tell_addresses(self, server: RunningServer, *, show_kiosk: bool) -> None:
        office = self._settings.office
        click.echo(f"{office.name}, {self._speed:g} times as fast as life")
        has_door, passwords = office.hall is not None, server.people.passwords
        for line in address_lines(server.url, office.id, passwords, has_door=has_door):
            click.echo(line)
        if show_kiosk:
            click.echo("The kiosk opens in front of this as soon as the first visitor has come.")
        else:
            click.echo("No terminal, or --headless: running without the kiosk. Stop with Ctrl+C.")

    def _clerks(self, client: Client, crowd: Crowd) -> list[Clerk]:
        return [
            Clerk(
                client,
                self._clock,
                self._hall,
                counter.id,
                ServiceTimes(self._seed * 100 + index),
                crowd.absent,
            )
            for index, counter in enumerate(self._settings.office.counters)
        ]

    def _visitors(self) -> list[Visitor]:
        office, schedule = self._settings.office, self._schedule
        until = schedule.tickets_until or self._numbers_from()
        return visitors_of_a_day(
            self._count,
            self._numbers_from(),
            until - timedelta(minutes=1),
            DEMAND,
            office.languages,
            self._seed,
        )

    def _numbers_from(self) -> datetime:
        if self._schedule.tickets_from is None:
            raise ServerStartError(f"the demo's office is closed on {A_DAY}")
        return self._schedule.tickets_from

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._settings.office.timezone)


def _wait_for_enter(seconds: float) -> None:
    if select.select([sys.stdin], [], [], seconds)[0]:
        sys.stdin.readline()


async def _show(app: KioskApp) -> None:
    await app.run_async()


def _moment(settings: OfficeSettings, text: str | None) -> datetime | None:
    """A time of the demo's day. Raises click.BadParameter if it is none."""
    if text is None:
        return None
    try:
        time = datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a wall clock
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no time such as 09:30") from error
    return datetime.combine(A_DAY, time, ZoneInfo(settings.office.timezone))
