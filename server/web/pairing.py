"""Pairing the machines of the hall, and revoking them."""

from protocol.access import (
    ConfirmPairingBody,
    DevicesView,
    PairBody,
    PairedReply,
    PairingView,
    PairReply,
    RevokedReply,
)
from server.web.errors import answered
from server.web.office_request import OfficeRequest


async def ask(request: OfficeRequest, body: PairBody) -> PairReply:
    """A machine asks to be paired, and gets the code that it is to show."""
    return answered(await request.access.machines.ask(request.office.id, body, request.address))


async def show(request: OfficeRequest) -> PairingView:
    """What has become of a pairing."""
    return answered(await request.access.machines.show(request.office.id, request["pairing_id"]))


async def list_machines(request: OfficeRequest) -> DevicesView:
    """The machines that wait for a supervisor, and those that are paired."""
    return await request.access.machines.list(request.office.id)


async def confirm(request: OfficeRequest, body: ConfirmPairingBody) -> PairedReply:
    """A supervisor types the code that a machine shows: its key is good from now on."""
    return answered(
        await request.access.machines.confirm(request.office.id, body.code, request.principal.id)
    )


async def revoke(request: OfficeRequest) -> RevokedReply:
    """A machine's key is good for nothing any more; one that waits is refused."""
    return answered(
        await request.access.machines.revoke(request.office.id, request["kind"], request["name"])
    )
