"""Sound out of a terminal: WAV bytes to the loudspeaker, through whichever program there is.

Owns the choice of the program and that one sound is heard at a time. Promises not to block the
event loop, that a cancelled `play` is silent at once, and to say whether anything could be
played: `state` is what a device reports of its sound.
"""

import asyncio
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

#: In the order tried: the sound servers of a desktop first, then ALSA, then players of all kinds.
#: Each is given the path of a WAV file: not all of them read one from a pipe.
PROGRAMS: tuple[tuple[str, ...], ...] = (
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
    ("play", "-q"),
)

READY, SILENT, NONE_INSTALLED = "ready", "silent", "none_installed"

#: How much longer than it lasts a sound may take: a program that hangs is ended.
SLACK_SECONDS = 10.0
LONGEST_SECONDS = 120.0
BYTES_A_SECOND = 44_100


@dataclass(frozen=True)
class Played:
    """What became of a sound. `state`: ready, silent (the program failed), none_installed."""

    state: str

    @property
    def was_heard(self) -> bool:
        """Whether it went out to the loudspeaker, as far as the program can tell."""
        return self.state == READY


class Player:
    """The loudspeaker of this terminal."""

    def __init__(self, programs: tuple[tuple[str, ...], ...] | None = None) -> None:
        """`programs`: those of `PROGRAMS` unless told otherwise."""
        self._programs = PROGRAMS if programs is None else programs
        self._turn = asyncio.Lock()
        self._failed = False

    @property
    def state(self) -> str:
        """Ready, silent (the last sound could not be played) or none_installed."""
        if not self._installed():
            return NONE_INSTALLED
        return SILENT if self._failed else READY

    async def play(self, wav: bytes) -> Played:
        """Play a sound to its end, after those that are being played. Cancel it to stop it.

        Of several programs the first that is installed and works is taken.
        """
        async with self._turn:
            self._failed = not await self._play(wav)
        return Played(self.state)

    async def _play(self, wav: bytes) -> bool:
        programs = self._installed()
        if not programs:
            return False
        patience = min(LONGEST_SECONDS, len(wav) / BYTES_A_SECOND + SLACK_SECONDS)
        path = await asyncio.to_thread(_write, wav)
        try:
            for program in programs:
                if await _run((*program, str(path)), patience):
                    return True
            return False
        finally:
            path.unlink(missing_ok=True)

    def _installed(self) -> list[tuple[str, ...]]:
        return [program for program in self._programs if shutil.which(program[0])]


def _write(wav: bytes) -> Path:
    with NamedTemporaryFile(prefix="antrean-", suffix=".wav", delete=False) as file:
        file.write(wav)
    return Path(file.name)


async def _run(command: tuple[str, ...], patience: float) -> bool:
    """Whether the program took the sound and ended well; it does not outlive this call."""
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        return False
    try:
        async with asyncio.timeout(patience):
            await process.wait()
    except TimeoutError:
        return False
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return process.returncode == 0
