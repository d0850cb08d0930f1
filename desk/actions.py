"""Which action has which key, which one comes next, and why one is not possible now.

The table is `web/actions.json`, which the page reads too (`web/actions.js` is this module's
twin; a test holds them to the same answers). The desk has two views, that of its counter and that
of the whole hall; a key means one thing in each. A condition in the table names the code of the
refusal that it leads to, so that a key which makes no sense now is answered without asking
the server, in the words that the server's own refusal has.
"""

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

TABLE_FILE = Path(__file__).parent / "web" / "actions.json"

DAY_ENDED = "day_ended"
TICKET_NOT_IN_STATE = "ticket_not_in_state"


class Action(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the table. A state that is not named in a condition allows the action.

    `changes`: whether it asks the server for something, so that it has to wait while a command
    is under way. `kept`: whether it is sent later where the server is away. `ticket`: the states in
    which a ticket may be its object. `view`: the one view in which it has its key, "" for both.
    """

    id: str
    key: str
    changes: bool
    kept: bool = False
    view: str = ""
    counter: dict[str, str] = field(default_factory=dict)
    hand: dict[str, str] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)
    ticket: tuple[str, ...] = ()

    @property
    def is_possible_alone(self) -> bool:
        """Whether it makes sense to press it while the server is away."""
        return self.kept or not self.changes


class Standing(Struct, frozen=True):
    """All that decides which actions are possible.

    `counter` is none, closed, open or paused; `hand` is none, called or serving; `held`:
    whether somebody is on hold whom this counter may take back; `asked`: whether anybody in the
    office asks for help; `runs`: whether numbers were drawn faster than people come; `places`:
    whether visitors have places in the hall; `supervisor`: whether one is signed in.
    """

    counter: str = "none"
    hand: str = "none"
    undo: bool = False
    held: bool = False
    ended: bool = False
    asked: bool = False
    runs: bool = False
    places: bool = False
    supervisor: bool = False


class View(Struct, frozen=True, forbid_unknown_fields=True):
    """Which actions a view shows: the small ones, three to a row, and those at the foot."""

    small: tuple[str, ...]
    foot: tuple[tuple[str, ...], ...]


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    settle_seconds: float
    main: dict[str, Any]
    views: dict[str, View]
    actions: tuple[Action, ...]


_TABLE = msgspec.json.decode(TABLE_FILE.read_bytes(), type=_Table)

#: All actions by id, in the order in which the desk shows them.
ACTIONS = {action.id: action for action in _TABLE.actions}

#: The two views by name: "counter" and "hall".
VIEWS = _TABLE.views
COUNTER_VIEW, HALL_VIEW = "counter", "hall"

#: A press of the same key within this time of the last one is no new press.
SETTLE_SECONDS = _TABLE.settle_seconds


def main_action(standing: Standing) -> str:
    """The one action that comes next."""
    by_hand = _TABLE.main[standing.counter]
    return str(by_hand if isinstance(by_hand, str) else by_hand[standing.hand])


def refusal_of(action_id: str, standing: Standing) -> str | None:
    """The code of the reason why an action is not possible now, None if it is."""
    action = ACTIONS[action_id]
    if standing.ended and action.changes:
        return DAY_ENDED
    if standing.counter in action.counter:
        return action.counter[standing.counter]
    if standing.hand in action.hand:
        return action.hand[standing.hand]
    return next((code for need, code in action.needs.items() if not getattr(standing, need)), None)


#: What decides whether an action is shown at all.
SHOWN_FOR = ("supervisor", "places")


def is_offered(action_id: str, standing: Standing) -> bool:
    """Whether an action is there at all: those about places, and those of supervisors, may not."""
    needs = ACTIONS[action_id].needs
    return all(getattr(standing, need) for need in SHOWN_FOR if need in needs)


def actions_in(view: str) -> tuple[Action, ...]:
    """The actions that have a key in a view, in the order of the table."""
    return tuple(action for action in ACTIONS.values() if action.view in ("", view))


def action_of_key(character: str, view: str) -> str | None:
    """The action of a typed character in a view, None if it has none."""
    wanted = character.lower()
    return next((action.id for action in actions_in(view) if action.key == wanted), None)


def refusal_for_ticket(action_id: str, state: str) -> str | None:
    """The code of the reason why an action cannot be about a ticket in `state`, None if it can."""
    allowed = ACTIONS[action_id].ticket
    return TICKET_NOT_IN_STATE if allowed and state not in allowed else None
