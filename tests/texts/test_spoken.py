"""Numbers as they are said: known values, and the rule that holds for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.spoken import (
    DIGITS,
    MOST,
    SOUND_ALIKE,
    alike_letters,
    speak_name,
    spell_digits,
    spell_number,
    spell_ticket,
)

LANGUAGES = st.sampled_from(["id", "en"])


@pytest.mark.parametrize(
    ("number", "indonesian", "english"),
    [
        (0, "nol", "zero"),
        (1, "satu", "one"),
        (2, "dua", "two"),
        (3, "tiga", "three"),
        (4, "empat", "four"),
        (5, "lima", "five"),
        (6, "enam", "six"),
        (7, "tujuh", "seven"),
        (8, "delapan", "eight"),
        (9, "sembilan", "nine"),
        (10, "sepuluh", "ten"),
        (11, "sebelas", "eleven"),
        (12, "dua belas", "twelve"),
        (13, "tiga belas", "thirteen"),
        (14, "empat belas", "fourteen"),
        (15, "lima belas", "fifteen"),
        (16, "enam belas", "sixteen"),
        (17, "tujuh belas", "seventeen"),
        (18, "delapan belas", "eighteen"),
        (19, "sembilan belas", "nineteen"),
        (20, "dua puluh", "twenty"),
        (21, "dua puluh satu", "twenty-one"),
        (40, "empat puluh", "forty"),
        (100, "seratus", "one hundred"),
        (105, "seratus lima", "one hundred and five"),
        (111, "seratus sebelas", "one hundred and eleven"),
        (200, "dua ratus", "two hundred"),
        (999, "sembilan ratus sembilan puluh sembilan", "nine hundred and ninety-nine"),
        (1000, "seribu", "one thousand"),
        (1005, "seribu lima", "one thousand and five"),
        (1100, "seribu seratus", "one thousand one hundred"),
        (8020, "delapan ribu dua puluh", "eight thousand and twenty"),
        (11_000, "sebelas ribu", "eleven thousand"),
        (100_001, "seratus ribu satu", "one hundred thousand and one"),
    ],
)
def test_numbers_known_by_heart(number: int, indonesian: str, english: str) -> None:
    assert spell_number(number, "id") == indonesian
    assert spell_number(number, "en") == english


def _value_indonesian(words: str) -> int:
    """The number that Indonesian words mean: read from left to right, by another rule."""
    total = group = digit = 0
    for word in words.split():
        match word:
            case "sepuluh" | "sebelas" | "seratus":
                group += {"sepuluh": 10, "sebelas": 11, "seratus": 100}[word]
            case "seribu":
                total += 1000
            case "belas":
                group, digit = group + 10 + digit, 0
            case "puluh" | "ratus":
                group, digit = group + digit * {"puluh": 10, "ratus": 100}[word], 0
            case "ribu":
                total, group, digit = total + (group + digit) * 1000, 0, 0
            case _:
                digit = DIGITS["id"].index(word)
    return total + group + digit


_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH = {
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    **{spell_number(value, "en"): value for value in range(20)},  # each is known by heart above
}


def _value_english(words: str) -> int:
    total = group = 0
    for word in words.replace("-", " ").replace(" and ", " ").split():
        if word == "hundred":
            group *= 100
        elif word == "thousand":
            total, group = total + group * 1000, 0
        else:
            group += _ENGLISH[word]
    return total + group


def test_words_of_every_number_mean_that_number() -> None:
    for number in range(10_000):
        assert _value_indonesian(spell_number(number, "id")) == number
        assert _value_english(spell_number(number, "en")) == number


@given(st.integers(10_000, MOST))
def test_words_of_large_numbers_mean_that_number(number: int) -> None:
    assert _value_indonesian(spell_number(number, "id")) == number
    assert _value_english(spell_number(number, "en")) == number


def test_indonesian_has_no_one_before_a_unit() -> None:
    spelled = " , ".join(spell_number(number, "id") for number in range(2_000))
    for wrong in ("satu belas", "satu ribu", "nol puluh", "satu puluh", ", satu ratus"):
        assert wrong not in spelled


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_numbers_without_words_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        spell_number(number, "id")


@pytest.mark.parametrize(
    ("number", "language", "said"),
    [
        ("A-012", "id", "A, nol satu dua"),
        ("A-012", "en", "A, zero one two"),
        ("B-100", "id-ID", "B, satu nol nol"),
        ("Z-9051", "id", "Z, sembilan nol lima satu"),
        ("A-007", "zz", "A, zero zero seven"),
        ("012", "id", "nol satu dua"),
        ("A", "id", "A"),
        ("", "id", ""),
    ],
)
def test_tickets_are_said_letter_then_digits(number: str, language: str, said: str) -> None:
    assert spell_ticket(number, language) == said


@given(st.text("0123456789"), LANGUAGES)
def test_every_digit_is_said_once_in_its_order(digits: str, language: str) -> None:
    words = spell_digits(digits, language).split()
    assert [DIGITS[language].index(word) for word in words] == [int(digit) for digit in digits]


@given(st.text(max_size=20), LANGUAGES)
def test_whatever_a_ticket_is_called_it_can_be_spelled(number: str, language: str) -> None:
    assert spell_ticket(number, language).isprintable()


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        ("Akta Kelahiran", "id", "Akta Kelahiran"),
        ("Pencetakan KTP-el (hilang/rusak/ubah data)", "id", "Pencetakan KTP-el"),
        ("Pindah / Datang (SKPWNI)", "id", "Pindah, Datang"),
        ("Informasi & Pengaduan", "id", "Informasi dan Pengaduan"),
        ("Birth/death", "en", "Birth, death"),
        ("Lost & found [east]", "en", "Lost and found"),
        ("(KIA)", "id", "(KIA)"),
        ("", "id", ""),
    ],
)
def test_names_are_said_without_what_is_for_the_eye(name: str, language: str, said: str) -> None:
    assert speak_name(name, language) == said


@given(st.text(max_size=40), LANGUAGES)
def test_whatever_a_name_is_it_loses_no_word_outside_brackets(name: str, language: str) -> None:
    said = speak_name(name, language)
    assert "/" not in said
    assert "&" not in said


@pytest.mark.parametrize(
    ("letters", "groups"),
    [
        ("ABC", (("B", "C"),)),
        ("AHB", (("A", "H"),)),
        ("LAMBDA", (("L", "M"), ("B", "D"))),
        ("AJU", ()),
        ("AA", ()),
        ("", ()),
    ],
)
def test_letters_that_sound_alike(letters: str, groups: tuple[tuple[str, ...], ...]) -> None:
    assert sorted(alike_letters(letters)) == sorted(groups)


def test_no_letter_is_in_two_groups() -> None:
    assert len(set("".join(SOUND_ALIKE))) == len("".join(SOUND_ALIKE))
