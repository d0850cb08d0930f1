"""Server-Sent Events, taken apart as the WHATWG HTML standard says (section 9.2.6).

Owns the bytes between the socket and a whole event. Promises to give the same events however
the bytes are cut into chunks, and to hold no more of them than `MOST_BYTES`.
"""

import codecs
from dataclasses import dataclass, field

#: The largest event that a server of ours could send, many times over.
MOST_BYTES = 16 * 1024 * 1024

#: Of a number of milliseconds: more would be decades, and past what Python counts.
MOST_DIGITS = 12


class StreamTooLargeError(Exception):
    """An event grew past `MOST_BYTES` and was still not complete."""


@dataclass(frozen=True)
class ServerEvent:
    """One event. `id` is the last one that the stream has named, "" if none."""

    event: str
    data: str
    id: str = ""


@dataclass
class EventParser:
    """Feed it chunks; it gives the events that have become whole.

    `retry_seconds` is how long the server asks to wait before connecting anew, None if it never
    did. A comment (the sign of life every 15 s) gives nothing.
    """

    retry_seconds: float | None = None
    _decoder: codecs.IncrementalDecoder = field(
        default_factory=lambda: codecs.getincrementaldecoder("utf-8")("replace")
    )
    _rest: str = ""
    _held: int = 0
    _event: str = ""
    _data: list[str] = field(default_factory=list)
    _id: str = ""
    _is_start: bool = True

    def feed(self, chunk: bytes) -> list[ServerEvent]:
        """The events that `chunk` completes. Raises StreamTooLargeError."""
        self._held += len(chunk)
        text = self._rest + self._decoder.decode(chunk)
        if self._is_start and text:
            text, self._is_start = text.removeprefix("\ufeff"), False
        *lines, self._rest = _split_lines(text)
        events = [event for line in lines if (event := self._take(line)) is not None]
        if events:
            self._held = len(self._rest)
        if self._held > MOST_BYTES:
            raise StreamTooLargeError
        return events

    def _take(self, line: str) -> ServerEvent | None:
        """Take one line in; an empty one completes the event."""
        if not line:
            return self._complete()
        if line.startswith(":"):
            self._held = 0 if not self._data else self._held
            return None
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and _is_count(value):
            self.retry_seconds = int(value) / 1000
        return None

    def _complete(self) -> ServerEvent | None:
        data, event = self._data, self._event
        self._data, self._event = [], ""
        return ServerEvent(event or "message", "\n".join(data), self._id) if data else None


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS


def _split_lines(text: str) -> list[str]:
    """Lines ended by CR LF, LF or CR; the last is not ended yet.

    A CR at the very end waits for the next chunk, which may bring its LF.
    """
    held = "\r" if text.endswith("\r") else ""
    body = text[: len(text) - len(held)]
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines[-1] += held
    return lines
