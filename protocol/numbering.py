"""How numbers are written: the letter of a service and a running number, three digits at least."""

MOST_DIGITS = 9


def number_of(letter: str, sequence: int) -> str:
    """`A-012`."""
    return f"{letter}-{sequence:03d}"


def sequence_of(letter: str, number: str) -> int | None:
    """12 of `A-012`; None if it is of another letter, or not as we write it ourselves."""
    digits = number.removeprefix(f"{letter}-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS):
        return None
    return int(digits) if number == number_of(letter, int(digits)) else None
