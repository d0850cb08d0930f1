"""The view of the whole office: the page's modules and the Textual app's give the same answers."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace
from playwright.async_api import Browser

from desk import words
from desk.overview import (
    Overview,
    devices_for,
    needs_attention,
    overview_of,
    split_place,
    troubles_of,
)
from desk.times import moment_of, read_time
from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import DeskSnapshot, DeviceView, HelpView, RunView
from terminal.clock import OfficeClock
from tests.desk.snapshots import DEVICES, HAND, NOW, QUEUE, snapshot
from tests.desk.test_twins import evaluate
from tests.server_fixture import ServerHere
from texts import LANGUAGES, texts_for
from texts.moments import write_time

ZONE = "Asia/Jakarta"
TIMES = [
    "10.15",
    "9:41",
    "9:42",
    "0942",
    "10",
    "24",
    "9.60",
    "23:59",
    "",
    "soon",
    "1 15",
    "10.15.1",
]
PLACES = ["counter:3", "counter:99", "kiosk:kiosk-2", "kiosk:lobby", "kiosk:a:b"]
MACHINES = [
    *DEVICES,
    DeviceView("kiosk", "kiosk-2", True, NOW, printer="paper_out"),
    DeviceView("kiosk", "lobby", True, NOW, printer="ready", sound="none_installed"),
    DeviceView("display", "display-3", True, NOW, sound="blocked", frozen_seconds=9.0),
    DeviceView("display", "display-4", True, NOW, frozen_seconds=4.9),
    DeviceView("kiosk", "kiosk-3", True, NOW, printer="something_new"),
    DeviceView("desk", "desk-9", False, NOW),
    DeviceView("kiosk", "kiosk-5", False, NOW - timedelta(minutes=11)),
    DeviceView("kiosk", "kiosk-6", False, NOW - timedelta(hours=15)),
    DeviceView("display", "display-7", False, NOW, waits=True),
    DeviceView("kiosk", "kiosk-8", True, NOW, printer="paper_out", waits=True),
]
HELP = HelpView("counter:3", NOW - timedelta(minutes=2), "A-012")
RUN = RunView(
    "kiosk-2",
    tuple(each.id for each in QUEUE[:6]),
    tuple(each.number for each in QUEUE[:6]),
    NOW - timedelta(seconds=55),
    NOW - timedelta(seconds=31),
)


def paused(minutes: int | None, reason: str | None = "papers") -> DeskSnapshot:
    """Counter 3 on a pause, to be back in some minutes."""
    made = snapshot(None, state="paused")
    back_at = None if minutes is None else NOW + timedelta(minutes=minutes)
    counters = tuple(
        replace(each, pause_reason=reason, back_at=back_at) if each.id == "3" else each
        for each in made.counters
    )
    return replace(made, counters=counters, help=(HELP,), runs=(RUN,))


def with_a_service_elsewhere() -> DeskSnapshot:
    made = snapshot()
    refusal = Refusal(RefusalCode.SERVICE_ELSEWHERE)
    first, *others = made.hall.services
    services = (replace(first, refusal=refusal), *others)
    return replace(made, hall=replace(made.hall, services=services))


SNAPSHOTS = [snapshot(), paused(10), paused(-5), paused(None, None), with_a_service_elsewhere()]


def overview_answer(overview: Overview) -> dict[str, Any]:
    return {
        "counters": [
            [row.counter.id, row.state.state, row.hand and row.hand.number, row.usual_seconds]
            for row in overview.counters
        ],
        "services": [
            [row.service.id, row.waiting, moment(row.longest_since), list(row.counters)]
            for row in overview.services
        ],
        "sums": [overview.open, overview.waiting, overview.served],
        "longest": moment(overview.longest_since),
    }


def moment(at: Any) -> float | None:
    return at.timestamp() * 1000 if at else None


async def test_overviews_are_the_same(server: ServerHere, chromium: Browser) -> None:
    answers = await evaluate(
        server,
        chromium,
        """async ({ snapshots, devices, places }) => {
            const { devicesFor, needsAttention, overviewOf, splitPlace, troublesOf } =
                await import("/static/desk/overview.js");
            const moment = (at) => (at ? Date.parse(at) : null);
            return {
                troubles: devices.map(troublesOf),
                urgent: devices.map(needsAttention),
                told: [true, false].map((each) =>
                    devicesFor(devices, each).map(({ name }) => name)),
                places: places.map(splitPlace),
                overviews: snapshots.map(overviewOf).map((each) => ({
                    counters: each.counters.map(({ counter, state, hand, usualSeconds }) =>
                        [counter.id, state.state, hand && hand.number, usualSeconds]),
                    services: each.services.map(({ service, waiting, longestSince, counters }) =>
                        [service.id, waiting, moment(longestSince), counters]),
                    sums: [each.open, each.waiting, each.served],
                    longest: moment(each.longestSince),
                })),
            };
        }""",
        {
            "snapshots": msgspec.to_builtins(SNAPSHOTS),
            "devices": msgspec.to_builtins(MACHINES),
            "places": PLACES,
        },
    )
    assert answers == {
        "troubles": [troubles_of(each) for each in MACHINES],
        "urgent": [needs_attention(each) for each in MACHINES],
        "told": [
            [each.name for each in devices_for(MACHINES, may_supervise=may)]
            for may in (True, False)
        ],
        "places": [list(split_place(each)) for each in PLACES],
        "overviews": [overview_answer(overview_of(each)) for each in SNAPSHOTS],
    }


async def test_times_are_read_the_same(server: ServerHere, chromium: Browser) -> None:
    answers = await evaluate(
        server,
        chromium,
        """async ({ typed, now, zone }) => {
            const { momentOf, readTime } = await import("/static/desk/times.js");
            const moments = typed.map((each) => momentOf(each, new Date(now), zone));
            return [typed.map(readTime), moments.map((each) => each && each.getTime())];
        }""",
        {"typed": TIMES, "now": NOW.isoformat(), "zone": ZONE},
    )
    moments = [moment_of(each, NOW, ZoneInfo(ZONE)) for each in TIMES]
    assert answers == [[read_time(each) for each in TIMES], [moment(each) for each in moments]]
    assert moments[0] == NOW.replace(hour=10, minute=15)
    assert moments[1] is None  # this very minute is past


async def test_words_of_the_office_are_the_same(server: ServerHere, chromium: Browser) -> None:
    tickets = [HAND, replace(HAND, slip="failed"), replace(HAND, slip="printed")]
    counters = [[], [3], [1, 2, 3, 4], [1, 2, 3, 4, 5]]
    answers = await evaluate(
        server,
        chromium,
        """async ({ snapshots, devices, places, tickets, counters, languages, zone }) => {
            const { readWords } = await import("/static/shared/boot.js");
            const { OfficeClock } = await import("/static/shared/clock.js");
            const words = await import("/static/desk/words.js");
            const clock = new OfficeClock();
            clock.set({ ...snapshots[0].hall.clock, speed: 0 });
            const third = (snapshot) => snapshot.counters.find(({ id }) => id === "3");
            const [, first] = snapshots;
            return languages.map(readWords).map((own) => ({
                names: devices.map(({ kind, name }) => words.deviceName(kind, name, own)),
                troubles: devices.map((each) => words.troubleWords(each, clock, zone, own)),
                places: places.map((each) => words.placeWord(each, first, own)),
                at: counters.map((each) => words.placesWord(each, own)),
                help: words.helpLine(first.help[0], first, clock, own),
                run: words.runLine(first.runs[0], own),
                slips: tickets.map((each) => words.slipLine(each, own)),
                pauses: snapshots.map((each) => words.pauseWords(each, third(each), clock, own)),
            }));
        }""",
        {
            "snapshots": msgspec.to_builtins(SNAPSHOTS),
            "devices": msgspec.to_builtins(MACHINES),
            "places": PLACES,
            "tickets": msgspec.to_builtins(tickets),
            "counters": counters,
            "languages": list(LANGUAGES),
            "zone": ZONE,
        },
    )
    clock = OfficeClock(monotonic=lambda: 0.0)
    clock.set(SNAPSHOTS[0].hall.clock)
    age, hall = clock.age_seconds, SNAPSHOTS[1].hall
    assert answers == [
        {
            "names": [words.device_name(each.kind, each.name, texts) for each in MACHINES],
            "troubles": [
                words.trouble_words(each, age, ZoneInfo(ZONE), texts) for each in MACHINES
            ],
            "places": [words.place_word(each, hall, texts) for each in PLACES],
            "at": [words.places_word(each, texts) for each in counters],
            "help": words.help_line(HELP, hall, age, texts),
            "run": words.run_line(RUN, texts),
            "slips": [words.slip_line(each, texts) for each in tickets],
            "pauses": [
                words.pause_words(each, next(c for c in each.counters if c.id == "3"), age, texts)
                for each in SNAPSHOTS
            ],
        }
        for texts in map(texts_for, LANGUAGES)
    ]


def test_machine_in_trouble_says_what_it_is() -> None:
    texts = texts_for("en")
    clock = OfficeClock(monotonic=lambda: 0.0)
    clock.set(SNAPSHOTS[0].hall.clock)
    told = {
        each.name: words.trouble_words(each, clock.age_seconds, ZoneInfo(ZONE), texts)
        for each in MACHINES
    }
    assert told["kiosk-2"] == ["out of paper"]
    assert told["display-2"] == ["last seen 4 minutes ago"]
    assert told["display-3"] == ["no sound until its screen is touched", "its picture stood still"]
    assert told["display-4"] == []
    assert told["display-7"] == told["kiosk-8"] == ["waits to be paired"]
    time = write_time(NOW - timedelta(minutes=11), ZoneInfo(ZONE), "en")
    assert told["kiosk-5"] == [f"offline since {time}"]
    assert told["kiosk-6"] == ["last seen 15 hours ago"]
    urgent = {each.name for each in MACHINES if needs_attention(each)}
    assert {"kiosk-2", "display-3", "display-7"} <= urgent
    assert not urgent & {"display-4", "desk-9"}
