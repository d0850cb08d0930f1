"""What crosses the wire about who asks: signing in, pairing machines, and who one is.

No reply carries a device's key: the device has made it itself and tells only its SHA-256.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from protocol.snapshots import Moment

Password = Annotated[str, Meta(max_length=256)]
KeyHash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of a device's key, in hex."""
PairedKind = Literal["kiosk", "display"]
RoleName = Literal["clerk", "door_keeper", "supervisor", "administrator"]


class SignInBody(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A member of staff, please. Large and small letters of `account` are the same."""

    account: Annotated[str, Meta(max_length=256)]
    password: Password


class SignInReply(Struct, frozen=True):
    """Signed in. `token` goes out as `Authorization: Bearer`; `roles` are by office, * for all.

    With `must_change_password` it is good for `POST /api/v1/password` only.
    """

    token: str
    account_id: str
    name: str
    roles: dict[str, RoleName]
    must_change_password: bool


class PasswordBody(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Another password. All other sessions of the account end."""

    old: Password
    new: Password


class Done(Struct, frozen=True):
    """It is done, and there is nothing else to tell."""

    done: bool = True


class WhoView(Struct, frozen=True):
    """Who asks: `kind` public, kiosk, display or staff.

    `name` is a device's, or what colleagues call a member of staff; `office` a device's.
    """

    kind: str
    name: str = ""
    office: str | None = None
    account_id: str | None = None
    roles: dict[str, RoleName] = {}
    must_change_password: bool = False


class PairBody(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A machine asks to be paired. The same question again gives the same answer."""

    kind: PairedKind
    name: Annotated[str, Meta(max_length=256)]
    key_hash: KeyHash


class PairReply(Struct, frozen=True):
    """The `code` (six digits) to show, until `expires_at`."""

    pairing_id: str
    code: str
    expires_at: Moment


class PairingView(Struct, frozen=True):
    """What has become of a pairing: waiting, confirmed, refused or expired."""

    state: str


class ConfirmPairingBody(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The code that a machine shows; spaces in it mean nothing."""

    code: Annotated[str, Meta(max_length=64)]


class PairedReply(Struct, frozen=True):
    """Which machine has just been paired."""

    kind: PairedKind
    name: str


class WaitingPairing(Struct, frozen=True):
    """A machine that shows a code now. The code itself stands on its screen alone."""

    kind: PairedKind
    name: str
    asked_at: Moment


class PairedDevice(Struct, frozen=True):
    """A machine with a key of its own. `paired_by`: what colleagues call who confirmed it."""

    kind: PairedKind
    name: str
    paired_at: Moment
    paired_by: str
    revoked_at: Moment | None
    last_used_at: Moment


class DevicesView(Struct, frozen=True):
    """The machines of an office that wait for a supervisor, and those that are paired."""

    waiting: tuple[WaitingPairing, ...]
    paired: tuple[PairedDevice, ...]


class RevokedReply(Struct, frozen=True):
    """Which machine's key is good for nothing from now on."""

    kind: str
    name: str
