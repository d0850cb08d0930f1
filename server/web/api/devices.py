"""What the machines of the hall say of themselves. Nothing of it is kept."""

from protocol.commands import DeviceReport
from protocol.refusals import RefusalCode
from protocol.replies import ReportReply
from server.web.errors import refused
from server.web.requests.office_request import DEVICE_KINDS, OfficeRequest, is_device

REPORT_SECONDS = 15.0


def check_device(kind: str, name: str) -> None:
    """Raises RefusedError where no machine may call itself so."""
    if not is_device(kind, name):
        params = {"device": f"{kind}/{name}"[:80], "known": ", ".join(DEVICE_KINDS)}
        raise refused(RefusalCode.DEVICE_UNKNOWN, **params)


async def report(request: OfficeRequest, body: DeviceReport) -> ReportReply:
    """A machine of the hall says how it is; staff see what has changed."""
    kind, name = request["kind"], request["name"]
    check_device(kind, name)
    if request.device is None and kind != "desk":
        raise refused(RefusalCode.NOT_ALLOWED)  # kiosks and displays speak for themselves
    request.office.publisher.devices.reported(kind, name, body)
    return ReportReply(REPORT_SECONDS)
