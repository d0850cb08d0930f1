"""What this computer remembers of its desk: the counter it stands at, by server and office.

Nothing else of the desk is kept. A file that cannot be read or written costs the clerk one
choice, never the start.
"""

from pathlib import Path

import click
import msgspec

FILE_NAME = "desk.json"


class Memory:
    """The remembered counters, in one small file of the user's own."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or Path(click.get_app_dir("antrean"))) / FILE_NAME

    def counter(self, server: str, office: str) -> str | None:
        """The counter that was chosen here last, None if none was."""
        return self._read().get(_place(server, office))

    def remember(self, server: str, office: str, counter_id: str) -> None:
        """Keep the choice for the next start."""
        remembered = {**self._read(), _place(server, office): counter_id}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_bytes(msgspec.json.encode(remembered))
        except OSError:
            return

    def _read(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.MsgspecError):
            return {}


def _place(server: str, office: str) -> str:
    return f"{server} {office}"
