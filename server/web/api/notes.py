"""Notes between colleagues: written with a transfer (`counters.py`), read here by their ids."""

from protocol.refusals import RefusalCode
from protocol.snapshots import NoteView
from server.web.errors import refused
from server.web.requests.office_request import OfficeRequest


async def show_note(request: OfficeRequest) -> NoteView:
    """What a colleague wrote about a ticket today."""
    text = await request.office.note(request["note_id"])
    if text is None:
        raise refused(RefusalCode.NOTE_UNKNOWN)
    return NoteView(text)
