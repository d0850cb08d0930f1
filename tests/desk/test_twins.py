"""The page's modules and the Textual app's give the same answers."""

from typing import Any

import msgspec
from playwright.async_api import Browser

from desk.actions import ACTIONS
from desk.hand import due_line, services_after_line, ticket_facts
from desk.situation import Situation, is_number, normal_number, situation_of
from desk.words import running_time, short_minutes
from server.queueing.ticket import TicketState
from terminal.clock import OfficeClock
from tests.desk.driving import open_page
from tests.desk.snapshots import HAND, HELD, NOW, snapshot, ticket
from tests.desk.test_actions import TYPED as TYPED_KEYS
from tests.desk.test_actions import python_answers, standings_for_page
from tests.server_fixture import ServerHere
from texts import LANGUAGES, texts_for

TYPED = ["a12", "A-012", " a 012 ", "B1", "b-1234", "", "12", "a", "A-", "AB-3", "a-0-1-2"]
SECONDS = [-5, 0, 7.9, 59.99, 60, 61, 3599, 3600, 3661.5, 36000]
SNAPSHOTS = [
    (snapshot(), "3"),
    (snapshot(), "1"),
    (snapshot(), None),
    (snapshot(), "99"),
    (snapshot(None), "3"),
    (snapshot(None, state="paused"), "3"),
    (snapshot(ticket("A-012", "called")), "3"),
]


async def evaluate(server: ServerHere, chromium: Browser, program: str, given: Any) -> Any:
    """Run a program in the desk's page, where its modules may be imported."""
    async with open_page(server, chromium, settle_seconds=None) as desk:
        return await desk.page.evaluate(program, given)


async def test_actions_are_the_same(server: ServerHere, chromium: Browser) -> None:
    answers = await evaluate(
        server,
        chromium,
        """async ({ standings, actions, states, typed }) => {
            const {
                actionOfKey, isOffered, mainAction, refusalForTicket, refusalOf, SETTLE_SECONDS,
            } = await import("/static/desk/actions.js");
            const { ACTION_WORDS } = await import("/static/desk/words.js");
            return {
                settle: SETTLE_SECONDS,
                main: standings.map(mainAction),
                refusals: standings.map((each) => actions.map((id) => refusalOf(id, each))),
                tickets: states.map((state) => actions.map((id) => refusalForTicket(id, state))),
                keys: ["counter", "hall"].map((view) =>
                    [...typed].map((each) => actionOfKey(each, view))),
                offered: standings.map((each) => actions.map((id) => isOffered(id, each))),
                words: ACTION_WORDS,
            };
        }""",
        {
            "standings": standings_for_page(),
            "actions": list(ACTIONS),
            "states": list(TicketState),
            "typed": TYPED_KEYS,
        },
    )
    assert answers == python_answers()


def situation_answer(situation: Situation) -> dict[str, Any]:
    return {
        "counter": situation.counter and situation.counter.id,
        "hand": situation.hand and situation.hand.number,
        "queue": [each.number for each in situation.queue],
        "held": [each.number for each in situation.held],
        "missed": [each.number for each in situation.missed],
        "called": [each.number for each in situation.called],
        "matching": [[each.number for each in situation.matching(typed, 4)] for typed in TYPED],
        "standing": msgspec.to_builtins(situation.standing),
        "basedOn": msgspec.to_builtins(situation.based_on),
        "length": situation.queue_length,
        "params": [situation.find("a14") and "found", situation.find("Z-1")],
    }


async def test_situations_are_the_same(server: ServerHere, chromium: Browser) -> None:
    answers = await evaluate(
        server,
        chromium,
        """async ({ snapshots, typed }) => {
            const { findTicket, isNumber, matchingTickets, normalNumber, situationOf } =
                await import("/static/desk/situation.js");
            const number = (ticket) => ticket.number;
            const situations = snapshots.map(([snapshot, counter]) => {
                const found = situationOf(snapshot, counter);
                return {
                    counter: found.counter && found.counter.id,
                    hand: found.hand && found.hand.number,
                    queue: found.queue.map(number),
                    held: found.held.map(number),
                    missed: found.missed.map(number),
                    called: found.called.map(number),
                    matching: typed.map((each) => matchingTickets(snapshot, each, 4).map(number)),
                    standing: found.standing,
                    basedOn: found.basedOn,
                    length: found.queueLength,
                    params: [findTicket(snapshot, "a14") && "found", findTicket(snapshot, "Z-1")],
                };
            });
            const numbers = typed.map(normalNumber);
            return { situations, numbers, possible: numbers.map(isNumber) };
        }""",
        {"snapshots": msgspec.to_builtins(SNAPSHOTS), "typed": TYPED},
    )
    situations = [situation_answer(situation_of(*each)) for each in SNAPSHOTS]
    assert answers == {
        "situations": situations,
        "numbers": [normal_number(typed) for typed in TYPED],
        "possible": [is_number(normal_number(typed)) for typed in TYPED],
    }


async def test_words_are_the_same(server: ServerHere, chromium: Browser) -> None:
    shown = [HAND, HELD, ticket("B-004", "called", due_at=NOW, priority=True, party_size=1)]
    office = situation_of(snapshot(), "3")
    answers = await evaluate(
        server,
        chromium,
        """async ({ snapshot, tickets, languages, seconds }) => {
            const { readWords } = await import("/static/shared/boot.js");
            const { OfficeClock } = await import("/static/shared/clock.js");
            const words = await import("/static/desk/words.js");
            const clock = new OfficeClock();
            clock.set({ ...snapshot.hall.clock, speed: 0 });
            return languages.map(readWords).map((own) => ({
                facts: tickets.map((each) => words.ticketFacts(each, own)),
                after: tickets.map((each) => words.servicesAfterLine(snapshot, each, own)),
                due: tickets.map((each) => words.dueLine(each, clock, own)),
                running: seconds.map(words.runningTime),
                minutes: seconds.map((each) => words.shortMinutes(each, own)),
            }));
        }""",
        {
            "snapshot": msgspec.to_builtins(office.snapshot),
            "tickets": msgspec.to_builtins(shown),
            "languages": list(LANGUAGES),
            "seconds": SECONDS,
        },
    )
    clock = OfficeClock(monotonic=lambda: 0.0)
    clock.set(office.snapshot.hall.clock)
    expected = [
        {
            "facts": [ticket_facts(each, texts) for each in shown],
            "after": [
                services_after_line(office, each, texts) if each.services_after else None
                for each in shown
            ],
            "due": [due_line(each, clock.age_seconds, texts) for each in shown],
            "running": [running_time(each) for each in SECONDS],
            "minutes": [short_minutes(each, texts) for each in SECONDS],
        }
        for texts in map(texts_for, LANGUAGES)
    ]
    assert answers == expected


async def test_presses_settle_the_same_way(server: ServerHere, chromium: Browser) -> None:
    answers = await evaluate(
        server,
        chromium,
        """async (presses) => {
            const { Presses } = await import("/static/desk/presses.js");
            let now = 0;
            const kept = new Presses(1.0, () => now);
            return presses.map(([at, key]) => { now = at; return kept.isNew(key); });
        }""",
        [[at, key] for at, key, _ in PRESSES],
    )
    assert answers == [expected for _, _, expected in PRESSES]


#: (second, key, whether it is a press of its own): two presses, a held key, another key.
PRESSES = [
    (10.0, "n", True),
    (10.2, "n", False),
    (10.3, "s", True),
    (11.1, "n", False),
    (12.0, "n", False),
    (13.0, "n", True),
    (13.5, "s", True),
]
