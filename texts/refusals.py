"""What a person reads when Antrean says no: a sentence of `texts.refusal_sentences`, filled in.

The parameters come as the wire has them and are written here the way the reader's language writes
them: moments as `09.41`, dates in words, seconds as `20 detik`, a ticket's state as its word.
"""

from collections.abc import Callable, Container, Mapping
from datetime import date, datetime
from typing import Any

from protocol.refusals import RefusalCode
from texts import Texts, texts_for
from texts.moments import write_date, write_duration, write_number, write_time
from texts.refusal_sentences import (
    ANOTHER_DAY,
    CLOSED,
    CLOSED_FOR,
    NO_QUOTA,
    OPEN_AGAIN,
    QUOTA_USED_UP,
    SENTENCES,
    SUSPENDED,
    SUSPENDED_UNTIL,
    UNEXPLAINED,
    VARIANTS,
)
from texts.states import state_word


def explain(code: str, params: Mapping[str, Any], texts: Texts) -> str:
    """The text for a refusal in the language of `texts`.

    A code or parameter that this version does not know gives a general text, never an error:
    a screen may be older than its server.
    """
    try:
        known = RefusalCode(code)
        written = _write(params, texts)
        if known in _VARYING:
            return _VARYING[known](written, texts)
        return texts.gettext(SENTENCES[known], **written)
    except (KeyError, ValueError, TypeError):
        return texts.gettext(UNEXPLAINED)


def refusal_templates(language: str, codes: Container[RefusalCode] | None = None) -> dict[str, str]:
    """The sentences of a page's own script (`terminal/web/refusals.js`), placeholders unfilled.

    Of the refusals in `codes`, or of all.

    Keys are the codes; where a code has several sentences, each has a key of its own behind a
    dot, and "" is the sentence for what a page cannot explain.
    """
    texts = texts_for(language)
    sentences = {str(code): sentence for code, sentence in SENTENCES.items()}
    keys = {**sentences, **VARIANTS}
    wanted = {
        code: texts.template(key)
        for code, key in keys.items()
        if codes is None or RefusalCode(code.split(".")[0]) in codes
    }
    return {**wanted, "": texts.template(UNEXPLAINED)}


def _closed_today(written: Mapping[str, str], texts: Texts) -> str:
    parts = [texts.gettext(CLOSED)]
    if written["reason"]:
        parts = [texts.gettext(CLOSED_FOR, **written)]
    if written["next"]:
        parts.append(texts.gettext(OPEN_AGAIN, **written))
    return " ".join(parts)


def _suspended(written: Mapping[str, str], texts: Texts) -> str:
    return texts.gettext(SUSPENDED_UNTIL if written["until"] else SUSPENDED, **written)


def _quota_used_up(written: Mapping[str, str], texts: Texts) -> str:
    if written["quota"] == "0":
        return texts.gettext(NO_QUOTA)
    return f"{texts.gettext(QUOTA_USED_UP)}. {texts.gettext(ANOTHER_DAY)}"


_VARYING: dict[RefusalCode, Callable[[Mapping[str, str], Texts], str]] = {
    RefusalCode.OFFICE_CLOSED_TODAY: _closed_today,
    RefusalCode.SERVICE_SUSPENDED: _suspended,
    RefusalCode.QUOTA_USED_UP: _quota_used_up,
}


def _write(params: Mapping[str, Any], texts: Texts) -> dict[str, str]:
    """Each parameter as the reader's language writes it."""
    return {name: _write_one(name, value, texts) for name, value in params.items()}


def _write_one(name: str, value: Any, texts: Texts) -> str:
    language = texts.language
    if value == "":
        return ""
    if isinstance(value, Mapping):  # words of the office by language
        return str(value.get(language) or next(iter(value.values()), ""))
    if name in ("from", "at", "until"):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError(f"{name} has no offset")
        return write_time(moment, moment.tzinfo, language)
    if name == "next":
        return write_date(date.fromisoformat(value), language)
    if name == "seconds":
        return write_duration(value, language)
    if name == "state":
        return state_word(value, texts).lower()
    return write_number(value, language) if isinstance(value, int) else str(value)
