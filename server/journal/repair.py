"""Making anew what can be: the rows of `tickets`, which hold nothing that the events do not."""

from datetime import date

from server.journal.journal import Journal
from server.journal.rows import all_rows
from server.queueing.apply import replay


async def rebuild_tickets(journal: Journal, office: str, date: date) -> int:
    """Write the rows of a day's tickets anew from its events, and tell how many there are.

    Raises:
        JournalUnreadableError: the events cannot be read; the rows stay as they are.
        StorageError: nothing was changed.
    """
    async with journal.batch(office, date) as batch:
        day = replay(await batch.newer(0))
        rows = all_rows(day) if day is not None else []
        await batch.replace_tickets(rows)
    return len(rows)
