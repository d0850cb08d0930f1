from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personal.nik import LENGTH, WOMEN, Nik, NikDoubt, NikProblem, Sex, doubts, read_nik

TODAY = date(2026, 11, 25)
REGION = "999999"  # nobody's: no real person's number is made

BIRTHS = st.dates(TODAY - timedelta(days=36_000), TODAY)
SEXES = st.sampled_from(list(Sex))
SERIALS = st.integers(1, 9_999)


def written(born, sex, serial=1, region=REGION):
    day = born.day + (WOMEN if sex is Sex.FEMALE else 0)
    return f"{region}{day:02d}{born:%m%y}{serial:04d}"


@given(BIRTHS, SEXES, SERIALS)
def test_nik_says_the_birth_and_sex_that_it_was_made_of(born, sex, serial):
    nik = read_nik(written(born, sex, serial))

    assert isinstance(nik, Nik)
    assert nik.born(TODAY) == born
    assert nik.sex is sex
    assert nik.region == REGION


@given(BIRTHS, SEXES)
def test_nik_of_somebody_as_they_say_they_are_leaves_no_doubt(born, sex):
    nik = read_nik(written(born, sex))

    assert isinstance(nik, Nik)
    assert doubts(nik, ("99",), born, sex) == []


@given(BIRTHS, SEXES, BIRTHS)
def test_nik_with_another_birth_is_doubted_and_never_refused(born, sex, said):
    nik = read_nik(written(born, sex))

    assert isinstance(nik, Nik)
    is_same = (born.day, born.month, born.year % 100) == (said.day, said.month, said.year % 100)
    assert (NikDoubt.OTHER_BIRTH_DATE in doubts(nik, born=said)) is not is_same


@given(st.text(st.characters(), max_size=20))
def test_nik_is_read_or_its_problem_is_named_whatever_is_typed(typed):
    nik = read_nik(typed)

    assert isinstance(nik, NikProblem) or len(nik.digits) == LENGTH


@given(st.text("0123456789", min_size=LENGTH, max_size=LENGTH))
def test_nik_of_sixteen_digits_is_wrong_only_by_its_date_or_serial(typed):
    assert read_nik(typed) is not NikProblem.NOT_16_DIGITS


@pytest.mark.parametrize(
    ("typed", "sex", "born"),
    [
        ("3374081205900001", Sex.MALE, date(1990, 5, 12)),
        ("3273056010900009", Sex.FEMALE, date(1990, 10, 20)),
        ("3515144508680002", Sex.FEMALE, date(1968, 8, 5)),
        ("1671042902000003", Sex.MALE, date(2000, 2, 29)),
        ("1671-0429-0200-0003", Sex.MALE, date(2000, 2, 29)),
    ],
)
def test_nik_of_the_vectors_is_read(typed, sex, born):
    nik = read_nik(typed)

    assert isinstance(nik, Nik)
    assert (nik.sex, nik.born(TODAY)) == (sex, born)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("1671042902010003", NikProblem.NO_SUCH_DATE),  # 29 February 2001
        ("1671043102900001", NikProblem.NO_SUCH_DATE),  # 31 February
        ("1671044132900001", NikProblem.NO_SUCH_DATE),  # month 32
        ("9999990001900001", NikProblem.NO_SUCH_DATE),  # day 0
        ("9999994001900001", NikProblem.NO_SUCH_DATE),  # day 40: neither a man's nor a woman's
        ("9999997201900001", NikProblem.NO_SUCH_DATE),
        ("9999991205900000", NikProblem.NO_SERIAL),
        ("167104120590000", NikProblem.NOT_16_DIGITS),
        ("16710412059000011", NikProblem.NOT_16_DIGITS),
        ("", NikProblem.NOT_16_DIGITS),
        ("".join(chr(ord(d) + 0xFEE0) for d in "9999991205900001"), NikProblem.NOT_16_DIGITS),
    ],
)
def test_nik_that_can_be_nobodys_says_why(typed, problem):
    assert read_nik(typed) is problem


def test_nik_of_another_region_is_doubted_only_where_regions_are_usual():
    nik = read_nik("9999991205900001")

    assert isinstance(nik, Nik)
    assert doubts(nik) == []
    assert doubts(nik, ("1671",)) == [NikDoubt.OTHER_REGION]


def test_nik_of_the_other_sex_is_doubted():
    nik = read_nik("9999991205900001")

    assert isinstance(nik, Nik)
    assert doubts(nik, sex=Sex.FEMALE) == [NikDoubt.OTHER_SEX]


def test_birth_of_an_adult_is_sought_in_the_century_in_which_they_are_one():
    nik = read_nik("9999991205150001")

    assert isinstance(nik, Nik)
    assert nik.born(TODAY) == date(2015, 5, 12)
    assert nik.born(TODAY, youngest=17) == date(1915, 5, 12)


def test_birth_of_29_february_is_in_the_century_that_has_it():
    nik = read_nik("9999992902000001")

    assert isinstance(nik, Nik)
    assert nik.born(TODAY) == date(2000, 2, 29)
    assert nik.born(TODAY, youngest=30) is None
