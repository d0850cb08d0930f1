import pytest
from hypothesis import given
from hypothesis import strategies as st

from personal.phones import LONGEST, SHORTEST, PhoneProblem, read_phone

AT_HOME = st.builds(
    lambda third, rest: f"08{third}{rest}",
    st.sampled_from("123456789"),
    st.text("0123456789", min_size=SHORTEST - 3, max_size=LONGEST - 3),
)


@given(AT_HOME, st.sampled_from(["{}", "+62{}", "62{}", "0062{}"]), st.sampled_from(["", " ", "-"]))
def test_number_is_one_number_however_it_is_written(number, form, filling):
    written = number if form == "{}" else form.format(number[1:])

    assert read_phone(filling.join([written[:4], written[4:8], written[8:]])) == number


@given(AT_HOME)
def test_number_without_its_leading_nought_is_the_same(number):
    assert read_phone(number[1:]) == number


@given(AT_HOME)
def test_number_that_was_read_is_read_as_itself(number):
    assert read_phone(number) == number


@given(st.text())
def test_number_is_read_or_its_problem_is_named_whatever_is_typed(typed):
    read = read_phone(typed)

    assert isinstance(read, PhoneProblem) or (read.isdecimal() and read.startswith("08"))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", PhoneProblem.UNREADABLE),
        ("Budi", PhoneProblem.UNREADABLE),
        ("0812345678a", PhoneProblem.UNREADABLE),
        ("٠٨١٢٣٤٥٦٧٨٩", PhoneProblem.UNREADABLE),
        ("0711354321", PhoneProblem.NOT_MOBILE),
        ("+1 202 555 0123", PhoneProblem.UNREADABLE),
        ("0801234567", PhoneProblem.NOT_MOBILE),
        ("08", PhoneProblem.TOO_SHORT),
        ("081234567", PhoneProblem.TOO_SHORT),
        ("08123456789012", PhoneProblem.TOO_LONG),
    ],
)
def test_number_that_is_no_mobile_is_told_apart(typed, problem):
    assert read_phone(typed) is problem
