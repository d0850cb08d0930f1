"""The kinds of personal data that a service may ask for, and what each may look like."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from personal.nik import Nik, NikProblem, read_nik
from personal.phones import PhoneProblem, read_phone

Problem = PhoneProblem | NikProblem


class Kind(StrEnum):
    """A closed list: each kind needs rules and words of its own."""

    PHONE = "phone"
    NIK = "nik"


def read(kind: Kind, typed: str) -> str | Problem:
    """What somebody typed, in the one form that is kept, or why it is none of its kind."""
    return _READERS[kind](typed)


def _read_nik(typed: str) -> str | NikProblem:
    nik = read_nik(typed)
    return nik.digits if isinstance(nik, Nik) else nik


_READERS: Mapping[Kind, Callable[[str], str | Problem]] = {
    Kind.PHONE: read_phone,
    Kind.NIK: _read_nik,
}
