"""Where a terminal keeps what it must know after a restart."""

import os
from pathlib import Path


def default_state_folder() -> Path:
    """Where the system wants programs to keep it.

    systemd names a folder where a unit has one; else it is a user's own.
    """
    if given := os.environ.get("STATE_DIRECTORY"):
        return Path(given.split(":")[0])
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "antrean"
