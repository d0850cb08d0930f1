"""Whatever a scanner, a keyboard or somebody leaning on it sends: nothing is chosen by it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key

from kiosk.codes.meaning import (
    LONGEST,
    CodeEntry,
    ScannedTicket,
    TypedDigits,
    TypedNumber,
    read_code,
)
from kiosk.codes.watch import CodeWatch
from kiosk.patience import Times
from texts import texts_for

GAP = Times().scanner_seconds
NAMED = ("enter", "escape", "backspace", "tab", "up", "f1")
characters = st.one_of(
    st.sampled_from("0123456789*-/.+, abABi\u0131 \x00\r\n\x1b\u212a\u0663é[]"),
    st.characters(codec="utf-8"),
)


class Watched:
    """A visitor before a page that takes codes; `told`: what it was told or led away by."""

    texts = texts_for("en")
    is_interruptible = True

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.page: Any = self

    def show_code(self, text: str) -> None:
        assert len(text) <= LONGEST

    def tell(self, text: str) -> None:
        self.told.append(text)

    def interrupt(self, move: Any) -> None:
        self.told.append(move)


def typed(character: str, at: float) -> Key:
    key = Key("enter" if character == "\r" else character, character)
    key.time = at
    return key


pages = st.builds(
    "https://q.example/t/{}/{}{}".format,
    st.sampled_from(["dkps-plg", "x%20y", "x%2Fy"]),
    st.text("aZ09_-\u017f\u212a", min_size=22, max_size=22),
    st.sampled_from(["", "/", "?lang=en", "#x", "x"]),
)


@given(st.one_of(st.text(characters, max_size=60), pages))
def test_anything_is_a_code_or_none(text: str) -> None:
    match read_code(text):
        case ScannedTicket(office, token):
            assert office
            assert len(token) == 22
            assert token.isascii()
        case TypedNumber(number):
            assert number.isascii()
            assert read_code(number) == TypedNumber(number)
        case TypedDigits(digits):
            assert 0 <= digits <= 99_999
        case nothing:
            assert nothing is None


@given(st.lists(st.one_of(characters, st.sampled_from(NAMED)), max_size=80), st.booleans())
def test_no_keys_break_a_code_and_it_stays_short(keys: list[str], is_asked_for: bool) -> None:
    entry = CodeEntry()
    if is_asked_for:
        entry.begin()
    for key in keys:
        character = None if key in NAMED else key
        if entry.takes(key, character):
            read_code(entry.press(key, character) or "")
        elif not is_asked_for and not entry.text:
            assert character is None or not (character.isascii() and character.isalpha())
        assert len(entry.text) <= LONGEST


@given(
    st.text("0123456789", min_size=2, max_size=20).filter(lambda code: len(set(code)) > 1),
    st.floats(0.001, 0.9),
    st.booleans(),
)
def test_a_bar_code_of_groceries_chooses_nothing(code: str, pace: float, has_end: bool) -> None:
    """However many noughts it begins with. `pace`: seconds from key to key, in gaps."""
    watch = CodeWatch(Watched(), Times(), "dkps-plg")
    presses, key = [], None
    for place, character in enumerate(code + ("\r" if has_end else "")):
        before, key = key, typed(character, place * pace * GAP)
        presses += watch.sift(key)
        presses += watch.release(before) if before else []  # a blink of the key before is over
    assert [key.character for key in [*presses, *watch.release(key)]] == []


@given(
    st.lists(st.tuples(st.sampled_from("0123456789+-*"), st.floats(1.1, 50)), max_size=30),
)
def test_what_fingers_press_is_pressed_once_and_in_order(keys: list[tuple[str, float]]) -> None:
    watch, at = CodeWatch(Watched(), Times(), "dkps-plg"), 0.0
    presses = []
    for character, gaps in keys:
        at += gaps * GAP
        key = typed(character, at)
        presses += watch.sift(key)
    presses += watch.release(key) if keys else []
    assert [key.character for key in presses] == [character for character, _ in keys]


@given(st.text(characters, max_size=LONGEST + 5))
def test_a_page_is_left_only_for_a_code_of_this_office(text: str) -> None:
    visitor = Watched()
    CodeWatch(visitor, Times(), "dkps-plg").take(text)
    code = read_code(text)
    is_ours = isinstance(code, TypedNumber) or (
        isinstance(code, ScannedTicket) and code.office == "dkps-plg"
    )
    assert [isinstance(each, str) for each in visitor.told] == (
        [not is_ours] if text.strip() else []
    )
