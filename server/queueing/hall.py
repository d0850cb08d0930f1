"""Who is inside the lobby, and whether there is room for more. People are counted, not tickets.

Three rules limit them; the tightest is named. A number above a limit (after it was lowered, or
because the door-keeper counted somebody in) sends nobody out, and lets nobody in.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from protocol.refusals import Refusal, RefusalCode
from server.queueing.day import Day, tickets_in_hand
from server.queueing.hall_day import WAITS, HallDay
from server.queueing.hall_rules import Hall, HealthProfile
from server.queueing.ticket import Ticket


class Limit(StrEnum):
    """What keeps people out."""

    SPOTS = "spots"  # every place that the profile uses is taken
    PEOPLE = "people"  # the profile's share of the people that the hall holds
    WAITING_ROOM = "waiting_room"  # the most who may wait inside


class Inside(NamedTuple):
    """The people inside by what they do there."""

    waiting: int
    coming: int  # asked to come in: their place is kept, so they count
    at_counters: int
    held: int
    leaving: int
    at_kiosks: int
    staff: int
    others: int

    @property
    def total(self) -> int:
        """Everybody."""
        return sum(self)

    @property
    def with_places(self) -> int:
        """Whoever waits inside or is on the way to a place."""
        return self.waiting + self.coming


class Room(NamedTuple):
    """How many people may be inside, and which rule says so."""

    most: int
    limit: Limit


def rules_of(day: Day) -> tuple[Hall, HallDay]:
    """The rules and the state of a lobby; the office must give places."""
    if day.office.hall is None or day.hall is None:
        raise LookupError(f"{day.office.id} gives no places")
    return day.office.hall, day.hall


def profile_of(day: Day) -> HealthProfile:
    """The health rules that hold now."""
    hall, today = rules_of(day)
    return hall.health_profile(today.profile) or hall.profiles[0]


def inside(day: Day, now: datetime) -> Inside:
    """The people inside at `now`."""
    hall, today = rules_of(day)
    placed = [
        each
        for each in map(day.tickets.__getitem__, today.taken.values())
        if each.state in WAITS  # else its call is not heard yet: it counts at the counter
    ]
    return Inside(
        waiting=sum(each.party_size for each in placed if each.has_arrived),
        coming=sum(each.party_size for each in placed if not each.has_arrived),
        at_counters=sum(each.party_size for each in tickets_in_hand(day)),
        held=sum(day.tickets[ticket_id].party_size for ticket_id in today.held),
        leaving=sum(today.leaving[each].people for each in leaving(day, now)),
        at_kiosks=hall.at_kiosks,
        staff=hall.staff,
        others=today.others,
    )


def leaving(day: Day, now: datetime) -> list[str]:
    """The tickets whose people may still be on the way out; in time of life, breaks or not."""
    _, today = rules_of(day)
    return [ticket_id for ticket_id, left in today.leaving.items() if left.until > now]


def room(day: Day, counted: Inside) -> Room:
    """The tightest of the three rules, in people inside; with equal ones the first named."""
    profile = profile_of(day)
    elsewhere = counted.total - counted.with_places
    free = usable_spots(day) - rules_of(day)[1].taken.keys()
    rooms = [Room(counted.total + len(free), Limit.SPOTS)]
    if profile.people is not None:
        rooms.append(Room(profile.people, Limit.PEOPLE))
    if profile.waiting_room is not None:
        rooms.append(Room(elsewhere + profile.waiting_room, Limit.WAITING_ROOM))
    return min(rooms, key=lambda each: each.most)


def usable_spots(day: Day) -> frozenset[int]:
    """The places that the profile uses and that nobody has blocked, taken or not."""
    return frozenset(profile_of(day).spots) - rules_of(day)[1].blocked


def has_room_for(day: Day, counted: Inside, people: int) -> bool:
    """Whether so many more may be inside, at a counter or on the way there."""
    most = profile_of(day).people
    return most is None or counted.total + people <= most


def has_waiting_room_for(day: Day, counted: Inside, people: int) -> bool:
    """Whether so many more may wait inside."""
    most = profile_of(day).waiting_room
    return most is None or counted.with_places + people <= most


def is_crowded(day: Day, now: datetime) -> bool:
    """Whether the number of people, leaving ones too, may be what keeps somebody out."""
    return not has_room_for(day, inside(day, now), day.office.tickets.largest_party)


def may_come(day: Day, ticket: Ticket, counted: Inside, now: datetime) -> bool:
    """Whether a counter may call a ticket: it has a place or is inside, or there is room for it."""
    has_place = ticket.stay is not None or ticket.counter is not None
    return (
        has_place or is_leaving(day, ticket, now) or has_room_for(day, counted, ticket.party_size)
    )


def is_leaving(day: Day, ticket: Ticket, now: datetime) -> bool:
    """Whether the people of a ticket have just been inside, and may still be."""
    _, today = rules_of(day)
    left = today.leaving.get(ticket.id)
    return left is not None and left.until > now


def full(day: Day, now: datetime) -> Refusal:
    """Nobody may come in before somebody leaves."""
    counted = inside(day, now)
    most = room(day, counted).most
    return Refusal(RefusalCode.HALL_FULL, {"people": counted.total, "most": most})
