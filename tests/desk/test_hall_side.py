"""What of the side of the whole office is seen where there is little room."""

import pytest
from textual.content import Content

from desk.hall_side import Side, in_one_flow
from texts import texts_for

WAITING, QUIET = False, True


def side(*is_quiet: bool, notices: int = 2, machines: int = 4) -> Side:
    return Side(
        texts_for("en"),
        width=30,
        services=[Content(f"service {place}") for place in range(len(is_quiet))],
        is_quiet=is_quiet,
        notices=[Content(f"notice {place}") for place in range(notices)],
        machines=[Content(f"● Kiosk {place}") for place in range(machines)],
    )


def lines(shown: Side, height: int) -> list[str]:
    return [line.plain for line in shown.fit(height)]


def test_parts_stand_apart_where_there_is_room() -> None:
    shown = lines(side(QUIET, machines=1, notices=1), 20)
    assert shown == ["Services", "service 0", "", "notice 0", "", "Machines", "● Kiosk 0"]


def test_machines_share_lines_before_a_service_is_left_out() -> None:
    shown = lines(side(QUIET, QUIET), 8)
    assert shown == [
        *("Services", "service 0", "service 1", "notice 0", "notice 1"),
        *("Machines", "● Kiosk 0   ● Kiosk 1", "● Kiosk 2   ● Kiosk 3"),
    ]


def test_services_that_need_nobody_are_counted_first() -> None:
    shown = lines(side(WAITING, QUIET, WAITING, QUIET, WAITING), 10)
    assert shown[:5] == ["Services", "service 0", "service 2", "service 4", "… 2 more"]
    shown = lines(side(WAITING, QUIET, WAITING, QUIET, WAITING), 9)
    assert shown[:4] == ["Services", "service 0", "service 2", "… 3 more"]


@pytest.mark.parametrize("height", range(8, 40))
def test_nothing_drops_below_the_edge(height: int) -> None:
    shown = lines(side(*[WAITING, QUIET] * 6), height)
    assert len(shown) <= height
    assert {"notice 0", "notice 1", "Machines"} <= set(shown)


def test_without_machines_there_is_no_heading_for_them() -> None:
    assert "Machines" not in lines(side(QUIET, machines=0), 20)


def test_line_that_is_too_long_stands_by_itself() -> None:
    long = Content("● Display in the waiting room on the first floor")
    assert in_one_flow([Content("● Kiosk 1"), long, Content("● Kiosk 2")], 30) == [
        Content("● Kiosk 1"),
        long,
        Content("● Kiosk 2"),
    ]
