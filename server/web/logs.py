"""How the server's log is written: one line an event, JSON where a machine reads it.

Libraries that log through Python's own `logging` are told with the kind and place of what they
complain of, never with its values: those may be a visitor's.
"""

import logging
import sys

import msgspec
import structlog
from structlog.typing import EventDict, Processor

from server.web.errors import describe_fault

LEVELS = ("debug", "info", "warning", "error")


class _Forwarder(logging.Handler):
    """Passes what libraries log on to ours, without its values."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        told = describe_fault(error) if error else {}
        log = structlog.get_logger("antrean.library")
        log.log(record.levelno, "library", name=record.name, said=str(record.msg), **told)


def configure_logging(level: str = "info") -> None:
    """Log from `level` on to standard error. Called by whoever runs the server, once."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_values,
            *_renderers(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(handlers=[_Forwarder()], level=max(threshold, logging.WARNING), force=True)


def _without_values(_logger: object, _name: str, event: EventDict) -> EventDict:
    """An exception by kind and place; what it says may be about a person."""
    error = sys.exc_info()[1] if event.pop("exc_info", None) else None
    return {**event, **describe_fault(error)} if error else event


def _renderers() -> list[Processor]:
    if sys.stderr.isatty():
        return [structlog.dev.ConsoleRenderer()]
    return [_as_json]


def _as_json(_logger: object, _name: str, event: EventDict) -> str:
    return msgspec.json.encode(event, enc_hook=str).decode()
