"""The display's voice on a terminal: it fetches the sound of each call and plays it.

Owns the order of things: one announcement at a time, as `announcing` says, then who is asked to
come in, as `asking_in` says; the chime and the sentence in one sound, as loud as the office wants
it. Promises that nothing of it holds up the screen, and to say how the loudspeaker is (`state`).
"""

import asyncio
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

from displays.announcing import Announcement, Announcing, is_speaker
from displays.asking_in import AskingIn
from displays.zone import find_display, narrow
from protocol.refusals import Refusal
from protocol.snapshots import ComeInView, HallSnapshot
from speech.chime import chime
from speech.wav import NotWavError, Sound, decode, encode, join, silence
from terminal.client import Client
from terminal.clock import OfficeClock
from terminal.player import NONE_INSTALLED, Player

AFTER_CHIME_SECONDS = 0.15
SECOND_TRY_SECONDS = 0.4
PAUSE_SECONDS = 0.25
"""After each call, so that two are never heard as one."""


class CallSpeaker:
    """Says the calls of one display's part of the hall."""

    def __init__(
        self,
        client: Client,
        clock: OfficeClock,
        player: Player,
        on_state: Callable[[], None],
    ) -> None:
        """`on_state` is called whenever `state` is another."""
        self._client = client
        self._clock = clock
        self._on_state = on_state
        self._player = player
        self._announcing = Announcing()
        self._asking_in = AskingIn()
        self._hall: HallSnapshot | None = None
        self._speaks = False
        self._news = asyncio.Event()
        self._chime: Sound | None = None
        self._told: str | None = None

    @property
    def state(self) -> str | None:
        """What the machine reports of its sound: ready, silent, none_installed; None: not asked."""
        return self._player.state if self._speaks else None

    def take(self, hall: HallSnapshot) -> None:
        """Take a snapshot of the whole hall."""
        name = self._client.name
        self._speaks = is_speaker(hall.office, name)
        self._hall = narrow(hall, find_display(hall.office, name))
        self._announcing.take(self._hall, time.monotonic(), self._speaks)
        self._asking_in.take(hall, name)
        self._news.set()
        self._tell()

    async def run(self) -> None:
        """Say what there is to say, for as long as the app runs."""
        while True:
            await self._news.wait()
            self._news.clear()
            while await self._say_next():
                pass

    async def say_trial(self) -> None:
        """Play the test, as loud as a call."""
        sound = await self._fetch("speech/test")
        if sound is not None:
            await self._play(sound)

    async def _say_next(self) -> bool:
        """Say one thing, calls first; gives whether there was anything to say."""
        if self._hall is None:
            return False
        moment = self._clock.now().astimezone(ZoneInfo(self._hall.office.timezone))
        time_of_day = f"{moment:%H:%M}"
        if (announcement := self._announcing.next(time.monotonic(), time_of_day)) is not None:
            await self._announce(announcement)
        elif (asked := self._asking_in.next(time_of_day)) is not None:
            await self._ask_in(asked)
        else:
            return False
        return True

    async def _ask_in(self, asked: ComeInView) -> None:
        """Ask somebody to come in; a call that comes meanwhile silences it at once."""
        if self._player.state == NONE_INSTALLED:
            return
        playing = asyncio.create_task(self._play_come_in(asked))
        try:
            while not playing.done():
                news = asyncio.create_task(self._news.wait())
                await asyncio.wait({playing, news}, return_when=asyncio.FIRST_COMPLETED)
                news.cancel()
                self._news.clear()
                if self._announcing.has_calls and not playing.done():
                    self._asking_in.put_back(asked)
                    return
            await playing
        finally:
            playing.cancel()
            await asyncio.wait({playing})

    async def _play_come_in(self, asked: ComeInView) -> None:
        sound = await self._fetch(f"come-in/{asked.number}/speech")
        if sound is not None:
            parts = [await self._fetch_chime(), silence(AFTER_CHIME_SECONDS), sound]
            await self._play(join(parts))
            await asyncio.sleep(PAUSE_SECONDS)

    async def _announce(self, announcement: Announcement) -> None:
        if self._player.state == NONE_INSTALLED:
            return  # the bar says so; there is no use in asking for sounds
        call = await self._fetch_suitable(announcement)
        parts = [await self._fetch_chime(), silence(AFTER_CHIME_SECONDS)]
        if announcement.with_chime or call is None:
            await self._play(join([*parts, call] if call is not None else parts))
        else:
            await self._play(call)
        await asyncio.sleep(PAUSE_SECONDS)

    async def _fetch_suitable(self, intended: Announcement) -> Sound | None:
        """The sound of a call, shorter than intended where it would take too long."""
        call = await self._fetch_call(intended)
        if call is None:
            return None
        now, length = time.monotonic(), call.seconds + PAUSE_SECONDS
        announcement = self._announcing.measured(intended, length, now)
        return call if announcement == intended else await self._fetch_suitable(announcement)

    async def _fetch_call(self, announcement: Announcement) -> Sound | None:
        if announcement.brevity is None or self._hall is None:
            return None
        identity = self._hall.id
        path = f"calls/{announcement.call}/speech"
        query = {
            "short": str(int(announcement.brevity)),
            "of": f"{identity.epoch}.{identity.day.isoformat()}",
        }
        sound = await self._fetch(path, **query)
        if sound is None:  # of several servers this one may not have heard of the call yet
            await asyncio.sleep(SECOND_TRY_SECONDS)
            sound = await self._fetch(path, **query)
        return sound

    async def _fetch_chime(self) -> Sound:
        """The office's chime; ours where it cannot be had."""
        if self._chime is None:
            self._chime = await self._fetch("speech/chime")
        return self._chime or chime()

    async def _fetch(self, path: str, **query: str) -> Sound | None:
        content = await self._client.get_bytes(path, **query)
        if isinstance(content, Refusal):
            return None
        try:
            return await asyncio.to_thread(decode, content)
        except NotWavError:
            return None

    async def _play(self, sound: Sound) -> None:
        volume = self._hall.office.announcements.volume / 100 if self._hall else 1.0
        await self._player.play(await asyncio.to_thread(_as_loud, sound, volume))
        self._tell()

    def _tell(self) -> None:
        if self.state != self._told:
            self._told = self.state
            self._on_state()


def _as_loud(sound: Sound, volume: float) -> bytes:
    return encode(sound.scaled(volume))
