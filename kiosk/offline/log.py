"""What staff should know and no visitor needs to: written beside the kiosk's file.

A full-screen program has nowhere else to say it. Numbers and codes only, never a ticket's secret.
"""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

MOST_BYTES = 256 * 1024


def open_log(path: Path) -> logging.Handler:
    """Write warnings of the whole program to this file; it is made with the first one."""
    handler = RotatingFileHandler(
        path, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler


def close_log(handler: logging.Handler) -> None:
    """End it."""
    logging.getLogger().removeHandler(handler)
    handler.close()
