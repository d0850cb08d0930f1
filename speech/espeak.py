"""The synthesizer: espeak-ng, run as a program of its own for each sentence.

Never through a shell, and the text goes in by its standard input: whatever is written in it, it
is neither an option nor a command. It needs about 10 ms for a sentence.
"""

import asyncio
import re
import shutil
import subprocess
from contextlib import suppress

from speech.wav import NotWavError, Sound, decode
from texts import texts_for

PROGRAM = "espeak-ng"
VOICES = {"id": "id", "en": "en-gb"}
"""The usual voice of each language."""
USUAL_RATE = 160
"""Words a minute: a tenth slower than espeak-ng's own 175, for a hall with an echo."""
SLOWEST, FASTEST = 80, 300
PATIENCE_SECONDS = 10.0
LONGEST_TEXT = 2_000
"""Characters; a sentence or a screen read aloud has a few hundred."""
VOICE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9+_-]{0,63}")
_NOT_READ = re.compile(r"[\[\]\x00-\x1f\x7f]+")  # [[ ]] would be read as phonemes


class SpeechFailedError(Exception):
    """A sentence could not be made into sound."""


def is_installed() -> bool:
    """Whether the program is there."""
    return shutil.which(PROGRAM) is not None


def list_voices() -> frozenset[str]:
    """The names by which voices can be asked for; empty where the program is not there. Blocks.

    A voice that it does not know is spoken in English, without a word of warning.
    """
    try:
        told = subprocess.run(  # noqa: S603 - a program by its name, no shell, nothing from outside
            [PROGRAM, "--voices"],
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE_SECONDS,
        ).stdout
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return frozenset()
    names: set[str] = set()
    for line in told.splitlines()[1:]:
        columns = line.split()
        if len(columns) >= 5:
            names |= {columns[1], columns[3], columns[4], columns[4].rpartition("/")[2]}
    return frozenset(names)


async def speak(
    text: str, language: str, voice: str | None = None, rate: int = USUAL_RATE
) -> Sound:
    """The sound of a text, without silence at its end. Raises SpeechFailedError."""
    voice = voice or VOICES[texts_for(language).language]
    if not VOICE_NAME.fullmatch(voice) or not SLOWEST <= rate <= FASTEST:
        raise SpeechFailedError("no voice of that name, or no such rate")
    read = _NOT_READ.sub(" ", text[:LONGEST_TEXT]).strip()
    if not read:
        return Sound()
    options = ("-v", voice, "-s", str(rate), "-b", "1", "-z", "--stdin", "--stdout")
    try:
        return decode(await _run(options, read.encode("utf-8", "replace")))
    except NotWavError as error:
        raise SpeechFailedError(f"{PROGRAM} gave no sound with the voice {voice!r}") from error


async def _run(options: tuple[str, ...], told: bytes) -> bytes:
    """What the program writes; it does not outlive this call, however that ends."""
    try:
        process = await asyncio.create_subprocess_exec(
            PROGRAM,
            *options,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError as error:
        raise SpeechFailedError(f"{PROGRAM} cannot be started") from error
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            content, _ = await process.communicate(told)
    except TimeoutError:
        raise SpeechFailedError(f"{PROGRAM} did not end within {PATIENCE_SECONDS:g} s") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return content
