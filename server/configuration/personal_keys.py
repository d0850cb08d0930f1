"""The keys of an OFFICE.toml about personal data: what is asked for, why, and for how long."""

from personal.kinds import Kind
from server.configuration.values import WORDS
from settings.kinds import Key, Listing, Scalar, Table
from settings.values import choice, whole

LONGEST_DAYS = 366
KINDS = tuple(kind.value for kind in Kind)

KINDS_ASKED = Listing(choice(lambda: KINDS, f"one of {', '.join(KINDS)}"), unique=True)


def _region(found: object) -> str:
    if not isinstance(found, str) or not found.isascii() or not found.isdecimal():
        raise ValueError
    if len(found) not in (2, 4, 6):
        raise ValueError
    return found


REGION = Scalar('2, 4 or 6 digits, such as "1671" for Palembang', _region)

_EVERY = (
    Key("purpose", WORDS),
    Key("consent", WORDS, None),
    Key("days", whole(0, LONGEST_DAYS, "days"), 0),
)

PERSONAL = Table(
    Key(Kind.PHONE.value, Table(*_EVERY), None),
    Key(Kind.NIK.value, Table(*_EVERY, Key("regions", Listing(REGION, unique=True), ())), None),
)
"""A table for each kind that some service asks for."""
