"""What screens are told of the lobby: who is inside, who is to come in, and where each waits."""

from collections.abc import Iterable

from msgspec import Struct

from protocol.snapshots import ComeInView, PeopleView, ProfileView, RoomView, SpotView
from server.queueing.commands import MissComeIn
from server.queueing.day import Day
from server.queueing.hall import inside, profile_of, room, rules_of
from server.queueing.hall_day import WAITS
from server.queueing.schedule import Moment
from server.queueing.ticket import Ticket, TicketState
from server.queueing.timers import come_in_due

MILLIMETRES = 1000


class Whereabouts(Struct, frozen=True):
    """Where a waiting ticket's people wait. `line`: which they are outside, 1 for the first.

    `come_in_at` is when they were asked in last; of those who did not come, when at first.
    `come_in_until`: when they are asked again, or not any more, if somebody looks at the door.
    """

    where: str | None = None
    spot: int | None = None
    line: int | None = None
    come_in_at: Moment | None = None
    come_in_until: Moment | None = None


NOWHERE = Whereabouts()


def whereabouts(day: Day, ticket: Ticket) -> Whereabouts:
    """Where a ticket waits; nowhere if it does not, or the office gives no places.

    Whoever is called and has not been told yet is where they were.
    """
    if day.hall is None:
        return NOWHERE
    if is_unheard(ticket):
        spot = ticket.called_from
        return Whereabouts("outside" if spot is None else "inside", spot)
    if ticket.state not in WAITS:
        return NOWHERE
    if ticket.stay is None:
        missed_at = ticket.let_in_at if ticket.missed_come_in else None
        line = day.hall.outside.position(ticket)
        return Whereabouts("outside", line=line, come_in_at=missed_at)
    stay = ticket.stay
    if stay.arrived_at is not None:
        return Whereabouts("inside", stay.spot, come_in_at=stay.called_in_at)
    due = come_in_due(day, ticket)
    until = due.at if due is not None and isinstance(due.command, MissComeIn) else None
    return Whereabouts("come_in", stay.spot, None, stay.called_in_at, until)


def is_unheard(ticket: Ticket) -> bool:
    """Whether a ticket is called, and its people do not know yet."""
    return ticket.state is TicketState.CALLED and not ticket.is_announced


def room_view(day: Day, now: Moment) -> RoomView | None:
    """The lobby at `now`; None where the office gives no places."""
    if day.hall is None:
        return None
    hall, today = rules_of(day)
    profile, counted = profile_of(day), inside(day, now)
    limit, used = room(day, counted), frozenset(profile.spots)
    placed = sorted(
        (day.tickets[ticket_id] for ticket_id in today.taken.values()),
        key=lambda ticket: ticket.stay.spot if ticket.stay else 0,
    )
    return RoomView(
        profile=profile.id,
        profile_name=profile.name,
        distance_metres=profile.distance / MILLIMETRES,
        people=counted.total,
        most=limit.most,
        limit=limit.limit.value,
        is_full=counted.total >= limit.most,
        waiting_inside=len(placed),
        waiting_outside=len(today.outside),
        come_in=_come_in(placed),
        spots=tuple(_spot_view(ticket) for ticket in placed),
        blocked=tuple(sorted(today.blocked)),
        unused=tuple(spot.number for spot in hall.spots if spot.number not in used),
        mask=profile.mask,
        hand_wash=profile.hand_wash,
    )


def people_view(day: Day, now: Moment) -> PeopleView | None:
    """Everybody inside by what they do; None where the office gives no places."""
    return None if day.hall is None else PeopleView(*inside(day, now))


def profile_views(day: Day) -> tuple[ProfileView, ...]:
    """The health rules that staff can choose."""
    hall = day.office.hall
    return tuple(
        ProfileView(
            id=each.id,
            name=each.name,
            distance_metres=each.distance / MILLIMETRES,
            spots=len(each.spots),
            people=each.people,
            waiting_room=each.waiting_room,
        )
        for each in (hall.profiles if hall is not None else ())
    )


def _come_in(placed: Iterable[Ticket]) -> tuple[ComeInView, ...]:
    asked = [
        ComeInView(ticket.number, stay.spot, stay.called_in_at, stay.calls > 1)
        for ticket in placed
        if (stay := ticket.stay) is not None and stay.arrived_at is None
    ]
    return tuple(sorted(asked, key=lambda each: (each.since, each.number)))


def _spot_view(ticket: Ticket) -> SpotView:
    return SpotView(
        spot=ticket.stay.spot if ticket.stay else 0,
        number=ticket.number,
        state="waiting" if ticket.has_arrived else "come_in",
        people=ticket.party_size,
    )
