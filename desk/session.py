"""The session of this desk's computer: a token in a file that its user alone can read.

With it a clerk is back after a restart without a password. It goes to the server that gave it and
to no other. A file that cannot be used costs one more sign-in, never the start.
"""

from pathlib import Path

import msgspec

from terminal.private_file import (
    PrivateFileError,
    read_private,
    remove_private,
    write_private,
)
from terminal.state_folder import default_state_folder


class _Kept(msgspec.Struct, frozen=True):
    server: str
    token: str


class Session:
    """The token of one desk at one server. `folder` None: where the system keeps such files."""

    def __init__(self, server: str, office: str, name: str, folder: Path | None = None) -> None:
        self._server = server
        self.path = (folder or default_state_folder()) / f"desk-{office}-{name}.session"

    def token(self) -> str | None:
        """The token that was kept, None if there is none for this server."""
        try:
            kept = msgspec.json.decode(read_private(self.path) or "", type=_Kept)
        except (PrivateFileError, msgspec.MsgspecError):
            return None
        return kept.token if kept.server == self._server else None

    def keep(self, token: str) -> None:
        """Keep it for the next start."""
        text = msgspec.json.encode(_Kept(self._server, token)).decode()
        try:
            write_private(self.path, text)
        except PrivateFileError:
            return

    def forget(self) -> None:
        """Whoever sits here next has to sign in."""
        remove_private(self.path)
