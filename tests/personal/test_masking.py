import pytest
from hypothesis import given
from hypothesis import strategies as st

from personal.kinds import Kind, read
from personal.masking import HIDDEN, masked
from personal.nik import NikProblem


def test_telephone_number_shows_its_ends():
    assert masked("081234567834") == "0812••••34"


def test_nik_shows_its_ends():
    assert masked("9999991205900001") == "9999••••01"


@given(st.text())
def test_of_something_masked_six_characters_are_shown_at_most(value):
    assert len(masked(value).replace(HIDDEN, "", 1)) <= 6


@given(st.text(max_size=9))
def test_of_something_short_nothing_is_shown(value):
    assert masked(value) == HIDDEN


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_can_be_read(kind):
    good = {Kind.PHONE: "+62 812-3456-7834", Kind.NIK: "999999 120590 0001"}

    assert read(kind, good[kind]).isdecimal()


def test_a_nik_that_is_none_is_not_kept():
    assert read(Kind.NIK, "12") is NikProblem.NOT_16_DIGITS
