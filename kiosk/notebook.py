"""What a kiosk must know after a power cut: numbers whose slips may be out and are not confirmed.

Owns one small file. Promises that it is whole at any moment (written beside and moved into
place, down to the disk), and that a file which cannot be read stops nobody: it is put aside.
"""

import logging
import os
from datetime import date
from pathlib import Path

import msgspec

from protocol.commands import ConfirmBody

_logger = logging.getLogger(__name__)


class Entry(msgspec.Struct, frozen=True):
    """A number, and what to tell the server of its slip: the very same command each time."""

    ticket_id: str
    day: date
    command_id: str
    slip: str

    def as_command(self) -> ConfirmBody:
        """The confirmation. Raises msgspec.ValidationError where the file was tampered with."""
        fields = {name: getattr(self, name) for name in ("command_id", "day", "slip")}
        return msgspec.convert(fields, ConfirmBody)


class Notebook:
    """The file. All methods block for a moment: call them in a thread."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> tuple[Entry, ...]:
        """What is written there, the oldest first."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=tuple[Entry, ...])
        except FileNotFoundError:
            return ()
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            _logger.warning("notebook unreadable: %s", error.__class__.__name__)
            self._put_aside()
            return ()

    def write(self, entry: Entry) -> None:
        """Write an entry, in the place of an older one of the same ticket. Raises OSError."""
        self._save((*self._others(entry.ticket_id), entry))

    def strike(self, ticket_id: str) -> None:
        """The server knows: nothing need be remembered of this ticket. Raises OSError."""
        self._save(self._others(ticket_id))

    def _others(self, ticket_id: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries() if entry.ticket_id != ticket_id)

    def _save(self, entries: tuple[Entry, ...]) -> None:
        beside = self._path.with_suffix(".new")
        with beside.open("wb") as file:
            file.write(msgspec.json.encode(entries))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _put_aside(self) -> None:
        try:
            self._path.replace(self._path.with_suffix(".unreadable"))
        except OSError:
            _logger.warning("notebook cannot be put aside")
