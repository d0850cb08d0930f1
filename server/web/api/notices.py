"""Notices for the hall: staff post and end them, everybody may read those that are shown."""

import msgspec

from protocol.commands import CommandBody, NoticeBody
from protocol.refusals import RefusalCode
from protocol.replies import CommandReply
from protocol.snapshots import Words, WordsView
from server.journal.texts import Text, TextKind
from server.queueing.commands import EndNotice, PostNotice
from server.web.errors import refused
from server.web.requests.office_request import OfficeRequest, in_utc
from server.web.requests.words import checked_words


async def post_notice(request: OfficeRequest, body: NoticeBody) -> CommandReply:
    """Tell the hall something, in one of the office's languages or more."""
    written = msgspec.json.encode(_checked(request, body.words), order="sorted").decode()
    text = Text(TextKind.NOTICE, body.notice_id, written)
    return await request.order(body, PostNotice(body.notice_id, in_utc(body.until)), text)


async def end_notice(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """Tell the hall no more of it."""
    return await request.order(body, EndNotice(request["notice_id"]))


async def show_notice(request: OfficeRequest) -> WordsView:
    """The words of a notice that is shown now."""
    words = await request.office.notice_words(request["notice_id"])
    if words is None:
        raise refused(RefusalCode.NOTICE_UNKNOWN)
    return WordsView(words)


def _checked(request: OfficeRequest, words: Words) -> Words:
    """The words, if the office's screens can show them. Raises RefusedError."""
    known = request.office.settings.office.languages
    for language in words:
        if language not in known:
            params = {"language": language, "known": ", ".join(known)}
            raise refused(RefusalCode.LANGUAGE_UNKNOWN, **params)
    if not words:
        raise refused(RefusalCode.WORDS_UNREADABLE)
    return {language: checked_words(written) for language, written in words.items()}
