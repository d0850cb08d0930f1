"""How numbers are written: the letter of a service and a running number, three digits at least."""


def number_of(letter: str, sequence: int) -> str:
    """`A-012`."""
    return f"{letter}-{sequence:03d}"
