"""Rules of notices: what the office tells the hall today, beside calls.

A notice is shown until somebody ends it, until its moment, or until the day ends. Its words are
not here: events live for ever, words do not.
"""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import EndNotice, ExpireNotice, PostNotice
from server.queueing.day import Day, Notice
from server.queueing.events import Event, NoticeEnded, NoticePosted, Record
from server.queueing.moments import not_ahead


def shown_notices(day: Day) -> list[Notice]:
    """What the hall is told now, oldest first."""
    if day.ended:
        return []
    return [notice for notice in day.notices.values() if notice.ended_at is None]


def post(day: Day, command: PostNotice, now: datetime) -> list[Event] | Refusal:
    """Tell the hall something, under an id that no notice of today has had."""
    if command.notice_id in day.notices:
        return Refusal(RefusalCode.NOTICE_ID_TAKEN)
    if refusal := not_ahead(day, command.until, now):
        return refusal
    return [NoticePosted(command.notice_id, command.until)]


def end(day: Day, command: EndNotice, now: datetime) -> list[Event] | Refusal:
    """Tell it no more."""
    notice = day.notices.get(command.notice_id)
    if notice is None or notice.ended_at is not None:
        return Refusal(RefusalCode.NOTICE_UNKNOWN)
    return [NoticeEnded(command.notice_id)]


def expire(day: Day, command: ExpireNotice, now: datetime) -> list[Event] | Refusal:
    """The clock: its moment has passed."""
    notice = day.notices.get(command.notice_id)
    if notice is None or notice.ended_at is not None or notice.until is None or now < notice.until:
        return Refusal(RefusalCode.COMMAND_NOT_DUE)
    return [NoticeEnded(command.notice_id)]


def notice_posted(day: Day, event: NoticePosted, record: Record) -> None:
    """Apply."""
    day.notices[event.notice_id] = Notice(event.notice_id, record.at, event.until)


def notice_ended(day: Day, event: NoticeEnded, record: Record) -> None:
    """Apply."""
    notice = day.notices[event.notice_id]
    day.notices[event.notice_id] = replace(notice, ended_at=record.at)
