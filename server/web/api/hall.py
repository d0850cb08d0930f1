"""The lobby: who is there, who came in, and what staff change about it."""

from protocol.commands import CommandBody, CountPeopleBody, PartyBody, ProfileBody
from protocol.refusals import RefusalCode
from protocol.replies import CommandReply
from server.queueing import commands
from server.web.api.own_ticket import ticket_of_token
from server.web.errors import refused
from server.web.requests.office_request import OfficeRequest

MOST_DIGITS = 6


async def arrive(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """The people of a ticket are at the door, or inside, as the door-keeper saw."""
    return await request.order(body, commands.ArriveTicket(request["ticket_id"]))


async def arrive_by_code(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """The people of a ticket are at the door, or inside: a scanner read the slip."""
    ticket_id = await ticket_of_token(request)
    return await request.order(body, commands.ArriveTicket(ticket_id))


async def undo_arrive(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """They are not there after all: a wrong tick is taken back."""
    return await request.order(body, commands.UndoArrival(request["ticket_id"]))


async def change_party(request: OfficeRequest, body: PartyBody) -> CommandReply:
    """How many people are under one number: those who came together stand together."""
    command = commands.ChangePartySize(request["ticket_id"], body.party_size)
    return await request.order(body, command)


async def count_people(request: OfficeRequest, body: CountPeopleBody) -> CommandReply:
    """Somebody without a number came in or went out."""
    return await request.order(body, commands.CountPeople(body.change))


async def change_profile(request: OfficeRequest, body: ProfileBody) -> CommandReply:
    """Other health rules from now on; nobody inside is sent out."""
    return await request.order(body, commands.ChangeProfile(body.profile))


async def block_spot(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """Give nobody this place; whoever is there stays."""
    return await request.order(body, commands.BlockSpot(_spot(request)))


async def unblock_spot(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """Use the place again."""
    return await request.order(body, commands.UnblockSpot(_spot(request)))


def _spot(request: OfficeRequest) -> int:
    """The number in the path. Raises RefusedError(SPOT_UNKNOWN)."""
    number = request["number"]
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        raise refused(RefusalCode.SPOT_UNKNOWN, spot=number)
    return int(number)
