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
        version, at, actor, command_id, fingerprint, body = row
        if version != expected:
            raise JournalUnreadableError(office, date, expected, "missing")
        try:
            event = _decoder.decode(body)
        except msgspec.MsgspecError as error:
            raise JournalUnreadableError(office, date, version, str(error)) from error
        records.append(Record(version, moment_of(at), actor, event, command_id, fingerprint))
    return records


def moment_of(stored: str | datetime) -> datetime:
    """A moment as an engine gave it back."""
    return stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)


def date_of(stored: str | date) -> date:
    """A date as an engine gave it back."""
    return stored if isinstance(stored, date) else date.fromisoformat(stored)
