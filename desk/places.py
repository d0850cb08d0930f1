"""Places in the hall as staff see them: who is inside, under which health rules, which way to go.

Pure: snapshots come in. The page's twin is `web/places.js`.
"""

from collections.abc import Iterable, Sequence

from desk.words import limit_word, pick_words
from protocol.snapshots import DeskTicket, FloorSpot, PeopleView, ProfileView, RoomView
from texts import Texts
from texts.moments import write_number

HAS_PLACE = frozenset({"come_in", "inside"})
"""Where somebody waits who is in the hall, or on the way in."""

DIRECTIONS = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}
"""Steps on the floor by the arrow key: y rises, as in the plan."""


def inside_line(room: RoomView, texts: Texts) -> str:
    """How many are inside of how many, and which rule is the tightest."""
    line = texts.gettext(
        "%(people)s of %(most)s inside (%(limit)s)",
        people=write_number(room.people, texts.language),
        most=write_number(room.most, texts.language),
        limit=limit_word(room.limit, texts),
    )
    return texts.gettext("Full: %(inside)s", inside=line) if room.is_full else line


def count_parts(count: PeopleView, texts: Texts) -> list[str]:
    """Everybody inside by what they do, those who are none left out."""
    parts = [
        (count.waiting, texts.gettext("waiting: %(count)s", count=count.waiting)),
        (count.coming, texts.gettext("on the way in: %(count)s", count=count.coming)),
        (count.at_counters, texts.gettext("at counters: %(count)s", count=count.at_counters)),
        (count.held, texts.gettext("on hold: %(count)s", count=count.held)),
        (count.leaving, texts.gettext("leaving: %(count)s", count=count.leaving)),
        (count.others, texts.gettext("without a number: %(count)s", count=count.others)),
        (count.at_kiosks, texts.gettext("at kiosks: %(count)s", count=count.at_kiosks)),
        (count.staff, texts.gettext("staff: %(count)s", count=count.staff)),
    ]
    return [words for people, words in parts if people]


def room_parts(room: RoomView, texts: Texts) -> list[str]:
    """The health rules that hold, which places are blocked, and who waits outside."""
    return [
        pick_words(room.profile_name, texts) or room.profile,
        _metres(room.distance_metres, texts),
        *([blocked_line(room.blocked, texts)] if room.blocked else []),
        texts.gettext("numbers outside: %(count)s", count=room.waiting_outside),
    ]


def blocked_line(blocked: Iterable[int], texts: Texts) -> str:
    """The places that staff have closed."""
    numbers = ", ".join(write_number(each, texts.language) for each in blocked)
    return texts.gettext("blocked: %(places)s", places=numbers)


def nobody_called(room: RoomView | None, queue: Sequence[DeskTicket], texts: Texts) -> str:
    """Why nobody was called after somebody was finished, though others wait; "" if none do.

    Whoever is inside, or has a place there, could be called: then a free counter goes first.
    """
    if room is None or not queue:
        return ""
    if any(each.where in HAS_PLACE for each in queue):
        return texts.gettext("Finished. Nobody was called: another free counter calls first.")
    return texts.gettext(
        "Finished. Nobody was called: the hall is full, %(people)s of %(most)s people.",
        people=write_number(room.people, texts.language),
        most=write_number(room.most, texts.language),
    )


def profile_line(profile: ProfileView, texts: Texts) -> str:
    """Health rules and what they mean: distance, places, people."""
    parts = [
        pick_words(profile.name, texts) or profile.id,
        _metres(profile.distance_metres, texts),
        texts.ngettext("%(n)s place", "%(n)s places", profile.spots),
    ]
    if profile.people is not None:
        parts.append(texts.ngettext("%(n)s person inside", "%(n)s people inside", profile.people))
    if profile.waiting_room is not None:
        parts.append(texts.gettext("%(n)s may wait", n=profile.waiting_room))
    return " · ".join(parts)


def next_place(spots: Iterable[FloorSpot], current: int | None, direction: str) -> int | None:
    """The place to which an arrow leads: the nearest that lies more that way than aside.

    Without a current one the lowest number; where nothing lies that way the current one.
    """
    listed = sorted(spots, key=lambda each: each.number)
    here = next((each for each in listed if each.number == current), None)
    if here is None:
        return listed[0].number if listed else None
    right, up = DIRECTIONS[direction]
    ways = []
    for each in listed:
        x, y = each.at[0] - here.at[0], each.at[1] - here.at[1]
        along, aside = x * right + y * up, abs(x * up) + abs(y * right)
        if along > 0 and aside <= along:
            ways.append((along * along + aside * aside, each.number))
    return min(ways)[1] if ways else current


def _metres(distance: float, texts: Texts) -> str:
    return texts.gettext("%(metres)s m", metres=write_number(distance, texts.language))
