"""Sending the state out: each version once, to whoever watches, at most ten times a second.

The hall's snapshot and the desks' are encoded once for all their streams. A visitor's view is made
in the same pass and sent only if it has changed for that visitor.
"""

import asyncio
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from protocol.snapshots import DevicesSnapshot, TicketView
from server.configuration.presentation.presentation import Presentation
from server.office.clock import OfficeClock
from server.office.desk_view import desk_snapshot
from server.office.devices import Devices
from server.office.hall_view import hall_snapshot
from server.office.office_view import NOTHING_SHOWN
from server.office.subscriptions import Message, Subscription
from server.office.ticket_view import VisitorViews
from server.queueing.day import Day
from server.queueing.events import Record
from server.queueing.standing import RiseReason, rise_reason

PUBLISH_SECONDS = 0.1

SNAPSHOT = "snapshot"
DEVICES = "devices"


class _Audience(Struct):
    """The streams of one ticket, and what they were told last."""

    subscriptions: set[Subscription]
    told: tuple[bytes, bytes] | None = None  # what of it is no moment: the office, the own part
    ahead: int | None = None
    rise_reason: str | None = None


class Publisher:
    """The streams of one office."""

    def __init__(
        self, epoch: str, clock: OfficeClock, presentation: Presentation = NOTHING_SHOWN
    ) -> None:
        """`epoch` is the installation's; it begins the id of every snapshot."""
        self._epoch, self._clock, self._presentation = epoch, clock, presentation
        self._hall: set[Subscription] = set()
        self._desks: set[Subscription] = set()
        self._tickets: dict[str, _Audience] = {}
        self._reasons: set[RiseReason] = set()
        self._changed = False
        self._not_before = 0.0
        self.publications = 0
        self._told_away: list[str] = []
        self.devices = Devices(clock, self._publish_devices)

    @property
    def watchers(self) -> int:
        """How many streams are open."""
        tickets = sum(len(audience.subscriptions) for audience in self._tickets.values())
        return len(self._hall) + len(self._desks) + tickets

    def heed(self, day: Day, records: Sequence[Record]) -> None:
        """Take notice of committed records."""
        if not records:
            return
        self._changed = True
        if self._tickets:
            self._reasons.update(
                reason for record in records if (reason := rise_reason(day, record.event))
            )

    def publish_in(self) -> float | None:
        """Seconds until `publish` should be called; None if nothing has changed."""
        if not self._changed:
            return None
        return max(0.0, self._not_before - asyncio.get_running_loop().time())

    def publish(self, day: Day) -> None:
        """Tell everybody who watches."""
        self._changed = False
        self._not_before = asyncio.get_running_loop().time() + PUBLISH_SECONDS
        if not self.watchers:
            return
        self.publications += 1
        clock = self._clock.view()
        if self._hall or self._desks:
            hall = hall_snapshot(day, self._epoch, clock, self._presentation)
            _send(self._hall, _message(SNAPSHOT, str(hall.id), hall))
            if self._desks:
                desk = desk_snapshot(day, self._epoch, clock, self._presentation, hall)
                _send(self._desks, _message(SNAPSHOT, str(hall.id), desk))
        if self._tickets:
            views = VisitorViews(day, self._epoch, clock, self._presentation)
            for ticket_id, audience in self._tickets.items():
                if ticket_id in day.tickets:
                    self._tell_visitor(views, ticket_id, audience)
        self._reasons.clear()

    def follow_hall(self, day: Day) -> Subscription:
        """A stream of the hall, with the present state in it."""
        hall = hall_snapshot(day, self._epoch, self._clock.view(), self._presentation)
        subscription = Subscription(self._hall.discard)
        subscription.put(_message(SNAPSHOT, str(hall.id), hall))
        if self.devices.kiosks_away():
            subscription.put(self._away_message())
        self._hall.add(subscription)
        return subscription

    def follow_desk(self, day: Day) -> Subscription:
        """A stream for a desk, with the present state and the devices in it."""
        desk = desk_snapshot(day, self._epoch, self._clock.view(), self._presentation)
        subscription = Subscription(self._desks.discard)
        subscription.put(_message(SNAPSHOT, str(desk.hall.id), desk))
        subscription.put(self._devices_message())
        self._desks.add(subscription)
        return subscription

    def follow_ticket(self, day: Day, ticket_id: str) -> Subscription:
        """A visitor's stream, with the present state in it."""
        audience = self._tickets.setdefault(ticket_id, _Audience(set()))
        subscription = Subscription(lambda gone: self._forget(ticket_id, gone))
        audience.subscriptions.add(subscription)
        views = self._views(day)
        ahead = views.ahead(ticket_id)
        own_part = views.own_part(ticket_id, ahead, audience.rise_reason)
        if audience.told is None:  # else its other screens may still have to be told of a change
            audience.told, audience.ahead = (views.office, own_part), ahead
        subscription.put(Message(SNAPSHOT, views.id, views.whole(own_part)))
        return subscription

    def visitor_view(self, day: Day, ticket_id: str) -> TicketView:
        """A visitor's own line now."""
        audience = self._tickets.get(ticket_id)
        return self._views(day).view(ticket_id, audience.rise_reason if audience else None)

    def end(self) -> None:
        """Let all streams end."""
        self.devices.stop()
        for audience in (self._hall, self._desks):
            for subscription in audience:
                subscription.end()
        for visitor in self._tickets.values():
            for subscription in visitor.subscriptions:
                subscription.end()

    def _views(self, day: Day) -> VisitorViews:
        return VisitorViews(day, self._epoch, self._clock.view(), self._presentation)

    def _tell_visitor(self, views: VisitorViews, ticket_id: str, audience: _Audience) -> None:
        before, ahead = audience.ahead, views.ahead(ticket_id)
        if before is not None and ahead is not None and ahead != before:
            audience.rise_reason = self._reason() if ahead > before else None
        own_part = views.own_part(ticket_id, ahead, audience.rise_reason)
        if (views.office, own_part) != audience.told:
            audience.told, audience.ahead = (views.office, own_part), ahead
            message = Message(SNAPSHOT, views.id, views.whole(own_part))
            _send(audience.subscriptions, message)

    def _reason(self) -> str | None:
        """The likeliest of the reasons since the last publication."""
        return next((reason.value for reason in RiseReason if reason in self._reasons), None)

    def _forget(self, ticket_id: str, subscription: Subscription) -> None:
        audience = self._tickets[ticket_id]
        audience.subscriptions.discard(subscription)
        if not audience.subscriptions:
            del self._tickets[ticket_id]

    def _publish_devices(self) -> None:
        if self._desks:
            _send(self._desks, self._devices_message())
        away = [each.name for each in self.devices.kiosks_away()]
        if self._hall and away != self._told_away:
            _send(self._hall, self._away_message())
        self._told_away = away

    def _away_message(self) -> Message:
        """All that the hall is told of its machines."""
        devices = DevicesSnapshot(self._clock.view(), self.devices.kiosks_away())
        return _message(DEVICES, "", devices)

    def _devices_message(self) -> Message:
        clock = self._clock.view()
        devices = DevicesSnapshot(clock, self.devices.views())
        return _message(DEVICES, "", devices)


def told_once(view: TicketView) -> Subscription:
    """A stream of what will not change any more: a ticket of a former day."""
    subscription = Subscription(lambda _: None)
    subscription.put(_message(SNAPSHOT, str(view.id), view))
    return subscription


def _message(event: str, message_id: str, content: Struct) -> Message:
    return Message(event, message_id, msgspec.json.encode(content))


def _send(subscriptions: set[Subscription], message: Message) -> None:
    for subscription in subscriptions:
        subscription.put(message)
