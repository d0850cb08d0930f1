"""Pairing the machines of the hall, and revoking them."""

from datetime import UTC, datetime

from msgspec.structs import replace

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
from server.web.requests.office_request import OfficeRequest


async def ask(request: OfficeRequest, body: PairBody) -> PairReply:
    """A machine asks to be paired, and gets the code that it is to show."""
    return answered(await request.access.machines.ask(request.office.id, body, request.address))


async def show(request: OfficeRequest) -> PairingView:
    """What has become of a pairing."""
    return answered(await request.access.machines.show(request.office.id, request["pairing_id"]))


async def list_machines(request: OfficeRequest) -> DevicesView:
    """The machines that wait for a supervisor, and those that are paired."""
    found = await request.access.machines.list(request.office.id)
    return DevicesView(
        tuple(replace(each, asked_at=_told(request, each.asked_at)) for each in found.waiting),
        tuple(
            replace(
                each,
                paired_at=_told(request, each.paired_at),
                last_used_at=_told(request, each.last_used_at),
                revoked_at=each.revoked_at and _told(request, each.revoked_at),
            )
            for each in found.paired
        ),
    )


def _told(request: OfficeRequest, moment: datetime) -> datetime:
    """A moment of life as the office's clock shows it: on a rehearsal the two differ."""
    return request.office.clock.ago((datetime.now(UTC) - moment).total_seconds())


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
