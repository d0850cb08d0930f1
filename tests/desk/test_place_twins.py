"""Places in the hall: the page's modules and the Textual app's give the same answers."""

from datetime import timedelta
from typing import Any

import msgspec
from msgspec.structs import replace
from playwright.async_api import Browser

from desk import places, words
from protocol.snapshots import FloorSpot, PeopleView, ProfileView
from terminal.clock import OfficeClock
from tests.desk.snapshots import HAND, NOW, QUEUE, snapshot, ticket
from tests.desk.test_twins import evaluate
from tests.floors import example_floor, full_room, mixed_room, room, waiting
from tests.server_fixture import ServerHere
from texts import LANGUAGES, texts_for

ROOMS = [
    full_room(),
    mixed_room(),
    room(waiting(3), limit="spots", waiting_outside=4, blocked=(7, 12)),
    room(limit="waiting_room", distance_metres=1.5, profile_name={}, people=12, most=1200),
    room(limit="something_new"),
]
COUNTS = [PeopleView(3, 2, 4, 1, 2, 1, 12, 5), PeopleView(0, 0, 0, 0, 0, 0, 12, 0)]
PROFILES = [
    ProfileView("near", {"id": "Biasa", "en": "Normal"}, 1.0, 75, 80),
    ProfileView("far", {}, 1.5, 1, None, 12),
    ProfileView("strict", {"en": "Strict"}, 2.0, 14, 1, 0),
]
TICKETS = [
    *QUEUE[:2],
    replace(QUEUE[0], where="inside", spot=14),
    replace(QUEUE[0], where="inside"),
    replace(QUEUE[0], where="come_in", spot=140),
    replace(QUEUE[0], where="outside"),
    replace(QUEUE[0], where="outside", missed_come_in=True),
    replace(QUEUE[0], where="somewhere"),
]
QUEUES = [[], TICKETS[:1], [replace(QUEUE[0], where="outside")], TICKETS[2:6]]
CALLED = [
    ticket("A-012", "called", announced_at=NOW + timedelta(seconds=seconds))
    for seconds in (2.2, 1, 0, -3)
]
CALLED += [ticket("A-012", "called"), replace(HAND, announced_at=NOW + timedelta(seconds=9))]
STEPS = {"up": "ArrowUp", "down": "ArrowDown", "left": "ArrowLeft", "right": "ArrowRight"}


async def test_words_of_places_are_the_same(server: ServerHere, chromium: Browser) -> None:
    answers = await evaluate(
        server,
        chromium,
        """async ({ clock, rooms, counts, profiles, tickets, called, queues, languages }) => {
            const { readWords } = await import("/static/shared/boot.js");
            const { OfficeClock } = await import("/static/shared/clock.js");
            const words = await import("/static/desk/words.js");
            const places = await import("/static/desk/places.js");
            const still = new OfficeClock();
            still.set({ ...clock, speed: 0 });
            return languages.map(readWords).map((own) => ({
                inside: rooms.map((each) => places.insideLine(each, own)),
                rooms: rooms.map((each) => places.roomParts(each, own)),
                counts: counts.map((each) => places.countParts(each, own)),
                profiles: profiles.map((each) => places.profileLine(each, own)),
                where: tickets.map((each) => words.whereWord(each, own)),
                facts: tickets.map((each) => words.ticketFacts(each, own)),
                nobody: [null, ...rooms].flatMap((room) =>
                    queues.map((queue) => places.nobodyCalled(room, queue, own))),
                calling: called.map((each) => words.callingWord(each, still, own)),
            }));
        }""",
        {
            "clock": msgspec.to_builtins(snapshot().hall.clock),
            "rooms": msgspec.to_builtins(ROOMS),
            "counts": msgspec.to_builtins(COUNTS),
            "profiles": msgspec.to_builtins(PROFILES),
            "tickets": msgspec.to_builtins(TICKETS),
            "called": msgspec.to_builtins(CALLED),
            "queues": msgspec.to_builtins(QUEUES),
            "languages": list(LANGUAGES),
        },
    )
    from desk.hand import ticket_facts

    clock = OfficeClock(monotonic=lambda: 0.0)
    clock.set(snapshot().hall.clock)
    assert answers == [
        {
            "inside": [places.inside_line(each, texts) for each in ROOMS],
            "rooms": [places.room_parts(each, texts) for each in ROOMS],
            "counts": [places.count_parts(each, texts) for each in COUNTS],
            "profiles": [places.profile_line(each, texts) for each in PROFILES],
            "where": [words.where_word(each, texts) for each in TICKETS],
            "facts": [ticket_facts(each, texts) for each in TICKETS],
            "nobody": [
                places.nobody_called(room, queue, texts)
                for room in (None, *ROOMS)
                for queue in QUEUES
            ],
            "calling": [words.calling_word(each, clock.age_seconds, texts) for each in CALLED],
        }
        for texts in map(texts_for, LANGUAGES)
    ]


async def test_arrows_lead_to_the_same_places(server: ServerHere, chromium: Browser) -> None:
    spots = example_floor().spots
    starts = [None, 999, *(each.number for each in spots)]
    answers = await evaluate(
        server,
        chromium,
        """async ({ spots, starts, keys }) => {
            const { nextPlace } = await import("/static/desk/places.js");
            return starts.map((start) => keys.map((key) => nextPlace(spots, start, key)));
        }""",
        {
            "spots": msgspec.to_builtins(spots),
            "starts": starts,
            "keys": list(STEPS.values()),
        },
    )
    assert answers == [[places.next_place(spots, start, way) for way in STEPS] for start in starts]


def test_every_place_is_reached_by_arrows() -> None:
    spots = example_floor().spots
    seen: set[Any] = set()
    left: list[int | None] = [places.next_place(spots, None, "up")]
    while left:
        here = left.pop()
        if here not in seen:
            seen.add(here)
            left += [places.next_place(spots, here, way) for way in STEPS]
    assert seen == {each.number for each in spots}


def test_arrow_leads_back_from_where_it_came_on_a_row() -> None:
    row = tuple(FloorSpot(number, (number * 1000, 0)) for number in range(1, 5))
    assert places.next_place(row, 2, "right") == 3
    assert places.next_place(row, 3, "left") == 2
    assert places.next_place(row, 4, "right") == 4
    assert places.next_place(row, 2, "up") == 2
    assert places.next_place((), None, "up") is None


def test_call_is_held_until_it_is_heard() -> None:
    clock = OfficeClock(monotonic=lambda: 0.0)
    clock.set(snapshot().hall.clock)
    texts = texts_for("en")
    told = [words.calling_word(each, clock.age_seconds, texts) for each in CALLED]
    assert told == ["Calling in 3 s", "Calling in 1 s", None, None, None, None]
