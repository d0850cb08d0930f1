"""Passwords: which are good enough, and how they are kept and checked.

argon2id costs some hundred milliseconds and 64 MiB by design. So it is done in one thread, one
password after the other: however many are tried at once, the hall keeps all processors but one
and nearly all memory. Beyond `MOST_WAITING` nobody may wait any more.
"""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from protocol.refusals import Refusal, RefusalCode

T = TypeVar("T")

LEAST_LENGTH = 10
MOST_LENGTH = 200
LEAST_VARIETY = 5
MOST_WAITING = 24
"""How many may wait for the thread: a whole office that signs in at eight o'clock."""
BUSY_SECONDS = 5

_ABSENT = (
    "$argon2id$v=19$m=65536,t=3,p=1$yp5ETuSS6X7FRQ7r7bjTOw"
    "$55wLM2yfk1IQjNMTFXLHA4E9nMlEmbIpjF7qAzLWANE"
)
"""What a password is checked against where there is no such account, so that it takes as long."""


class PasswordsBusyError(Exception):
    """Too many passwords wait to be checked."""


class Passwords:
    """Keeps and checks passwords. Close it."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=1)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="passwords")
        self._waiting = 0

    async def keep(self, password: str) -> str:
        """What is kept of a password. Raises PasswordsBusyError."""
        return await self._in_thread(lambda: self._hasher.hash(_plain(password)))

    async def fits(self, password: str, kept: str | None) -> bool:
        """Whether it is the password; for no account at all it takes as long, and is not.

        Raises PasswordsBusyError.
        """
        return await self._in_thread(lambda: self._fits(_plain(password), kept or _ABSENT))

    def is_outdated(self, kept: str) -> bool:
        """Whether it was kept in an older way and should be kept anew."""
        return self._hasher.check_needs_rehash(kept)

    def close(self) -> None:
        """No more passwords."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _fits(self, password: bytes, kept: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (Argon2Error, InvalidHashError):
            return False

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if self._waiting >= MOST_WAITING:
            raise PasswordsBusyError
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._waiting -= 1


def why_too_weak(password: str, account: str, former: str) -> Refusal | None:
    """Why a password of an account is not good enough in place of its former; None if it is."""
    plain = unicodedata.normalize("NFKC", password)
    is_long = LEAST_LENGTH <= len(plain) <= MOST_LENGTH
    is_varied = len(set(plain)) >= LEAST_VARIETY
    if is_long and is_varied and account not in plain.lower() and password != former:
        return None
    return Refusal(RefusalCode.PASSWORD_TOO_WEAK, {"least": LEAST_LENGTH})


def _plain(password: str) -> bytes:
    """The same bytes however a keyboard composed its letters."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
