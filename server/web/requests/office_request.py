"""What a handler of the API is given, and the way from its own types to an aiohttp handler.

A handler says in its annotations which body it takes and what it answers; reading and writing
them, and the OpenAPI description, follow from that:

    async def recall(request: OfficeRequest, body: CounterBody) -> CommandReply:
        return await request.order(body, commands.Recall(...))
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import Any, TypeVar, get_type_hints

import msgspec
from aiohttp import web

from protocol.commands import CommandBody
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import CommandReply
from server.contacts.vault import Vault
from server.journal.contacts import SealedContact
from server.journal.texts import Text
from server.office.live_office import LiveOffice
from server.office.orders import Order, Outcome
from server.queueing.commands import Command
from server.web.errors import answered, refused
from server.web.keys import LIMITS, METRICS, OFFICES, VAULT
from server.web.requests.asked import AskedRequest
from server.web.requests.bodies import in_time
from server.web.requests.limits import Meter
from server.web.requests.whole_numbers import decode
from server.web.route import Handler

DEVICE_KINDS = ("kiosk", "desk", "display")
_DEVICE_NAME = re.compile(r"[\w .-]{1,64}", re.ASCII)
CARRIED_OUT = "carried_out"

T = TypeVar("T")


class OfficeRequest(AskedRequest):
    """A request about one office. Raises RefusedError if there is none of that id."""

    __slots__ = ("office",)

    def __init__(self, request: web.Request) -> None:
        """Finds the office."""
        super().__init__(request)
        office_id = request.match_info["office"]
        office = request.app[OFFICES].get(office_id)
        if office is None:
            raise refused(RefusalCode.OFFICE_UNKNOWN, office=office_id)
        self.office: LiveOffice = office

    @property
    def vault(self) -> Vault:
        """Where personal data is sealed and opened."""
        return self._request.app[VAULT]

    async def order(
        self, body: CommandBody, command: Command, text: Text | None = None
    ) -> CommandReply:
        """Have a command carried out; `text` is what was written with it.

        Raises RefusedError, or StorageError if it cannot be kept.
        """
        outcome = await self.outcome(body, command, text)
        return CommandReply(
            outcome.version, outcome.ticket_id, outcome.number, outcome.state, outcome.call
        )

    async def hand_in(
        self, body: CommandBody, handed_in: Sequence[Command]
    ) -> list[Outcome | Refusal]:
        """Have each of these hand-ins carried out, whichever day they are of; in their order.

        Raises StorageError if some cannot be kept.
        """
        answers = await self.office.hand_in(
            [
                Order(f"{body.command_id}:{index}", body.day, self.actor, command)
                for index, command in enumerate(handed_in)
            ]
        )
        for command, answer in zip(handed_in, answers, strict=True):
            told = answer.code if isinstance(answer, Refusal) else CARRIED_OUT
            self._request.app[METRICS].note_command(type(command).__name__, told)
        return answers

    async def outcome(
        self,
        body: CommandBody,
        command: Command,
        text: Text | None = None,
        contacts: tuple[SealedContact, ...] = (),
    ) -> Outcome:
        """As `order`, for handlers with an answer of their own; `contacts` came with it."""
        order = Order(body.command_id, body.day, self.actor, command, text, contacts)
        told: str = RefusalCode.STORAGE_UNAVAILABLE
        try:
            answer = await self.office.carry_out(order)
            told = answer.code if isinstance(answer, Refusal) else CARRIED_OUT
        finally:
            self._request.app[METRICS].note_command(type(command).__name__, told)
        return answered(answer)

    def count_ticket(self, ticket_id: str) -> None:
        """One more request with a ticket's secret. Raises RefusedError(TOO_MANY_REQUESTS)."""
        self._count(self._request.app[LIMITS].tickets, f"{self.office.id}/{ticket_id}")

    def count_unknown_ticket(self) -> None:
        """Somebody asks for a ticket that is not. Raises RefusedError(TOO_MANY_REQUESTS)."""
        self._count(self._request.app[LIMITS].unknown_tickets, self.address)

    @staticmethod
    def _count(meter: Meter, who: str) -> None:
        if seconds := meter.take(who, monotonic()):
            raise refused(RefusalCode.TOO_MANY_REQUESTS, seconds=seconds)


def is_device(kind: str, name: str) -> bool:
    """Whether a device may call itself so."""
    return kind in DEVICE_KINDS and _DEVICE_NAME.fullmatch(name) is not None


def in_utc(moment: datetime | None) -> datetime | None:
    """A moment that somebody named, as all moments of the day are kept and told."""
    return None if moment is None else moment.astimezone(UTC)


def body_type(handler: Callable[..., Awaitable[Any]]) -> Any:
    """The body that an API handler takes, or None."""
    return get_type_hints(handler).get("body")


def reply_type(handler: Callable[..., Awaitable[Any]]) -> Any:
    """What an API handler answers."""
    return get_type_hints(handler)["return"]


def json_handler(handler: Callable[..., Awaitable[Any]], status: int = 200) -> Handler:
    """An aiohttp handler for an API handler: `(OfficeRequest[, body]) -> reply`.

    One that is about no office in particular takes an `AskedRequest`.
    """
    asking: type[AskedRequest] = get_type_hints(handler)["request"]
    wanted = body_type(handler)
    if wanted is None:

        async def answer(request: web.Request) -> web.StreamResponse:
            return json_response(await handler(asking(request)), status)

        return answer

    decoder = msgspec.json.Decoder(wanted)

    async def carry_out(request: web.Request) -> web.StreamResponse:
        asked = asking(request)
        return json_response(await handler(asked, await _read_body(request, decoder)), status)

    return carry_out


def json_response(content: object, status: int = 200) -> web.Response:
    """`content` as JSON."""
    return web.Response(
        status=status, body=msgspec.json.encode(content), content_type="application/json"
    )


async def _read_body(request: web.Request, decoder: "msgspec.json.Decoder[T]") -> T:
    if request.content_type != "application/json":
        raise refused(RefusalCode.BODY_NOT_JSON)
    if (request.content_length or 0) > request.client_max_size:
        raise refused(RefusalCode.BODY_TOO_LARGE, most=request.client_max_size)
    body = await in_time(request, request.read())
    try:
        return decode(body, decoder)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise refused(RefusalCode.BODY_MALFORMED, detail=str(error)) from None
