import re

import pytest

from look.floor_picture import CAPITAL_ROWS, FloorOptions, FloorPicture, Way, draw_floor
from protocol.snapshots import RoomView
from tests.floors import example_floor, full_room, mixed_room, room, waiting
from texts import texts_for

SIZES = [(80, 22), (100, 30), (160, 46), (60, 60), (240, 70)]
WAY = Way("A-003", 3, 3)


def draw(there: RoomView | None, columns: int, rows: int, **options: object) -> FloorPicture:
    return draw_floor(
        example_floor(),
        there,
        columns,
        rows,
        FloorOptions(texts=texts_for("en"), **options),  # type: ignore[arg-type]
    )


def found(picture: FloorPicture, text: str) -> tuple[int, int]:
    """Row and column of the middle of a text that stands there once."""
    places = [
        (row, match.start() + len(text) // 2)
        for row, line in enumerate(str(picture).splitlines())
        for match in re.finditer(rf"(?<![\w-]){re.escape(text)}(?!\w)", line)
    ]
    assert len(places) == 1, (text, places)
    return places[0]


@pytest.mark.parametrize(("columns", "rows"), SIZES)
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_picture_fills_its_cells_exactly(columns: int, rows: int, turn: int) -> None:
    for there in (full_room(), mixed_room(), None):
        lines = str(draw(there, columns, rows, turn=turn, ways=(WAY,))).splitlines()
        assert [len(line) for line in lines] == [columns] * rows


@pytest.mark.parametrize(("columns", "rows"), [(80, 22), (100, 30), (160, 46)])
def test_every_number_of_a_full_hall_can_be_read(columns: int, rows: int) -> None:
    picture = draw(full_room(), columns, rows)
    assert not picture.is_cut
    for taken in full_room().spots:
        found(picture, taken.number)


def test_numbers_stand_in_the_rooms_proportions() -> None:
    picture = draw(full_room(), 160, 46)
    spots = {each.number: each.at for each in example_floor().spots}
    row, column = found(picture, "A-001")
    last_row, last_column = found(picture, "A-069")
    across = (last_column - column) / (spots[69][0] - spots[1][0])
    down = (row - last_row) / (spots[69][1] - spots[1][1])
    assert across == pytest.approx(2 * down, rel=0.05)
    for taken in full_room().spots:
        at = found(picture, taken.number)
        x, y = spots[taken.spot]
        assert at[0] == pytest.approx(row - (y - spots[1][1]) * down, abs=1)
        assert at[1] == pytest.approx(column + (x - spots[1][0]) * across, abs=2)


def test_turning_brings_the_viewers_side_up() -> None:
    doors = {turn: found(draw(None, 120, 50, turn=turn), "door") for turn in (0, 90, 180, 270)}
    assert doors[0][0] > 40
    assert doors[90][1] < 60
    assert doors[180][0] < 10
    assert doors[270][1] > 60


def test_big_letters_are_drawn_where_places_are_far_enough_apart() -> None:
    small, large = draw(mixed_room(), 80, 22), draw(mixed_room(), 200, 56)
    assert small.label_rows == CAPITAL_ROWS
    assert large.label_rows >= 4
    assert not large.is_cut
    assert str(large).count("→") == 1


def test_each_kind_of_place_has_a_mark_of_its_own() -> None:
    there = mixed_room()
    text = str(draw(there, 80, 22))
    coming = next(each for each in there.spots if each.state == "come_in")
    assert f"→{coming.number}" in text
    assert f"✕{there.blocked[0]}" in text
    assert text.count("·") == len(there.unused)
    assert text.count("○") == 75 - len(there.spots) - len(there.blocked) - len(there.unused)


def test_called_number_stands_where_it_stood_until_somebody_else_does() -> None:
    picture = draw(room(waiting(4)), 80, 22, ways=(WAY,))
    assert found(picture, "●A-003")[0] == found(picture, "A-004")[0]
    assert str(picture).count("•") > 8

    picture = draw(full_room(), 80, 22, ways=(Way("C-999", 3, 3),))
    assert found(picture, "A-003")[0] > found(picture, "●C-999")[0]

    picture = draw(None, 80, 22, ways=(Way("C-999", 3, 99),))
    assert "•" not in str(picture)


def test_labels_too_small_to_read_are_left_out_and_told() -> None:
    there = mixed_room()
    picture = draw(there, 80, 22, least_rows=1.0)
    assert picture.is_cut
    assert not re.search(r"\d", str(picture))
    assert str(picture).count("◆") == 3
    large = draw(there, 200, 56, least_rows=2.0)
    assert large.is_cut  # the free places
    assert not re.search(r"\d", str(large))
    assert "█" in str(large)


def test_highlighted_place_stands_out_with_its_label() -> None:
    picture = draw(None, 80, 22, highlight=14, label="B-008")
    assert "▸B-008" in str(picture)
    assert "○14" not in str(picture)


def test_tiny_terminal_gets_a_picture_all_the_same() -> None:
    for columns, rows in ((1, 1), (8, 3), (20, 6)):
        assert str(draw(full_room(), columns, rows))
