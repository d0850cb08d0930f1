"""Whose turn it is in the slot, how large sentences become, and whether time stood still."""

import pytest

from displays.health import health_rules
from displays.large_text import write_large, write_pages
from displays.pictograms import draw_pictogram
from displays.slides import QUEUE_SECONDS, SlideTurns
from protocol.snapshots import HealthView, SlideView
from terminal.stillness import Stillness
from texts import texts_for

WORDS = SlideView("words", 5, {"id": "Halo"})
CAPTION = SlideView("picture", 7, {"id": "Taman"}, "x.png")
HEALTH = SlideView("health", 9)
RULES = HealthView(1.5, mask=True, hand_wash=True)
BLOCKS = set(" ▀▄█")


def test_slides_and_the_waiting_list_take_turns_for_their_seconds() -> None:
    turns = SlideTurns((WORDS, CAPTION, HEALTH), RULES)
    seen = []
    for _ in range(5):
        seen.append((turns.current, turns.seconds))
        turns.pass_turn(has_queue=True)
    assert seen == [(None, QUEUE_SECONDS), (WORDS, 5), (CAPTION, 7), (HEALTH, 9), *seen[:1]]


def test_waiting_list_with_nothing_to_tell_has_no_turn() -> None:
    turns = SlideTurns((WORDS, CAPTION))
    seen = []
    for _ in range(3):
        turns.pass_turn(has_queue=False)
        seen.append(turns.current)
    assert seen == [WORDS, CAPTION, WORDS]


def test_slides_with_nothing_to_say_are_left_out() -> None:
    turns = SlideTurns((HEALTH, SlideView("video", 5, path="x.mp4")), HealthView())
    assert turns.seconds is None
    turns.pass_turn(has_queue=False)
    assert turns.current is None


def test_health_rules_are_those_that_the_office_asks_for() -> None:
    assert health_rules(RULES, texts_for("id")) == [
        ("distance", "Jaga jarak minimal 1,5\u00a0m"),
        ("mask", "Pakai masker"),
        ("hands", "Cuci tangan"),
    ]
    assert health_rules(HealthView(mask=True), texts_for("en")) == [("mask", "Wear a mask")]


@pytest.mark.parametrize("name", ["distance", "mask", "hands"])
@pytest.mark.parametrize("rows", [6, 12])
def test_pictogram_fills_its_square(name: str, rows: int) -> None:
    drawn = draw_pictogram(name, rows)
    assert len(drawn) == rows
    assert {len(line) for line in drawn} == {rows * 2}
    assert 0.15 < "".join(drawn).count(" ") / (rows * rows * 2) < 0.85
    assert drawn[0].strip() or drawn[1].strip()
    assert drawn[-1].strip() or drawn[-2].strip()


def test_sentence_is_as_large_as_its_box_allows() -> None:
    large, small = write_large("Tutup", 150, 20), write_large("Tutup", 40, 8)
    assert set("".join(large)) <= BLOCKS
    assert len(large) > len(small) > 1
    assert max(map(len, small)) <= 40
    assert write_large("Tutup hari ini", 10, 3) == ("Tutup hari", "ini")


def test_long_sentence_takes_turns_in_parts_where_only_so_it_is_large() -> None:
    text = "Mobil B 1234 XY menghalangi pintu keluar. Pemilik harap ke parkiran."
    pages = write_pages(text, 156, 11)
    assert len(pages) > 1
    assert all(set("".join(page)) <= BLOCKS and len(page) <= 11 for page in pages)
    assert write_pages(text, 76, 4) == ((text,),)


def test_display_tells_that_it_stood_still_for_a_minute() -> None:
    times = iter((100.0, 101.0, 102.2, 103.0, 103.0, 143.0, 143.0, 143.0, 202.0, 202.0, 204.0))
    stillness = Stillness(lambda: next(times))
    for _ in range(3):
        stillness.look()
    assert stillness.told_seconds == 0
    stillness.look()  # at 143
    assert stillness.take_seconds() == 39
    assert stillness.take_seconds() == 0
    assert [stillness.told_seconds for _ in range(5)] == [39, 39, 39, 39, 0]
