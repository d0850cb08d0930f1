"""Whose a key is: looked up in memory, and heard of within a second when that has changed.

Every request with a key comes by here, so it costs one hash and one look-up. What is remembered
holds until a version in the database says that somebody's rights have changed, here or at another
server; then all of it is forgotten, and whoever follows a stream is looked up anew. Where the
database is out of reach, what is remembered holds for `TRUST_SECONDS`, and then nobody is known.

A session is used by every request and by every stream that is open with it; the moment is written
down once a minute. Idle sessions end by the wall clock, whatever a rehearsal's clock shows.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import (
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
    nullcontext,
    suppress,
)
from datetime import UTC, datetime

import structlog
from msgspec import Struct

from server.access import devices, sessions
from server.access.changes import version_of_access
from server.access.devices import find_device
from server.access.roles import Kind, Principal
from server.access.secrets import hash_of
from server.access.sessions import end_idle_sessions, find_session
from server.journal.errors import StorageError
from server.journal.session import Engine

LOG = structlog.get_logger("antrean.who")

LOOK_SECONDS = 1.0
"""How often the version is looked at: revoking holds everywhere after twice as long at most."""
TRUST_SECONDS = 15.0
NOTE_SECONDS = 60.0
FORGET_SESSIONS_AFTER = 30 * 24 * 3600.0
"""Idle sessions stay in the database so much longer than they are good, for whoever sets more."""


class Known(Struct):
    """A key that is good. `used` is the moment of its last use, in seconds since 1970.

    `generation`: how often all had been forgotten before it was looked up.
    """

    key_hash: str
    principal: Principal
    generation: int
    used: float
    noted: float

    @property
    def is_session(self) -> bool:
        """Whether it is of a member of staff, and so may be idle too long."""
        return self.principal.kind is Kind.STAFF


NO_KEY = nullcontext()
"""What most streams are open with: one for all of them."""


class Follower:
    """A stream that is open with a key."""

    def __init__(self, known: Known, end: Callable[[], None]) -> None:
        self.known, self.end = known, end


class Credentials:
    """The keys that are good."""

    def __init__(
        self, engine: Engine, idle_seconds: float, clock: Callable[[], float] = time.time
    ) -> None:
        """`clock`: seconds since 1970, in life."""
        self._engine, self._idle_seconds, self._clock = engine, idle_seconds, clock
        self._known: dict[str, Known] = {}
        self._unnoted: dict[str, Known] = {}
        self._followers: set[Follower] = set()
        self._generation = 0
        self._version: int | None = None
        self._heard = self._noted = clock()

    def now(self) -> datetime:
        """The moment in life."""
        return datetime.fromtimestamp(self._clock(), UTC)

    async def find(self, key: str) -> Known | None:
        """Whose a key is; None if it is, or has become, good for nothing.

        Raises StorageError.
        """
        return await self.find_by_hash(hash_of(key))

    async def find_by_hash(self, key_hash: str) -> Known | None:
        """As `find`, by what is kept of the key; this is a use of it."""
        now = self._clock()
        known = self._known.get(key_hash)
        if known is None or self._is_idle(known, now):
            known = await self._read(key_hash, now)
            if known is None:
                return None
        known.used = now
        return known

    def following(
        self, known: Known | None, end: Callable[[], None]
    ) -> AbstractContextManager[None]:
        """A stream is open inside the `with`: it uses the key, and ends when the key does."""
        return NO_KEY if known is None else self._following(Follower(known, end))

    @contextmanager
    def _following(self, follower: Follower) -> Iterator[None]:
        self._followers.add(follower)
        try:
            yield
        finally:
            self._followers.discard(follower)

    async def forget(self) -> None:
        """Somebody's rights have changed: know nobody, and look again at who follows a stream."""
        self._generation += 1
        self._unnoted.update(self._known)
        self._known.clear()
        await self._look_at_followers()

    async def look(self) -> None:
        """See whether rights have changed anywhere, and write down uses now and then."""
        try:
            async with self._engine.reading() as session:
                version = await version_of_access(session)
            if version != self._version:
                await self.forget()
                self._version = version
            await self._look_at_followers()
            self._heard = self._clock()
            if self._heard - self._noted >= NOTE_SECONDS:
                await self.note_uses()
        except StorageError as error:
            LOG.warning("access_not_read", error=type(error).__name__)
            if self._clock() - self._heard > TRUST_SECONDS:
                self._generation += 1
                self._unnoted.update(self._known)
                self._known.clear()

    async def note_uses(self) -> None:
        """Write down when each key was last used. Raises StorageError."""
        now = self._noted = self._clock()
        for follower in self._followers:
            follower.known.used = now
        used = {**self._unnoted, **self._known}
        for follower in self._followers:
            used[follower.known.key_hash] = follower.known
        fresh = [known for known in used.values() if known.used > known.noted]
        self._unnoted.clear()
        async with self._engine.transaction() as transaction:
            for statement, wanted in ((sessions.NOTE_USE, True), (devices.NOTE_USE, False)):
                rows = [_noted(known) for known in fresh if known.is_session is wanted]
                if rows:
                    await transaction.write(statement, rows)
            await end_idle_sessions(transaction, _moment(now - self._oldest_kept))
            await transaction.commit()
        for known in fresh:
            known.noted = known.used

    @property
    def _oldest_kept(self) -> float:
        return self._idle_seconds + FORGET_SESSIONS_AFTER

    async def _read(self, key_hash: str, now: float) -> Known | None:
        """Look a key up in the database; what is found there is remembered.

        Unless rights changed meanwhile: then it may be old already, and is good this once.
        """
        generation = self._generation
        async with self._engine.reading() as session:
            if found := await find_session(session, key_hash):
                account = found.account
                principal = Principal(
                    Kind.STAFF,
                    account.account_id,
                    account.name,
                    roles=account.roles,
                    must_change_password=account.must_change_password,
                )
                used_at = found.used_at
            elif device := await find_device(session, key_hash):
                kind = Kind(device.kind)
                principal = Principal(kind, device.name, device.name, device.office)
                used_at = device.used_at
            else:
                return None
        known = Known(key_hash, principal, generation, used_at.timestamp(), used_at.timestamp())
        if (unnoted := self._unnoted.get(key_hash)) is not None:
            known.used = max(known.used, unnoted.used)
        if self._is_idle(known, now):
            return None
        if generation == self._generation:
            self._known[key_hash] = known
        return known

    def _is_idle(self, known: Known, now: float) -> bool:
        return known.is_session and now - known.used > self._idle_seconds

    async def _look_at_followers(self) -> None:
        """Look up anew whoever was looked up before all was forgotten."""
        for follower in tuple(self._followers):
            if follower.known.generation != self._generation:
                await self._look_at(follower)

    async def _look_at(self, follower: Follower) -> None:
        """End a stream whose key is no longer good, or good for something else."""
        known = follower.known
        known.used = self._clock()
        self._unnoted[known.key_hash] = known
        found = await self.find_by_hash(known.key_hash)
        if found is None or found.principal != known.principal:
            follower.end()
        else:
            follower.known = found


@asynccontextmanager
async def keeping(credentials: Credentials) -> AsyncIterator[None]:
    """Hear of changes and write down uses, inside the `async with`."""
    task = asyncio.create_task(_look_on(credentials), name="keeping-credentials")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        with suppress(StorageError):
            await credentials.note_uses()


async def _look_on(credentials: Credentials) -> None:
    while True:
        await credentials.look()
        await asyncio.sleep(LOOK_SECONDS)


def _noted(known: Known) -> tuple[datetime, str, datetime]:
    used = _moment(known.used)
    return used, known.key_hash, used


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
