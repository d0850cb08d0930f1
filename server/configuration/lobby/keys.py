"""The keys of an OFFICE.toml that describe its lobby: the floor, its health rules, who comes in.

Lengths are metres in the file, whole millimetres once they are read.
"""

from dataclasses import dataclass
from typing import Any

from server.configuration.presentation.keys import COUNTER_NAME
from server.configuration.rule_keys import COUNT, SECONDS, SECONDS_OR_NONE, rule_table
from server.configuration.values import WORDS
from server.queueing.hall_rules import LettingIn, Walking
from settings.kinds import UNUSABLE, Key, Listing, Scalar, Table
from settings.problems import Place, describe
from settings.values import FLAG, IDENTIFIER, number_within, whole

MILLIMETRES = 1000
FARTHEST = 100.0
"""Metres from the corner in each direction: a hall of 200 x 200 m is a fair, not an office."""
LEAST_DISTANCE, MOST_DISTANCE = 0.3, 10.0
"""Metres between two people: nearer than shoulders are wide, nobody stands."""
SPEED = number_within(0.1, 5, "metres a second")
LONGEST_REACTION_SECONDS = 60


def metres(least: float, most: float) -> Scalar:
    """A length, as whole millimetres."""
    number = number_within(least, most, "metres")
    return Scalar(number.allowed, lambda found: round(number.convert(found) * MILLIMETRES))


COORDINATE = metres(-FARTHEST, FARTHEST)


@dataclass(frozen=True)
class PointOnFloor:
    """`[x, y]` from the lobby's corner."""

    allowed: str = f"a point [x, y] in metres from the corner, each within {FARTHEST:g} m of it"

    def read(self, place: Place, found: object) -> Any:
        """See Kind."""
        if not isinstance(found, list):
            place.note(describe(found), self.allowed)
            return UNUSABLE
        try:
            x, y = map(COORDINATE.convert, found)
        except ValueError:
            place.note(f"[{', '.join(map(describe, found))}]", self.allowed)
            return UNUSABLE
        return x, y


@dataclass(frozen=True)
class Points:
    """A line or an outline: unusable as a whole where one of its points is."""

    least: int
    noun: str

    @property
    def allowed(self) -> str:
        """See Kind."""
        return f"{self.noun}: a list of at least {self.least} points [x, y] in metres"

    def read(self, place: Place, found: object) -> Any:
        """See Kind."""
        if not isinstance(found, list) or len(found) < self.least:
            place.note(describe(found), self.allowed)
            return UNUSABLE
        points = [POINT.read(place.item(index), each) for index, each in enumerate(found)]
        return UNUSABLE if UNUSABLE in points else tuple(points)


POINT = PointOnFloor()
OUTLINE = Points(3, "corners, one after the other")
LINE = Points(2, "a line")

PROFILE = Table(
    Key("id", IDENTIFIER),
    Key("distance", metres(LEAST_DISTANCE, MOST_DISTANCE)),
    Key("factor", number_within(0, 1, "the usual capacity"), 1.0),
    Key("max_waiting_room", whole(0, unit="people"), None),
    Key("name", WORDS, None),
    Key("mask", FLAG, False),
    Key("hand_wash", FLAG, False),
    noun="profile",
)

LETTING_IN = rule_table(
    LettingIn(),
    per_counter=COUNT,
    come_seconds=SECONDS,
    calls=COUNT,
    assume_seconds=SECONDS,
    leave_seconds=SECONDS_OR_NONE,
)

WALKING = Table(
    Key("speed", SPEED, Walking().speed / MILLIMETRES),
    Key("priority_speed", SPEED, Walking().priority_speed / MILLIMETRES),
    Key(
        "reaction_seconds",
        number_within(0, LONGEST_REACTION_SECONDS, "seconds"),
        Walking().reaction_seconds,
    ),
)

KIOSK = Table(Key("at", POINT), Key("line", whole(0, 30, unit="places"), None))

LOBBY = Table(
    Key("floor", OUTLINE),
    Key("corner", WORDS),
    Key("clearance", metres(0, 5), None),
    Key("capacity", whole(1, unit="people"), None),
    Key("walls", Listing(LINE), ()),
    Key(
        "pillars",
        Listing(Table(Key("at", POINT), Key("radius", metres(0.01, 10)))),
        (),
    ),
    Key("blocks", Listing(OUTLINE), ()),
    Key("aisles", Listing(OUTLINE), ()),
    Key("seats", Listing(POINT, unique=True), ()),
    Key(
        "doors",
        Listing(
            Table(Key("at", POINT), Key("width", metres(0.5, 20), None)),
            least=1,
        ),
    ),
    Key(
        "counters",
        Listing(Table(Key("counter", COUNTER_NAME), Key("at", POINT), noun="counter"), least=1),
    ),
    Key("kiosks", Listing(KIOSK), ()),
    Key("profiles", Listing(PROFILE, least=1)),
    Key("profile", IDENTIFIER, None),
    Key("staff", whole(0, unit="people"), None),
    Key("kiosk_people", whole(0, unit="people"), 1),
    Key("counters_apart", FLAG, False),
    Key("letting_in", LETTING_IN, None),
    Key("walking", WALKING, None),
)
