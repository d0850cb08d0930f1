"""Rules of asking for personal data: what a visit's services want to know, and cannot do without.

Only the kinds of it are known here (`phone`, `nik`), never the data.
"""

from collections.abc import Iterable

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import IssueTicket
from server.queueing.day import Day
from server.queueing.office import Service


def kinds_asked(services: Iterable[Service]) -> tuple[str, ...]:
    """The kinds of personal data that a visit of these services is asked for, each once."""
    return tuple(dict.fromkeys(kind for each in services for kind in (*each.needs, *each.asks)))


def kinds_needed(services: Iterable[Service]) -> tuple[str, ...]:
    """Those of them without which a kiosk gives no number."""
    return tuple(dict.fromkeys(kind for each in services for kind in each.needs))


def contacts_refused(day: Day, command: IssueTicket) -> Refusal | None:
    """Why the personal data given, or left out, does not fit the services; None if it does.

    Staff may leave out what is needed: the visitor stands before them.
    """
    services = [day.service(service_id) for service_id in command.services]
    asked = kinds_asked(services)
    for kind in command.contacts:
        if kind not in asked:
            return Refusal(RefusalCode.CONTACT_NOT_ASKED, {"kind": kind})
    if command.reason is None:
        for kind in kinds_needed(services):
            if kind not in command.contacts:
                return Refusal(RefusalCode.CONTACT_NEEDED, {"kind": kind})
    return None
