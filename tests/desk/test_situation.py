from msgspec.structs import replace

from desk.situation import is_newer, is_number, normal_number, situation_of
from protocol.commands import BasedOnBody
from protocol.snapshots import SnapshotId
from tests.desk.snapshots import HAND, HELD, MISSED, NOW, QUEUE, snapshot, ticket


def test_situation_is_what_the_counter_may_do() -> None:
    situation = situation_of(snapshot(), "3")
    assert situation.hand == HAND
    assert situation.queue == QUEUE
    assert (situation.held, situation.missed) == ((HELD,), (MISSED,))
    assert situation.based_on == BasedOnBody("id-A-012", 41)
    assert situation.standing.held


def test_those_aside_of_other_services_are_not_shown() -> None:
    other = ticket("D-005", "held", held_at=NOW)
    situation = situation_of(replace(snapshot(), tickets=(other,)), "3")
    assert situation.held == ()
    assert not situation.standing.held


def test_unknown_counter_is_none() -> None:
    for counter_id in (None, "99"):
        situation = situation_of(snapshot(), counter_id)
        assert situation.standing.counter == "none"
        assert (situation.hand, situation.queue) == (None, ())


def test_number_is_found_as_people_type_it() -> None:
    situation = situation_of(snapshot(), "3")
    for typed in ("a14", "A-014", " a 14 ", "a-14"):
        found = situation.find(typed)
        assert found is not None
        assert found.number == "A-014"
    assert situation.find("Q1") is None
    assert normal_number("hello") == "HELLO"


def test_older_snapshot_of_the_same_epoch_replaces_nothing() -> None:
    now, later = snapshot(version=7), snapshot(version=8)
    assert is_newer(later, now)
    assert not is_newer(now, later)
    other_epoch = SnapshotId("e2", now.hall.id.day, 1)
    assert is_newer(replace(now, hall=replace(now.hall, id=other_epoch)), later)


def test_what_cannot_be_a_number_is_not_asked_for_by_address() -> None:
    possible = ["a12", "A-012", "b 7", "C1024"]
    impossible = [
        "081234567834",
        "1671-0101 0190 0001",
        "+62812345678",
        "hello",
        "",
        "a",
        "AB12",
        "Ä12",
    ]
    assert all(is_number(normal_number(typed)) for typed in possible)
    assert not any(is_number(normal_number(typed)) for typed in impossible)
