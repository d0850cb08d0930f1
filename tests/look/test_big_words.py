from hypothesis import given
from hypothesis import strategies as st

from look.big_words import LEAST_SIZE, break_lines, draw_line, drawable, line_rows, width_of

TEXTS = st.text(st.sampled_from("ABCabcgjpqyÉéñ/-.,:()0123456789 ○●…→\n"), max_size=60)
SIZES = st.integers(LEAST_SIZE, 24)


@given(TEXTS, SIZES)
def test_line_is_of_blocks_and_as_high_as_told(text: str, size: int) -> None:
    lines = draw_line(text, size)
    assert len(lines) == line_rows(size)
    assert {len(line) for line in lines} == {max(1, width_of(text, size))}
    assert set("".join(lines)) <= set(" ▀▄█")


@given(TEXTS, st.integers(24, 150), SIZES)
def test_broken_lines_fit_and_lose_no_letter(text: str, columns: int, size: int) -> None:
    lines = break_lines(text, columns, size)
    assert all(width_of(line, size) <= columns for line in lines)
    kept = "".join(drawable(part) for part in text.split("\n"))
    assert "".join(lines).replace(" ", "") == kept.replace(" ", "")


def test_words_are_broken_where_there_is_a_stroke() -> None:
    assert break_lines("Perkawinan/Perceraian", 76, 9) == ("Perkawinan/", "Perceraian")


def test_marks_that_the_font_lacks_are_left_out() -> None:
    assert drawable("○ Menunggu · 3 \u2013 4 ‖") == "Menunggu · 3 - 4"


def test_letters_that_are_easily_confused_are_told_apart() -> None:
    for size in (LEAST_SIZE, 11, 13, 20):
        for group in ("O0Q", "I1l|", "B8", "S5", "Z2", "rn", "GC6", "ceo"):
            pictures = {draw_line(letter, size) for letter in group}
            assert len(pictures) == len(group), (size, group)


def test_hanging_letters_are_not_cut_and_lines_do_not_touch() -> None:
    for size in range(LEAST_SIZE, 24):
        whole = draw_line("Hgjpqy", size)
        assert any(mark in whole[-2] + whole[-1] for mark in "▀▄█")
        assert "█" not in whole[-1]
        assert "▄" not in whole[-1]
