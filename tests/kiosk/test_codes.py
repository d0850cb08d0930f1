import pytest

from kiosk.codes.meaning import (
    LONGEST,
    Code,
    CodeEntry,
    ScannedTicket,
    TypedDigits,
    TypedNumber,
    read_code,
)

TOKEN = "abcdefghijklmnopqrst-_"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"https://queue.example/t/dkps-plg/{TOKEN}", ScannedTicket("dkps-plg", TOKEN)),
        (f"http://10.0.0.1:8080/base/t/x/{TOKEN}?lang=en", ScannedTicket("x", TOKEN)),
        (f"HTTPS://QUEUE.EXAMPLE/t/x%20y/{TOKEN}/\n", ScannedTicket("x y", TOKEN)),
        ("a12", TypedNumber("A-012")),
        ("A-012", TypedNumber("A-012")),
        (" b 7 ", TypedNumber("B-007")),
        ("c1234", TypedNumber("C-1234")),
        (f"https://queue.example/t/x/{TOKEN}x", None),
        ("https://queue.example/", None),
        ("12", TypedDigits(12)),
        (" 007 ", TypedDigits(7)),
        ("8991234567890", None),
        ("[bold]a1[/]", None),
        ("ab12", None),
        ("a123456", None),
        ("", None),
    ],
)
def test_code_is_read(text: str, code: Code | None) -> None:
    assert read_code(text) == code


def test_digits_belong_to_a_code_only_after_a_letter() -> None:
    entry = CodeEntry()
    assert not entry.takes("1", "1")
    assert not entry.takes("enter", "\r")
    assert not entry.takes("escape", None)
    assert entry.takes("a", "a")
    entry.press("a", "a")
    assert entry.takes("1", "1")
    entry.press("1", "1")
    assert entry.takes("enter", "\r")
    assert entry.press("enter", "\r") == "a1"
    assert not entry.takes("1", "1")


def test_digits_begin_a_code_where_one_is_asked_for() -> None:
    entry = CodeEntry()
    entry.begin()
    assert entry.takes("1", "1")
    entry.end()
    assert not entry.takes("1", "1")


def test_arrows_never_belong_to_a_code() -> None:
    entry = CodeEntry()
    entry.press("a", "a")
    assert not entry.takes("up", None)


def test_somebody_leaning_on_a_key_fills_no_memory() -> None:
    entry = CodeEntry()
    for _ in range(LONGEST * 2):
        entry.press("a", "a")
    assert len(entry.text) == LONGEST


def test_star_of_a_keypad_takes_the_last_digit_back() -> None:
    entry = CodeEntry()
    entry.begin()
    for key in "12*":
        assert entry.takes(key, key)
        entry.press(key, key)
    assert entry.text == "1"
    assert not entry.takes("slash", "/")  # it is the language's key, and no part of a number


def test_code_that_is_scanned_after_some_digits_is_whole() -> None:
    entry = CodeEntry()
    entry.begin()
    for character in "12https://":
        assert entry.takes(character, character)
        entry.press(character, character)
    assert entry.text == "https://"
