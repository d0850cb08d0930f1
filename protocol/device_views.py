"""The machines of the hall. A part of `snapshots`."""

from msgspec import Struct

from protocol.stamps import Clock, Moment


class DeviceView(Struct, frozen=True):
    """A screen or kiosk: what it calls itself, and when it was last heard of.

    One that has ever reported is `connected` while its reports go on (45 s), its stream or not.
    `last_seen` is on the office's clock: its age divided by `clock.speed` is in seconds of life.
    One that `waits` shows a code, which a supervisor is to type; the desks alone are told.
    """

    kind: str  # kiosk, display, desk
    name: str
    connected: bool
    last_seen: Moment  # its last report, or the last change of its stream
    printer: str | None = None  # as in `protocol.commands.DeviceReport`
    sound: str | None = None
    frozen_seconds: float = 0.0
    waits: bool = False


class DevicesSnapshot(Struct, frozen=True):
    """What the journal does not hold: the machines of the hall."""

    clock: Clock
    devices: tuple[DeviceView, ...]
