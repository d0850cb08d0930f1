"""Rules of what staff do to the lobby: count at the door, block places, change the health rules.

Whatever they do, nobody inside is sent out or moved; it shows in who is let in next.
"""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import (
    BlockSpot,
    ChangePartySize,
    ChangeProfile,
    CountPeople,
    UnblockSpot,
)
from server.queueing.day import Day
from server.queueing.events import (
    Event,
    PartySizeChanged,
    PeopleCounted,
    ProfileChanged,
    Record,
    SpotBlocked,
    SpotUnblocked,
)
from server.queueing.ticket import LIVE, TicketState
from server.queueing.tickets import known, not_in_state


def count_people(day: Day, command: CountPeople, now: datetime) -> list[Event] | Refusal:
    """What the door-keeper saw. It is counted even where the hall is full: they are inside."""
    if day.hall is None:
        return Refusal(RefusalCode.NO_PLACES)
    if day.hall.others + command.change < 0:
        return Refusal(RefusalCode.NOBODY_TO_COUNT_OUT)
    return [PeopleCounted(command.change)]


def change_profile(day: Day, command: ChangeProfile, now: datetime) -> list[Event] | Refusal:
    """Other rules. A stricter one lets nobody in until those inside fit it."""
    hall = day.office.hall
    if day.hall is None or hall is None:
        return Refusal(RefusalCode.NO_PLACES)
    if hall.health_profile(command.profile) is None:
        known_ids = ", ".join(each.id for each in hall.profiles)
        params = {"profile": command.profile, "known": known_ids}
        return Refusal(RefusalCode.PROFILE_UNKNOWN, params)
    if day.hall.profile == command.profile:
        return Refusal(RefusalCode.PROFILE_UNCHANGED, {"profile": command.profile})
    return [ProfileChanged(command.profile)]


def block_spot(day: Day, command: BlockSpot, now: datetime) -> list[Event] | Refusal:
    """Give nobody this place: it is wet, or something stands there."""
    if refusal := _spot_unknown(day, command.spot):
        return refusal
    if day.hall is not None and command.spot in day.hall.blocked:
        return Refusal(RefusalCode.SPOT_ALREADY_BLOCKED, {"spot": command.spot})
    return [SpotBlocked(command.spot)]


def unblock_spot(day: Day, command: UnblockSpot, now: datetime) -> list[Event] | Refusal:
    """Use it again."""
    if refusal := _spot_unknown(day, command.spot):
        return refusal
    if day.hall is not None and command.spot not in day.hall.blocked:
        return Refusal(RefusalCode.SPOT_NOT_BLOCKED, {"spot": command.spot})
    return [SpotUnblocked(command.spot)]


def change_party_size(day: Day, command: ChangePartySize, now: datetime) -> list[Event] | Refusal:
    """How many came together under one number; also where the office gives no places."""
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    most = day.office.tickets.largest_party
    if not 1 <= command.party_size <= most:
        return Refusal(RefusalCode.PARTY_SIZE_OUT_OF_RANGE, {"most": most})
    if ticket.state not in LIVE and ticket.state is not TicketState.NO_SHOW:
        return not_in_state(ticket)
    if ticket.party_size == command.party_size:
        return Refusal(RefusalCode.PARTY_SIZE_UNCHANGED, {"number": ticket.number})
    return [PartySizeChanged(ticket.id, command.party_size)]


def people_counted(day: Day, event: PeopleCounted, record: Record) -> None:
    """Apply."""
    if day.hall is not None:
        day.hall.others += event.change


def profile_changed(day: Day, event: ProfileChanged, record: Record) -> None:
    """Apply."""
    if day.hall is not None:
        day.hall.profile = event.profile


def spot_blocked(day: Day, event: SpotBlocked, record: Record) -> None:
    """Apply."""
    if day.hall is not None:
        day.hall.blocked.add(event.spot)


def spot_unblocked(day: Day, event: SpotUnblocked, record: Record) -> None:
    """Apply."""
    if day.hall is not None:
        day.hall.blocked.discard(event.spot)


def party_size_changed(day: Day, event: PartySizeChanged, record: Record) -> None:
    """Apply: no turn depends on it."""
    day.amend(replace(day.tickets[event.ticket_id], party_size=event.party_size))


def _spot_unknown(day: Day, number: int) -> Refusal | None:
    if day.office.hall is None or day.hall is None:
        return Refusal(RefusalCode.NO_PLACES)
    if day.office.hall.spot(number) is None:
        return Refusal(RefusalCode.SPOT_UNKNOWN, {"spot": number})
    return None
