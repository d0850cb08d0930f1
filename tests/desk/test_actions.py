import re
from itertools import product
from pathlib import Path

import pytest
from msgspec import structs

from desk.actions import (
    ACTIONS,
    SETTLE_SECONDS,
    VIEWS,
    Standing,
    action_of_key,
    actions_in,
    is_offered,
    main_action,
    refusal_for_ticket,
    refusal_of,
)
from desk.words import ACTION_WORDS, OWN_REFUSALS
from protocol.refusals import RefusalCode
from server.queueing.ticket import TicketState
from texts import LANGUAGES, texts_for

DOCS = Path(__file__).parents[2] / "docs"
KEYS_DOCS = {"counter": DOCS / "desk.md", "hall": DOCS / "supervisor.md"}

STANDINGS = [
    Standing(counter, hand, undo, held, ended, asked, runs, places, supervisor)
    for counter, hand in [
        *(("none", "none"), ("closed", "none"), ("paused", "none")),
        *(("open", "none"), ("open", "called"), ("open", "serving")),
    ]
    for undo, held, ended, asked, runs, places, supervisor in product((False, True), repeat=7)
]


@pytest.mark.parametrize("view", VIEWS)
def test_every_key_has_one_action_in_a_view(view: str) -> None:
    actions = actions_in(view)
    keys = [action.key for action in actions]
    assert len(keys) == len(set(keys))
    assert all(key == key.lower() and len(key) == 1 for key in keys)
    found = [action_of_key(action.key.upper(), view) for action in actions]
    assert found == [action.id for action in actions]
    assert action_of_key("#", view) is None


def test_every_action_belongs_to_a_view() -> None:
    assert {action.id for view in VIEWS for action in actions_in(view)} == set(ACTIONS)


def test_every_action_has_words_in_all_languages() -> None:
    assert set(ACTION_WORDS) == set(ACTIONS)
    for language in LANGUAGES:
        assert all(texts_for(language).gettext(word) for word in ACTION_WORDS.values())


def test_every_action_is_somewhere_on_the_screen() -> None:
    shown = {main_action(standing) for standing in STANDINGS}
    for name, view in VIEWS.items():
        here = {*view.small, *(each for row in view.foot for each in row)}
        assert here <= {action.id for action in actions_in(name)}
        shown |= here
    assert shown == set(ACTIONS) - {"sign-out"}  # which stands beside the name of who is signed in


@pytest.mark.parametrize("view", VIEWS)
def test_every_key_is_in_the_docs(view: str) -> None:
    rows = re.findall(r"^\| `(.)` \|", KEYS_DOCS[view].read_text(), re.MULTILINE)
    documented = {row.lower() for row in rows}
    assert documented == {action.key for action in actions_in(view)}


def test_every_refusal_of_the_table_has_words() -> None:
    codes = {refusal_of(action, standing) for action in ACTIONS for standing in STANDINGS} - {None}
    assert codes <= {*RefusalCode, *OWN_REFUSALS}


def test_main_action_is_always_possible() -> None:
    for standing in STANDINGS:
        if not standing.ended:
            assert refusal_of(main_action(standing), standing) is None


def test_actions_follow_a_visit() -> None:
    assert main_action(Standing()) == "counter"
    assert main_action(Standing("closed")) == "open"
    assert main_action(Standing("paused")) == "open"
    assert main_action(Standing("open")) == "call-next"
    assert main_action(Standing("open", "called")) == "start"
    assert main_action(Standing("open", "serving")) == "finish-and-next"


@pytest.mark.parametrize(
    ("action", "standing", "code"),
    [
        ("call-next", Standing("open"), None),
        ("call-next", Standing("open", "called"), "finish_first"),
        ("call-next", Standing("closed"), "counter_closed"),
        ("start", Standing("open", "serving"), "ticket_not_in_state"),
        ("finish-and-next", Standing("open", "called"), None),
        ("finish", Standing("open"), "no_ticket_in_hand"),
        ("pause", Standing("open", "called"), None),
        ("pause", Standing("open", "serving"), "finish_first"),
        ("close", Standing("paused"), None),
        ("undo", Standing("open"), "nothing_to_undo"),
        ("undo", Standing("open", undo=True), None),
        ("resume", Standing("open"), "nobody_held"),
        ("issue", Standing(), None),
        ("issue", Standing(ended=True), "day_ended"),
        ("search", Standing(ended=True), None),
        ("help", Standing(), "no_counter"),
        ("help", Standing("closed"), None),
        ("come", Standing(), "nobody_asks"),
        ("come", Standing(asked=True), None),
        ("run", Standing(runs=True), "not_allowed"),
        ("run", Standing(supervisor=True), "no_runs"),
        ("run", Standing(runs=True, supervisor=True), None),
        ("plan", Standing(), "no_places"),
        ("plan", Standing(places=True), None),
        ("spot", Standing(places=True, ended=True), "day_ended"),
        ("spot", Standing(supervisor=True), "no_places"),
        ("machines", Standing(), "not_allowed"),
        ("machines", Standing(ended=True, supervisor=True), None),
    ],
)
def test_reason_why_an_action_is_not_possible(
    action: str, standing: Standing, code: str | None
) -> None:
    assert refusal_of(action, standing) == code


def test_ticket_actions_fit_the_states_that_the_rules_allow() -> None:
    allowed = {
        action: {state for state in TicketState if refusal_for_ticket(action, state) is None}
        for action in ("reprint", "party", "priority", "void", "return")
    }
    live = {"reserved", "waiting", "called", "serving", "held"}
    assert allowed["reprint"] == allowed["party"] == allowed["priority"] == {*live, "no_show"}
    assert allowed["void"] == {*live, "no_show"} - {"serving"}
    assert allowed["return"] == {"no_show"}


def test_no_text_of_the_page_hides_from_the_catalogues() -> None:
    """What stands inside a template literal is not gathered, and so never translated."""
    scripts = (DOCS.parent / "desk" / "web").glob("*.js")
    hidden = [
        (script.name, found)
        for script in scripts
        for found in re.findall(r"\$\{[^}]*\b(?:t|tn)\(\s*[\"']", script.read_text())
    ]
    assert hidden == []


def test_presses_settle_within_a_clerks_patience() -> None:
    assert 0.5 <= SETTLE_SECONDS <= 1.5


#: Characters that a clerk may type, those of no action among them.
TYPED = "nNsfdrxhtzupliy/?!mMaq1wWj#"


def python_answers() -> dict[str, object]:
    """What the page's twin has to give, too."""
    return {
        "settle": SETTLE_SECONDS,
        "main": [main_action(standing) for standing in STANDINGS],
        "refusals": [
            [refusal_of(action, standing) for action in ACTIONS] for standing in STANDINGS
        ],
        "tickets": [
            [refusal_for_ticket(action, state) for action in ACTIONS] for state in TicketState
        ],
        "keys": [[action_of_key(each, view) for each in TYPED] for view in VIEWS],
        "offered": [[is_offered(action, standing) for action in ACTIONS] for standing in STANDINGS],
        "words": ACTION_WORDS,
    }


def standings_for_page() -> list[dict[str, object]]:
    return [structs.asdict(standing) for standing in STANDINGS]
