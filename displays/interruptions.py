"""What rests for a while, and when it goes on: services, and counters whose clerk said it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from displays.words import Speakers, pick_words
from protocol.snapshots import CounterView, HallSnapshot, ServiceView
from texts import Texts
from texts.moments import write_time


def without_past_times(snapshot: HallSnapshot, now: datetime) -> HallSnapshot:
    """The snapshot without the times that have passed: when it really goes on, nobody has said."""
    services, counters = snapshot.services, snapshot.counters
    return replace(
        snapshot,
        services=tuple(
            replace(each, resumes_at=_to_come(each.resumes_at, now)) for each in services
        ),
        counters=tuple(replace(each, back_at=_to_come(each.back_at, now)) for each in counters),
    )


def _to_come(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment is not None and moment > now else None


def write_all_interruptions(snapshot: HallSnapshot, speakers: Speakers) -> list[str]:
    """All sentences, those of the office's first language first."""
    return [each for texts in speakers.all for each in write_interruptions(snapshot, texts)]


def write_interruptions(snapshot: HallSnapshot, texts: Texts) -> list[str]:
    """A sentence for each, in the language of `texts`."""
    return [
        *(_service(snapshot, each, texts) for each in snapshot.services if each.suspended),
        *(
            _counter(snapshot, each, each.back_at, texts)
            for each in snapshot.counters
            if each.state == "paused" and each.back_at is not None
        ),
    ]


def _service(snapshot: HallSnapshot, service: ServiceView, texts: Texts) -> str:
    name = pick_words(service.name, texts.language)
    reason = pick_words(service.suspended_reason, texts.language)
    if reason:
        sentence = texts.gettext(
            "%(service)s is interrupted: %(reason)s.", service=name, reason=reason
        )
    else:
        sentence = texts.gettext("%(service)s is interrupted.", service=name)
    if service.resumes_at is None:
        return sentence
    time = _time(snapshot, service.resumes_at, texts)
    return f"{sentence} " + texts.gettext("Expected back at %(time)s.", time=time)


def _counter(snapshot: HallSnapshot, counter: CounterView, back_at: datetime, texts: Texts) -> str:
    return texts.gettext(
        "Counter %(counter)s is back at %(time)s.",
        counter=str(counter.number),
        time=_time(snapshot, back_at, texts),
    )


def _time(snapshot: HallSnapshot, moment: datetime, texts: Texts) -> str:
    office = snapshot.office
    return write_time(moment, ZoneInfo(office.timezone), texts.language, office.timezone_label)
