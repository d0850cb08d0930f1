"""Large text: a layout of its own, leaf by leaf, for one visitor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.large.big_text import BigChoice
from kiosk.large.layer import LargeLayer
from kiosk.large.leaves import GAP, Line, Lines, lay_out, rows_of_all
from kiosk.patience import Patience, Times
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from tests.kiosk.driving import SMALL, Visitor, visitor_at
from tests.kiosk.test_time import HandClock
from tests.server_fixture import ServerHere

LINES = st.lists(st.builds(Line, st.text("abc", min_size=1), st.just(9), st.integers(1, 6)))
WORDS, FIELD = LINES.map(tuple), LINES.filter(bool).map(tuple)


@given(WORDS, st.lists(FIELD, max_size=9), st.integers(6, 40), st.integers(1, 6))
def test_leaves_lose_nothing_and_fit(
    words: Lines, choices: list[Lines], rows: int, first_rows: int
) -> None:
    leaves = lay_out(words, choices, rows, first_rows)
    assert tuple(line for leaf in leaves for line in leaf.words) == words
    shown: dict[int, Lines] = {}
    for leaf in leaves:
        for field in leaf.fields:
            shown[field.index] = shown.get(field.index, ()) + field.lines
        used = rows_of_all(leaf.words) + sum(rows_of_all(field.lines) for field in leaf.fields)
        assert used + GAP * max(0, len(leaf.fields) - 1) <= rows
    assert [shown.get(index) for index in range(len(choices))] == choices


@given(WORDS, st.lists(FIELD, max_size=9), st.integers(6, 40))
def test_leaves_break_no_choice_that_fits_on_one(
    words: Lines, choices: list[Lines], rows: int
) -> None:
    seen = [field.index for leaf in lay_out(words, choices, rows) for field in leaf.fields]
    for index, lines in enumerate(choices):
        if rows_of_all(lines) <= rows:
            assert seen.count(index) == 1


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 33), (160, 50)])
async def test_first_leaf_has_a_whole_choice(server: ServerHere, size: tuple[int, int]) -> None:
    async with visitor_at(server, size) as visitor:
        await visitor.reads("4 Huruf besar Large text")
        await visitor.press("4")
        start = await visitor.on(StartPage)
        await visitor.until(lambda: is_large(visitor))
        layer = start.query_one(LargeLayer)
        await visitor.until(lambda: len(layer.fields) >= 2)  # every language of the office
        assert [field.value for field in layer.fields[:2]] == ["id", "en"]
        await visitor.press("1")
        services = await visitor.on(ServicesPage)
        layer = services.query_one(LargeLayer)
        await visitor.until(lambda: bool(layer.fields))
        assert layer.leaves[0].fields[0] not in layer.leaves[1].fields
        keys = visitor.words  # the leaf keys, and the way back
        assert "Kembali" in keys or size[0] > 100
        assert f"1/{len(layer.leaves)}" in keys


def is_large(visitor: Visitor) -> bool:
    return visitor.app.screen.has_class("-large")


async def test_large_text_is_switched_on_the_first_screen_and_forgotten(
    server: ServerHere,
) -> None:
    async with visitor_at(server, SMALL) as visitor:
        await visitor.reads("4 Huruf besar Large text")
        assert not visitor.app.screen.query(LargeLayer)  # nobody has chosen it
        await visitor.press("4")
        await visitor.until(lambda: is_large(visitor))
        await visitor.press("4", "4")  # the same key switches back
        await visitor.until(lambda: is_large(visitor))
        await visitor.until(lambda: isinstance(visitor.app.focused, BigChoice))
        await visitor.press("+", "enter")  # the second language, beneath the first
        page = await visitor.on(ServicesPage)
        assert visitor.app.language == "en"
        assert is_large(visitor)
        layer = page.query_one(LargeLayer)
        assert len(layer.leaves) > 8
        await visitor.press("+", "-", "enter")  # on, and back again
        await visitor.has_papers()
        await visitor.reads("/ Bahasa Indonesia")
        await visitor.press("1", "2")
        ticket = await visitor.on(TicketPage)
        assert is_large(visitor)
        assert not ticket.query_one("#ticket-code").display
        await visitor.press("-")  # round to the last leaf: the code
        await visitor.until(lambda: ticket.query_one("#ticket-code").display)
        await visitor.press("enter")  # nothing is in focus
        assert visitor.app.screen is ticket
        await visitor.press("*")
        await visitor.on(StartPage)
        assert not is_large(visitor)
        (drawn,) = (await server.desk()).tickets
        assert (drawn.service, drawn.language, drawn.priority) == ("rekam-ktp", "en", False)


async def test_large_start_that_is_left_is_small_for_the_next_visitor(server: ServerHere) -> None:
    clock = HandClock()
    async with visitor_at(server) as visitor:
        visitor.app.patience = Patience(clock)
        await visitor.reads("English")
        await visitor.press("4")
        await visitor.until(lambda: is_large(visitor))
        clock.now += Times().idle_seconds - 10
        notice = visitor.app.screen.query_one("#large-notice")
        await visitor.until(lambda: notice.display)  # the warning, in large letters too
        clock.now += 11
        await visitor.until(lambda: not is_large(visitor))
        await visitor.on(StartPage)


async def test_large_text_chosen_before_the_page_was_drawn_runs_out_too(
    server: ServerHere,
) -> None:
    async with visitor_at(server) as visitor:
        page = await visitor.on(StartPage)
        await visitor.reads("English")
        page.shown.clear()  # as it is for a moment after the page has come
        await visitor.press("4")
        await visitor.until(lambda: is_large(visitor))
        assert visitor.app.patience.seconds == Times().idle_seconds


async def test_touch_leafs_and_chooses(server: ServerHere) -> None:
    async with visitor_at(server, (160, 50)) as visitor:
        await visitor.touch_words("Huruf besar")
        await visitor.until(lambda: is_large(visitor))
        layer = visitor.app.screen.query_one(LargeLayer)
        count = len(layer.leaves)
        for turned in range(1, count + 1):
            await visitor.touch("#large-more")
            await visitor.until(lambda turned=turned: layer.position == turned % count)
        layer.fields[0].add_class("wanted")
        await visitor.touch(".wanted")
        await visitor.on(ServicesPage)
        await visitor.touch("#large-back")
        await visitor.on(StartPage)
