"""The lobby as screens see it: who is inside, and where. A part of `snapshots`."""

from msgspec import Struct

from protocol.stamps import Moment, Words


class ComeInView(Struct, frozen=True):
    """Somebody outside who is asked to come in, to a place that is kept for them."""

    number: str
    spot: int
    since: Moment  # the last time they were asked
    is_repeated: bool = False


class SpotView(Struct, frozen=True):
    """A place inside that is taken. `state`: come_in (on the way), or waiting (there)."""

    spot: int
    number: str
    state: str
    people: int = 1


class RoomView(Struct, frozen=True):
    """Who is inside the lobby, and why no more are let in.

    `people` counts everybody inside, staff too. `most` is how many may be inside; `limit` names
    the rule that is the tightest now: spots, people or waiting_room. `distance_metres` is the
    profile's.
    """

    profile: str
    profile_name: Words
    distance_metres: float
    people: int
    most: int
    limit: str
    is_full: bool  # nobody else is let in before somebody leaves
    waiting_inside: int  # tickets with a place
    waiting_outside: int  # tickets that have none yet
    come_in: tuple[ComeInView, ...] = ()  # the longest asked first
    spots: tuple[SpotView, ...] = ()  # the taken ones, by number
    blocked: tuple[int, ...] = ()  # places that staff have closed
    unused: tuple[int, ...] = ()  # places that this profile leaves free
    mask: bool = False  # what the profile asks of visitors
    hand_wash: bool = False


class PeopleView(Struct, frozen=True):
    """Everybody inside, by what they do there. `others` have no number: the door counted them."""

    waiting: int
    coming: int  # asked to come in, not seen yet
    at_counters: int
    held: int
    leaving: int
    at_kiosks: int
    staff: int
    others: int


class ProfileView(Struct, frozen=True):
    """One set of health rules that staff can choose."""

    id: str
    name: Words
    distance_metres: float
    spots: int
    people: int | None = None
    waiting_room: int | None = None
