"""Sentences that more than one screen of the kiosk says."""

from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import HallSnapshot, OfficeView, Words
from texts import LANGUAGES, Texts
from texts.refusals import explain

#: The kiosk itself may not do this: nothing that a visitor could put right.
OUT_OF_ORDER = frozenset(
    {
        *(RefusalCode.SIGN_IN_NEEDED, RefusalCode.DEVICE_NOT_PAIRED, RefusalCode.SESSION_ENDED),
        *(RefusalCode.NOT_ALLOWED, RefusalCode.NOT_ALLOWED_HERE),
        *(RefusalCode.OFFICE_UNKNOWN, RefusalCode.ROUTE_UNKNOWN, RefusalCode.METHOD_NOT_ALLOWED),
        *(RefusalCode.BODY_MALFORMED, RefusalCode.BODY_NOT_JSON, RefusalCode.ANSWER_UNREADABLE),
    }
)

#: Nobody who could give a number answers, or somebody who cannot now: the kiosk goes on alone.
_AWAY = frozenset(
    {
        *(RefusalCode.SERVER_UNREACHABLE, RefusalCode.STORAGE_UNAVAILABLE),
        *(RefusalCode.STOPPING, RefusalCode.SERVER_FAULT, RefusalCode.ANSWER_UNREADABLE),
        RefusalCode.OFFICE_READ_ONLY,
    }
)


def is_away(refusal: Refusal | None) -> bool:
    """Whether the server is at fault, or the way to it; None: there was no answer at all."""
    return refusal is None or refusal.code in _AWAY


def name_of(words: Words, texts: Texts) -> str:
    """A text of the office in the language of `texts`, in its first one where there is none."""
    return words.get(texts.language) or next(iter(words.values()), "")


def visitor_languages(office: OfficeView | None) -> tuple[str, ...]:
    """The languages that visitors choose from; all of ours until the office is known."""
    if office is None:
        return tuple(LANGUAGES)
    return tuple(code for code in office.languages if code in LANGUAGES) or tuple(LANGUAGES)


def explain_to_visitor(refusal: Refusal, texts: Texts) -> str:
    """A refusal in words for a visitor: what is wrong with the kiosk is for staff to hear."""
    if refusal.code in OUT_OF_ORDER:
        return texts.gettext("This machine gives no numbers now. Please ask a member of staff.")
    return explain(refusal.code, refusal.params, texts)


def office_refusal(hall: HallSnapshot) -> Refusal | None:
    """Why the office gives no number at all now, or None."""
    if hall.refusal is None and hall.phase == "ended":
        return Refusal(RefusalCode.DAY_ENDED)
    return hall.refusal


def say_ahead(ahead: int, texts: Texts) -> str:
    """How many are called before."""
    if ahead == 0:
        return texts.gettext("Your turn is next")
    return texts.gettext("People ahead of you: %(count)s", count=ahead)
