"""An office's own recordings: a folder of WAV files, one for each piece of a sentence.

`chime.wav`, and in a folder for each language: `phrase-number.wav` ("Nomor antrean"),
`phrase-go.wav` ("silakan menuju loket"), `phrase-counter.wav` ("loket"), `phrase-test.wav`,
`letter-a.wav`, `digit-0.wav` to `digit-9.wav`, `counter-12.wav` (the number of a counter as a
cardinal), `service-ID.wav` (a service's name). A sentence whose pieces are all there is put
together from them; any other is left to the synthesizer.
"""

from collections.abc import Iterable
from pathlib import Path

from speech.wav import NotWavError, Sound, decode, join
from texts.spoken import Spoken

CHIME = "chime"
PAUSE_SECONDS = 0.06
"""Between two pieces: a recording has its own quiet ends."""
LARGEST_FILE = 4 * 1024 * 1024
"""Bytes: half a minute of a studio's stereo."""


class Clips:
    """The recordings below a folder. All of it blocks: call it in a thread."""

    def __init__(self, folder: Path | None) -> None:
        """Nothing is read yet; None: there are no recordings."""
        self._folder = folder

    def has(self, sentence: Spoken) -> bool:
        """Whether all pieces of a sentence are recorded."""
        return bool(sentence.clips) and not self.missing(sentence.language, sentence.clips)

    def missing(self, language: str, names: Iterable[str]) -> tuple[str, ...]:
        """The files that are not there, as paths below the folder, each once."""
        paths = dict.fromkeys(f"{language}/{name}.wav" for name in names)
        if self._folder is None:
            return tuple(paths)
        return tuple(path for path in paths if not (self._folder / path).is_file())

    def broken(self, language: str, names: Iterable[str]) -> tuple[str, ...]:
        """The files that are there, but cannot be used."""
        found = []
        for path in dict.fromkeys(f"{language}/{name}.wav" for name in names):
            try:
                self._read(path)
            except FileNotFoundError:
                continue
            except (OSError, NotWavError):
                found.append(path)
        return tuple(found)

    def say(self, sentence: Spoken) -> Sound:
        """The sentence, put together. Raises OSError or NotWavError."""
        pieces = (self._read(f"{sentence.language}/{name}.wav") for name in sentence.clips)
        return join(pieces, PAUSE_SECONDS)

    def chime(self) -> Sound | None:
        """The office's own chime, if it has one. Raises OSError or NotWavError."""
        try:
            return self._read(f"{CHIME}.wav")
        except FileNotFoundError:
            return None

    def _read(self, path: str) -> Sound:
        if self._folder is None:
            raise FileNotFoundError(path)
        file = self._folder / path
        if file.stat().st_size > LARGEST_FILE:
            raise NotWavError(f"{path} is larger than {LARGEST_FILE} bytes")
        sound = decode(file.read_bytes())
        if not sound.samples:
            raise NotWavError(f"{path} is empty")
        return sound
