"""The NIK, the 16 digits of every Indonesian: PPKKCC DDMMYY SSSS.

Province, city and district of the first registration; the date of birth, 40 added to the day of
women; a serial from 0001 (Permendagri 108/2019 and the offices' own pages). There is no check
digit. A NIK never changes, not even where it was made with a wrong date: what differs from what a
person says is a question to that person, never an error, and nobody is sent away for it.
"""

import re
from datetime import date
from enum import StrEnum

from msgspec import Struct

LENGTH = 16
WOMEN = 40
"""Added to the day of birth of women."""

AGE_OF_KTP = 17

_NIK = re.compile(r"(?P<region>\d{6})(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d\d)(?P<serial>\d{4})")
_FILLING = re.compile(r"[\s.-]+")


class NikProblem(StrEnum):
    """Why something typed can be nobody's NIK."""

    NOT_16_DIGITS = "not_16_digits"
    NO_SUCH_DATE = "no_such_date"
    NO_SERIAL = "no_serial"


class NikDoubt(StrEnum):
    """What is unusual and may be right all the same: asked about, never refused."""

    OTHER_REGION = "other_region"
    OTHER_BIRTH_DATE = "other_birth_date"
    OTHER_SEX = "other_sex"


class Sex(StrEnum):
    """As a NIK says it."""

    FEMALE = "female"
    MALE = "male"


class Nik(Struct, frozen=True):
    """What the digits of a possible NIK say. `year` is of two digits: the century is not in it."""

    digits: str
    region: str  # province, city, district: two digits each
    day: int
    month: int
    year: int
    sex: Sex

    def born(self, today: date, youngest: int = 0) -> date | None:
        """The likeliest date of birth of somebody who is at least `youngest` years old.

        In this century where that is possible, else in the last one: people over a hundred are
        told from children by nothing in the NIK. None: the day is in neither.
        """
        return next(
            (
                born
                for century in (2000, 1900)
                if (born := _date(century + self.year, self.month, self.day)) is not None
                and _age(born, today) >= youngest
                and born <= today
            ),
            None,
        )


def read_nik(typed: str) -> Nik | NikProblem:
    """What a NIK says, or why it can be nobody's. 29 February counts if either century has it."""
    match = _NIK.fullmatch(_FILLING.sub("", typed)) if typed.isascii() else None
    if match is None:
        return NikProblem.NOT_16_DIGITS
    day = int(match["day"])
    sex = Sex.FEMALE if day > WOMEN else Sex.MALE
    day -= WOMEN if sex is Sex.FEMALE else 0
    month, year = int(match["month"]), int(match["year"])
    if not any(_date(century + year, month, day) for century in (1900, 2000)):
        return NikProblem.NO_SUCH_DATE
    if match["serial"] == "0000":
        return NikProblem.NO_SERIAL
    return Nik(match[0], match["region"], day, month, year, sex)


def doubts(
    nik: Nik,
    regions: tuple[str, ...] = (),
    born: date | None = None,
    sex: Sex | None = None,
) -> list[NikDoubt]:
    """What a person may be asked about, beside what they say of themselves.

    `regions`: beginnings of the region codes that are usual here, such as 1671; none: all are.
    """
    found = []
    if regions and not nik.region.startswith(regions):
        found.append(NikDoubt.OTHER_REGION)
    if born is not None and (born.day, born.month, born.year % 100) != (
        nik.day,
        nik.month,
        nik.year,
    ):
        found.append(NikDoubt.OTHER_BIRTH_DATE)
    if sex is not None and sex is not nik.sex:
        found.append(NikDoubt.OTHER_SEX)
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
