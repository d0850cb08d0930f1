"""Server-Sent Events: the hall, the desks, and each visitor's own line.

Always the whole state, so a screen that comes back needs no history. Promises:
- The first snapshot comes at once; later ones when something has changed.
- Newer replaces older: what a slow client has not taken in time it never gets, and nobody else
  waits for it. Beyond its one message in the making it holds no more than `SEND_BUFFER` of ours.
- A comment comes within every `comment_seconds`, so that proxies and screens know it is alive.
- A client that leaves, with or without a word, is noticed, and its device said to be gone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from aiohttp import web

from protocol.refusals import RefusalCode
from server.access.table import STAFF
from server.office.publisher import told_once
from server.office.subscriptions import Subscription
from server.web.api.own_ticket import former_view, ticket_of_token
from server.web.errors import RefusedError, answered, refused
from server.web.event_stream import EventStream
from server.web.keys import LIMITS, STREAMED, STREAMS
from server.web.observing import note_request
from server.web.requests.limits import STREAMS_OF_A_TICKET
from server.web.requests.office_request import OfficeRequest, is_device

STREAM_AGAIN_SECONDS = 60
"""After which time a stream whose phone has vanished is sure to have been given up."""


async def follow_hall(request: web.Request) -> web.StreamResponse:
    """The hall, live. A paired machine that follows it counts as connected."""
    asked = OfficeRequest(request)
    subscription = answered(await asked.office.hall_stream())
    return _stream(request, asked, subscription, "hall")


async def follow_desk(request: web.Request) -> web.StreamResponse:
    """The whole queue, live, and the machines of the hall. `?kind=desk&name=...`: which desk."""
    asked = OfficeRequest(request)
    subscription = answered(await asked.office.desk_stream())
    return _stream(request, asked, subscription, "desk")


async def follow_own(request: web.Request) -> web.StreamResponse:
    """A visitor's own line, live; sent only when it has changed."""
    asked = OfficeRequest(request)
    try:
        ticket_id = await ticket_of_token(asked)
    except RefusedError as error:
        former = await former_view(asked, error.refusal)
        if former is None:
            raise
        return _stream(request, asked, told_once(former), "ticket")
    subscription = answered(await asked.office.ticket_stream(ticket_id))
    return _stream(request, asked, subscription, "ticket", f"{asked.office.id}/{ticket_id}")


def _stream(
    request: web.Request,
    asked: OfficeRequest,
    subscription: Subscription,
    kind: str,
    place: str | None = None,
) -> EventStream:
    """The answer that goes on; `place` is one of the few streams that a ticket may have.

    Raises RefusedError: STOPPING, TOO_MANY_STREAMS.
    """
    try:
        if request.app[STREAMS].is_stopping:
            raise refused(RefusalCode.STOPPING)
        if place is not None and not request.app[LIMITS].ticket_streams.take(place):
            raise refused(
                RefusalCode.TOO_MANY_STREAMS,
                most=STREAMS_OF_A_TICKET,
                seconds=STREAM_AGAIN_SECONDS,
            )
    except RefusedError:
        subscription.close()
        raise
    request[STREAMED] = True
    return EventStream(subscription, _noticed(request, asked, subscription, kind, place))


@contextmanager
def _noticed(
    request: web.Request,
    asked: OfficeRequest,
    subscription: Subscription,
    kind: str,
    place: str | None,
) -> Iterator[None]:
    """Whoever must know of a stream does while it is open; its place is free afterwards."""
    began, streams, device = monotonic(), request.app[STREAMS], _device(request, asked)
    turn = streams.opened(kind, subscription)
    if device is not None:
        asked.office.publisher.devices.arrived(*device)
    try:
        with asked.access.credentials.following(asked.credential, subscription.end):
            yield
    finally:
        subscription.close()
        if place is not None:
            request.app[LIMITS].ticket_streams.leave(place)
        streams.ended(kind, turn)
        if device is not None:
            asked.office.publisher.devices.left(*device)
        note_request(request, 200, monotonic() - began)


def _device(request: web.Request, asked: OfficeRequest) -> tuple[str, str] | None:
    """Which machine follows: a paired one under its own name, a desk as its staff say."""
    if asked.device is not None or asked.asker not in STAFF:
        return asked.device
    kind, name = request.query.get("kind", ""), request.query.get("name", "")
    return (kind, name) if kind == "desk" and is_device(kind, name) else None
