"""Who is signed in at this desk, and what that allows. Pure."""

from collections.abc import Mapping

from msgspec import Struct

from protocol.access import WhoView

ALL_OFFICES = "*"
#: Roles that may do at a desk what only supervisors may.
SUPERVISING = frozenset({"supervisor", "administrator"})
#: Roles that may work at a counter.
CLERKS = SUPERVISING | {"clerk"}


class Staff(Struct, frozen=True):
    """A member of staff in one office; `role` is "" where they are nobody there."""

    account_id: str = ""
    name: str = ""
    role: str = ""

    @property
    def may_supervise(self) -> bool:
        """Whether the supervisor's functions are theirs."""
        return self.role in SUPERVISING

    @property
    def may_serve(self) -> bool:
        """Whether they may work at a counter."""
        return self.role in CLERKS


def role_in(office: str, roles: Mapping[str, str]) -> str:
    """The role in an office: its own, else that for all offices, else ""."""
    return roles.get(office) or roles.get(ALL_OFFICES) or ""


def staff_of(who: WhoView, office: str) -> Staff:
    """Who that is in an office."""
    return Staff(who.account_id or "", who.name, role_in(office, who.roles))
