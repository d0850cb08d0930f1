"""Whether an earphone is plugged in, where the machine can tell.

Linux tells it in several ways, by driver; so the kiosk is given either a file to read or a command
to run, and looks for the words that those use:

    /sys/class/extcon/extcon0/state                       HEADPHONE=1
    amixer -c 0 cget iface=CARD,name='Headphone Jack'     : values=on
"""

import asyncio
import re
import shlex
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

LOOK_SECONDS = 1.0
PATIENCE_SECONDS = 3.0
_PLUGGED = re.compile(r"\b(?:JACK_)?HEADPHONE=1\b|\bvalues=on\b|^\s*(?:1|on)\s*$", re.IGNORECASE)


class Earphone:
    """`source`: the path of a file, or a command with its arguments; no shell reads it."""

    def __init__(self, source: str, look_seconds: float = LOOK_SECONDS) -> None:
        self.source = source
        self.look_seconds = look_seconds

    async def changes(self) -> AsyncIterator[bool]:
        """Each change, for ever; the first one when an earphone is found plugged in."""
        was_plugged = False
        while True:
            is_plugged = says_plugged(await self._look())
            if is_plugged != was_plugged:
                was_plugged = is_plugged
                yield is_plugged
            await asyncio.sleep(self.look_seconds)

    async def follow(self, plugged: Callable[[], None], unplugged: Callable[[], None]) -> None:
        """Tell each change, for ever."""
        async for is_plugged in self.changes():
            (plugged if is_plugged else unplugged)()

    async def _look(self) -> str:
        """What the file or the command says now; "" where it says nothing."""
        path = Path(self.source)
        with suppress(OSError, ValueError):
            if await asyncio.to_thread(path.is_file):
                return await asyncio.to_thread(path.read_text, "utf-8", "replace")
            return await _run(shlex.split(self.source))
        return ""


def says_plugged(told: str) -> bool:
    """Whether these words of the system mean that an earphone is plugged in."""
    return _PLUGGED.search(told) is not None


async def _run(command: list[str]) -> str:
    """What a command prints; it does not outlive this call."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            told, _ = await process.communicate()
    except TimeoutError:
        return ""
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return told.decode("utf-8", "replace")
