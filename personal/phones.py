"""Indonesian mobile numbers: whatever way people write one, it is kept as `081234567890`.

Mobile numbers begin with 08 at home and +628 abroad, and have 10 to 13 digits at home. A fixed
line is refused: a message reaches nobody there.
"""

import re
from enum import StrEnum

SHORTEST, LONGEST = 10, 13
"""Digits, the leading 0 included."""

_FILLING = re.compile(r"[\s.()/-]+")
_DIGITS = re.compile(r"[0-9]+")
_MOBILE = re.compile(r"08[1-9]")


class PhoneProblem(StrEnum):
    """Why something typed is no mobile number."""

    UNREADABLE = "unreadable"  # nothing, or more than digits
    NOT_MOBILE = "not_mobile"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"


def read_phone(typed: str) -> str | PhoneProblem:
    """The number in the one form that is kept, or what is wrong with it."""
    digits = _at_home(_FILLING.sub("", typed))
    if not _DIGITS.fullmatch(digits):
        return PhoneProblem.UNREADABLE
    if not _MOBILE.match(digits):
        is_begun = len(digits) < 3 and "081".startswith(digits)
        return PhoneProblem.TOO_SHORT if is_begun else PhoneProblem.NOT_MOBILE
    if len(digits) < SHORTEST:
        return PhoneProblem.TOO_SHORT
    return PhoneProblem.TOO_LONG if len(digits) > LONGEST else digits


def _at_home(typed: str) -> str:
    """`+62812...`, `0062812...`, `62812...` and `812...` as `0812...`."""
    bare = typed.removeprefix("+").removeprefix("00") if typed[:1] in "+0" else typed
    if bare.startswith("62") and (typed[:1] in "+0" or len(bare) > len("62812")):
        return "0" + bare.removeprefix("62").removeprefix("0")
    return f"0{typed}" if typed.startswith("8") else typed
