from hypothesis import given
from hypothesis import strategies as st

from look.big_numbers import BigNumber, draw_big

NUMBERS = st.from_regex(r"\A[A-HJ-NP-Z]-[0-9]{3,4}\Z")


def pixels(number: BigNumber) -> list[str]:
    """The picture as rows of `#` and `.`, two rows to a line of cells."""
    upper, lower = str.maketrans("▀▄█ ", "#.#."), str.maketrans("▀▄█ ", ".##.")
    return [line.translate(half) for line in number.lines for half in (upper, lower)]


@given(NUMBERS, st.integers(32, 200), st.integers(4, 60))
def test_picture_fits_its_box_and_is_of_blocks(text: str, columns: int, rows: int) -> None:
    number = draw_big(text, columns, rows)
    assert number.columns <= columns
    assert 1 < number.rows <= rows
    assert {len(line) for line in number.lines} == {number.columns}
    assert set("".join(number.lines)) <= set(" ▀▄█")


@given(NUMBERS, st.integers(32, 120), st.integers(4, 40))
def test_larger_box_never_gives_a_smaller_picture(text: str, columns: int, rows: int) -> None:
    small, large = draw_big(text, columns, rows), draw_big(text, columns + 8, rows + 2)
    assert large.columns >= small.columns
    assert large.rows >= small.rows


@given(NUMBERS, st.integers(30, 160))
def test_picture_fills_its_width_where_height_is_free(text: str, columns: int) -> None:
    assert draw_big(text, columns, 100).columns >= columns * 0.85


@given(NUMBERS, st.integers(4, 30))
def test_picture_fills_its_height_where_width_is_free(text: str, rows: int) -> None:
    assert draw_big(text, 60 * rows, rows).rows == rows


def test_picture_is_the_same_every_time() -> None:
    first = draw_big("A-012", 36, 20)
    draw_big.cache_clear()
    again = draw_big("A-012", 36, 20)
    assert again == first
    assert again is not first
    assert draw_big("A-012", 36, 20) is again


def test_number_is_drawn_from_its_letters() -> None:
    assert pixels(draw_big("1", 10, 6))[0].count("#") < pixels(draw_big("1", 10, 6))[-1].count("#")
    pictures = {draw_big(f"A-{digit}", 40, 12).lines for digit in "0123456789"}
    assert len(pictures) == 10


def test_letters_that_are_taken_for_digits_look_different() -> None:
    for letter, digit in ("O0", "I1", "B8", "S5", "Z2"):
        assert draw_big(letter, 40, 6).lines != draw_big(digit, 40, 6).lines


def test_digits_are_all_as_wide() -> None:
    assert len({draw_big(f"A-{digit * 3}", 36, 20).columns for digit in "0123456789"}) == 1


def test_stretch_makes_letters_taller_but_no_wider() -> None:
    plain, tall = draw_big("A-012", 36, 20, stretch=1.0), draw_big("A-012", 36, 20, stretch=2.0)
    assert tall.rows > plain.rows
    assert tall.columns <= 36


def test_box_too_small_for_shapes_shows_the_text() -> None:
    assert draw_big("A-012", 10, 3).lines == ("A-012",)
    assert draw_big("A-012", 60, 2).lines == ("A-012",)
    assert draw_big("A-012", 3, 3).lines == ("A-0",)


def test_nothing_to_draw_is_nothing() -> None:
    assert draw_big("  ", 20, 5) == BigNumber(())
    assert draw_big("A-012", 0, 5) == BigNumber(())
    assert BigNumber(()).columns == 0
