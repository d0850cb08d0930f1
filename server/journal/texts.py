"""What staff wrote in their own words, apart from the events, so that it can be erased.

A text is kept in the transaction of the events that carry its id: where there is the one, there
is the other. Erasing takes whole dates; the events stay, and say that there was a text.
"""

from enum import StrEnum

from msgspec import Struct

UPSERT_TEXT = (
    "INSERT INTO texts (office, date, kind, text_id, body) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (office, date, kind, text_id) DO UPDATE SET body = excluded.body"
)
SELECT_TEXT = (
    "SELECT body FROM texts WHERE office = $1 AND date = $2 AND kind = $3 AND text_id = $4"
)
COUNT_TEXTS_BEFORE = "SELECT count(*) FROM texts WHERE date < $1"
DELETE_TEXTS_BEFORE = "DELETE FROM texts WHERE date < $1"


class TextKind(StrEnum):
    """Who a text is for: a colleague, or the hall. An id of the one is none of the other."""

    NOTE = "note"
    NOTICE = "notice"


class Text(Struct, frozen=True):
    """A text under the id that an event has for it. A notice's `body` is JSON by language."""

    kind: TextKind
    id: str
    body: str
