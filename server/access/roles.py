"""Roles, and who asks.

An account has one role in each office that it is named in, and one in all others, if it has any
there (`*`). A role of the named office comes before that of all: so somebody who is a supervisor
everywhere may be a clerk in one. A device belongs to one office and is nobody in another.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

ALL_OFFICES = "*"


class Role(StrEnum):
    """What a member of staff is in an office. `table` says what each may do."""

    CLERK = "clerk"
    DOOR_KEEPER = "door_keeper"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Kind(StrEnum):
    """What kind of somebody asks."""

    PUBLIC = "public"
    KIOSK = "kiosk"
    DISPLAY = "display"
    STAFF = "staff"


class Asker(StrEnum):
    """As whom somebody asks about one office: the columns of the table of access."""

    PUBLIC = "everybody"
    THIS_MACHINE = "this machine"
    KIOSK = "kiosk"
    DISPLAY = "display"
    CLERK = "clerk"
    DOOR_KEEPER = "door-keeper"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


_OF_ROLE = {role: Asker[role.name] for role in Role}
_OF_DEVICE = {Kind.KIOSK: Asker.KIOSK, Kind.DISPLAY: Asker.DISPLAY}
_RANKS = (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.CLERK, Role.DOOR_KEEPER)


class Principal(Struct, frozen=True):
    """Who asks. `id` is an account's, or a device's name; `name` is what people call them."""

    kind: Kind
    id: str = ""
    name: str = ""
    office: str = ""
    roles: Mapping[str, Role] = {}
    must_change_password: bool = False

    @property
    def actor(self) -> str:
        """What the journal says: `staff:<account id>`, `kiosk:<name>`. Never a person's name."""
        return f"{self.kind}:{self.id}"

    def asker_in(self, office: str | None) -> Asker:
        """As whom they ask about an office; about none in particular: their highest role."""
        if self.kind is Kind.STAFF:
            role = self._highest_role() if office is None else self._role_in(office)
            return Asker.PUBLIC if role is None else _OF_ROLE[role]
        if self.kind is Kind.PUBLIC or office not in (None, self.office):
            return Asker.PUBLIC
        return _OF_DEVICE[self.kind]

    def _role_in(self, office: str) -> Role | None:
        return self.roles.get(office) or self.roles.get(ALL_OFFICES)

    def _highest_role(self) -> Role | None:
        held = self.roles.values()
        return next((role for role in _RANKS if role in held), None)


PUBLIC = Principal(Kind.PUBLIC)
"""Nobody in particular."""
