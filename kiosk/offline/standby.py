"""The kiosk's readiness to go on without the server.

Owns what is known for that: the last news of the office, the leases, what time it is. While the
server is there it keeps them fresh, and hands in what was given without it. While it is away, it
tells the office as far as it can be told, and gives numbers: each is on the disk before anybody
sees it. A disk that is full, or read-only, never ends the program: then no number is given.
"""

import asyncio
import logging
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from kiosk.conversation.wishes import Wish
from kiosk.offline.clock import judge
from kiosk.offline.contact import Contact
from kiosk.offline.days import Present, present_day
from kiosk.offline.file import StoreError
from kiosk.offline.hall import as_offline
from kiosk.offline.log import close_log, open_log
from kiosk.offline.numbers import OfflineNumber, Press
from kiosk.offline.records import Anchor, Holding, Kept, Slip
from kiosk.offline.store import Store
from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import Clock, HallSnapshot

if TYPE_CHECKING:
    from kiosk.app import KioskApp

#: Between two looks: at the leases while the server is there, at the clock while it is away.
ROUND_SECONDS = 60.0
#: Between two looks at the leases of the next open day, of which nothing is given meanwhile.
AHEAD_SECONDS = 3600.0
_logger = logging.getLogger(__name__)


def machine_clock() -> datetime:
    """What this machine's own clock shows, right or wrong."""
    return datetime.now(UTC)


class Standby:
    """Of one kiosk, with its file at `path`."""

    def __init__(self, app: "KioskApp", path: Path) -> None:
        self._app = app
        self.store = Store(path)
        self._log = open_log(path.with_suffix(".log"))
        self._contact = Contact(app.client, self.store)
        self._hall: HallSnapshot | None = None
        self._holdings: dict[date, Holding] = {}
        self._look_ahead_at = 0.0
        self._kept = Kept()
        self._newest: datetime | None = None
        self._in_hand: set[str] = set()
        self._is_away = True
        self._lost_at = time.monotonic()
        self._changed = asyncio.Event()
        #: Since when the server is away, on the office's clock, as far as that is known.
        self.since: datetime | None = None
        self.is_doubtful = False

    # ------------------------------------------------------------ what the app tells

    def hear(self, hall: HallSnapshot) -> None:
        """News from the server itself."""
        self._hall, self._newest = hall, None
        if self._is_away:
            self._is_away, self.since, self.is_doubtful = False, None, False
            self._look_ahead_at = 0.0
            self._changed.set()

    def lose(self) -> None:
        """The server is away."""
        if not self._is_away:
            self._is_away, self._lost_at = True, time.monotonic()
            self.since = self._app.clock.now()
        self._changed.set()

    @property
    def away_seconds(self) -> float:
        """For how long the server has been away, in seconds of life; 0 while it is there."""
        return time.monotonic() - self._lost_at if self._is_away else 0.0

    def is_of_today(self, at: datetime) -> bool:
        """Whether a moment is of the office's present day."""
        zone, clock = self._app.zone, self._app.clock
        return clock.is_known and at.astimezone(zone).date() == clock.now().astimezone(zone).date()

    # ------------------------------------------------------------ giving numbers

    @property
    def can_give(self) -> bool:
        """Whether there are leases for the day as far as it is known here."""
        return self._present is not None

    async def give(self, wish: Wish, instead_of: str) -> OfflineNumber | Refusal | None:
        """A number for a press that the server did not answer; None: it must be waited for.

        `instead_of`: the id of the ticket that the server may have made for the same press.
        """
        present = self._present
        if present is None:
            return None
        grant = present.holding.grant
        if (refusal := self._why_not(wish)) is not None:
            return refusal
        slip: Slip = "assumed" if self._app.printer is not None else "shown"
        press = Press(wish, instead_of, self._now(), self.is_doubtful, slip)
        try:
            ticket = await self.store.give(wish.services[0], grant.day, press.as_ticket)
            self._holdings[grant.day] = Holding(grant, await self.store.held(grant.day))
        except StoreError as error:
            _logger.warning("number not kept: %s", error)
            return Refusal(RefusalCode.NUMBER_NOT_KEPT)
        if ticket is None:
            return Refusal(RefusalCode.LEASE_USED_UP, {"service": {}})
        self._in_hand.add(ticket.ticket_id)
        self._newest = ticket.issued_at
        return OfflineNumber(ticket.ticket_id, ticket.number, grant.url_prefix + ticket.token)

    async def settle(self, ticket_id: str, slip: Slip) -> None:
        """The visitor has the number; `slip` is what became of the paper. It may be handed in."""
        try:
            await self.store.note_slip(ticket_id, slip)
        except StoreError as error:
            _logger.warning("slip not noted: %s", error)
        self._in_hand.discard(ticket_id)
        self._changed.set()

    def _why_not(self, wish: Wish) -> Refusal | None:
        told = self._tell()
        if told is None or told.refusal is not None:
            return told.refusal if told is not None else None
        refusals = {service.id: service.refusal for service in told.services}
        first, *others = wish.services
        refusal = refusals.get(first)
        for each in others:
            other = refusals.get(each)
            if other is not None and other.code is not RefusalCode.LEASE_USED_UP:
                refusal = refusal or other
        return refusal

    @property
    def _present(self) -> Present | None:
        """The day that it is, as far as that can be told, where this kiosk holds any leases."""
        clock = self._clock()
        if self._hall is None:
            return None
        return present_day(self._hall, self._holdings, clock.now if clock is not None else None)

    def _now(self) -> datetime:
        """Never before the last number that was given here."""
        now = self._app.clock.now()
        return max(now, self._newest or now)

    # ------------------------------------------------------------ in the background

    async def run(self) -> None:
        """Keep ready, for as long as the app runs."""
        await self._load()
        if self._app.connected and self._app.hall is not None:
            self.hear(self._app.hall)  # the news came before there was anybody to hear them
        while True:
            self._changed.clear()
            try:
                await (self._meet() if self._app.connected else self._go_on())
            except StoreError as error:
                _logger.warning("nothing can be kept: %s", error)
            try:
                async with asyncio.timeout(ROUND_SECONDS):
                    await self._changed.wait()
            except TimeoutError:
                pass

    async def close(self) -> None:
        """Let go of the files."""
        await self.store.close()
        close_log(self._log)

    async def _load(self) -> None:
        """What the last run of the program knew; news that have come meanwhile are newer."""
        try:
            self._kept = kept = await self.store.kept()
        except StoreError as error:
            _logger.warning("nothing can be read: %s", error)
            return
        self._holdings = {each.day: each for each in kept.holdings}
        if self._hall is None:
            self._hall, self._newest = kept.hall, kept.newest

    async def _meet(self) -> None:
        """The server is there: hand in, get leases, keep the news."""
        hall = self._app.hall
        if hall is None or self._is_away:
            return  # the news follow
        await self._contact.hand_in(self._in_hand, until=hall.id.day)
        await self._app.slips.confirming.recover()
        await self._renew_leases(hall.id.day)
        if self._app.connected and self._hall is not None:
            clock = self._app.clock
            anchor = Anchor(clock.now(), machine_clock(), clock.speed, clock.is_rehearsal)
            await self.store.keep_news(self._hall, anchor)

    async def _renew_leases(self, today: date) -> None:
        """Those of today each time; those of the next open day where it is another, or seldom."""
        renewed = await self._contact.renew_leases(today)
        if renewed is None:
            return
        reply, holding = renewed
        ahead = self._holdings.get(reply.next_day) if reply.next_day is not None else None
        self._holdings = {each.day: each for each in (holding, ahead) if each is not None}
        is_due = ahead is None or time.monotonic() >= self._look_ahead_at
        if reply.next_day is None or not is_due:
            return
        renewed = await self._contact.renew_leases(reply.next_day)
        if renewed is not None:
            self._holdings[reply.next_day] = renewed[1]
            self._look_ahead_at = time.monotonic() + AHEAD_SECONDS

    async def _go_on(self) -> None:
        """The server is away: tell what is known without it, and that it is so late."""
        told = self._tell()
        if told is None or not self._app.offline:
            return
        self._app.take_offline(told)
        await self.store.keep_moment(self._now())

    def _tell(self) -> HallSnapshot | None:
        """The office as it can be told now; None where nothing is known of it."""
        hall = self._hall
        clock = self._clock()
        if hall is None or clock is None:
            return None
        present = present_day(hall, self._holdings, clock.now)
        return structs.replace(hall, clock=clock) if present is None else as_offline(present, clock)

    def _clock(self) -> Clock | None:
        """The office's clock, judged where the server has not told it since the start."""
        clock, kept = self._app.clock, self._kept
        if clock.is_known:
            return Clock(clock.now(), clock.speed, clock.is_rehearsal)
        if kept.anchor is None:
            return None
        judged = judge(kept.anchor, kept.newest, machine_clock())
        self.is_doubtful = judged.is_doubtful
        self.since = kept.anchor.office_at
        return judged.clock
