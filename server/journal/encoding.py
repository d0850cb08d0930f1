"""Events as text and back, strictly: what is not understood is an error, never skipped."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from server.journal.errors import JournalUnreadableError
from server.journal.session import Row, Value
from server.queueing.events import Event, Record

RECORD_COLUMNS = "version, at, actor, command_id, fingerprint, body"
"""What `records_of` wants of each row, in this order."""

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def values_of(office: str, date: date, record: Record) -> tuple[Value, ...]:
    """A record as a row of `events`, in the order of its columns."""
    return (
        office,
        date,
        record.version,
        record.at,
        record.actor,
        record.command_id,
        record.fingerprint,
        type(record.event).__name__,
        _encoder.encode(record.event).decode(),
    )


def records_of(office: str, date: date, rows: Sequence[Row], after: int) -> list[Record]:
    """The records that follow version `after`, from rows of `RECORD_COLUMNS`.

    Raises:
        JournalUnreadableError: an event is unknown or damaged, or one is missing between others.
    """
    records = []
    for expected, row in enumerate(rows, after + 1):
        version = row[0]
        if version != expected:
            raise JournalUnreadableError(office, date, expected, "missing")
        try:
            records.append(_record(row))
        except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
            raise JournalUnreadableError(office, date, version, str(error)) from error
    return records


def _record(row: Row) -> Record:
    """Raises one of many errors where a damaged disk or a foreign hand was at it."""
    version, at, actor, command_id, fingerprint, body = row
    moment = moment_of(at)
    if moment.tzinfo is None:
        raise ValueError(f"{at}: a moment without its zone")
    return Record(version, moment, actor, _decoder.decode(body), command_id, fingerprint)


def moment_of(stored: str | datetime) -> datetime:
    """A moment as an engine gave it back."""
    return stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)


def date_of(stored: str | date) -> date:
    """A date as an engine gave it back."""
    return stored if isinstance(stored, date) else date.fromisoformat(stored)
