"""What the witness looks at: the journal as it stands, read beside whoever has it open."""

import shutil
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path

from server.journal.batch import read_events
from server.journal.encoding import date_of
from server.journal.opening import open_view
from server.keeping.verify import verify
from server.queueing.events import Record
from tests.chaos.ledger import Ledger
from tests.chaos.witness import missed_calls, objections

SELECT_DAYS = "SELECT date FROM heads WHERE office = $1 ORDER BY date"


async def wrong(place: str | Path, office: str, ledger: Ledger, *, displays: bool) -> list[str]:
    """All that is wrong with a journal, for people who were told what the ledger says.

    `displays`: they have had the time to show everything.
    """
    async with open_view(place) as view:
        verdict = await verify(view)
        history: dict[date, list[Record]] = {}
        if verdict.is_sound:
            for (day,) in await view.fetch(SELECT_DAYS, office):
                history[date_of(day)] = await read_events(view, office, date_of(day), 0)
    told = list(verdict.problems) or objections(ledger, history)
    return [*told, *missed_calls(ledger, history)] if displays else told


async def wrong_in_copy(
    database: Path, office: str, ledger: Ledger, *, displays: bool = False
) -> list[str]:
    """The same of a copy of the files: they stay as a killed server left them."""
    with tempfile.TemporaryDirectory(prefix="antrean-killed-") as folder:
        copy = Path(folder) / database.name
        for ending in ("", "-wal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{database}{ending}", f"{copy}{ending}")
        return await wrong(copy, office, ledger, displays=displays)
