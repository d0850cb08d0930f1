"""What a plan is told as: how many places, what is proved, what each profile uses."""

from collections.abc import Iterator

from server.configuration.lobby.spots_file import Taped
from server.lobby.columns import aligned
from server.plan.floor import Lobby
from server.plan.legend import in_line, metres, ranges
from server.plan.lines import line_distance
from server.plan.packing import has_solver
from server.plan.parties import SIZES
from server.plan.plan import LobbyPlan
from texts import Texts

INDENT = "  "


def report(
    office: str, lobby: Lobby, plan: LobbyPlan, texts: Texts, taped: Taped | None = None
) -> Iterator[str]:
    """The lines, for the person who will tape the floor; `taped`: what they have done already."""
    is_taped = bool(taped and taped.spots)
    yield office
    yield INDENT + _places(lobby, plan, texts, is_taped)
    yield INDENT + _proof(plan, texts, is_taped)
    if plan.packing_bound is not None:
        yield INDENT + texts.gettext(
            "No pattern at all puts more than %(n)s on a floor of this size (bound of Oler).",
            n=plan.packing_bound,
        )
    yield ""
    yield from (INDENT + row for row in _table(lobby, plan, texts))
    yield ""
    if plan.lines:
        yield INDENT + _lines(lobby, plan, taped, texts)
    yield INDENT + _reach(lobby, plan, texts)


def _places(lobby: Lobby, plan: LobbyPlan, texts: Texts, is_taped: bool) -> str:
    if is_taped:
        return texts.ngettext(
            "%(n)s place, taped already", "%(n)s places, taped already", len(plan.spots)
        )
    widest = lobby.by_distance()[0]
    return texts.ngettext(
        "%(n)s place, %(apart)s m apart: %(distance)s m and %(tolerance)s m for the tape",
        "%(n)s places, %(apart)s m apart: %(distance)s m and %(tolerance)s m for the tape",
        len(plan.spots),
        apart=metres(widest.distance + plan.tolerance, texts),
        distance=metres(widest.distance, texts),
        tolerance=metres(plan.tolerance, texts),
    )


def _proof(plan: LobbyPlan, texts: Texts, is_taped: bool) -> str:
    if plan.is_proved:
        return texts.gettext("Proved: no choice among the points that were tried has more.")
    if is_taped:
        return texts.gettext("A new plan (--anew) may have up to %(n)s.", n=plan.bound)
    if plan.only_reachable:
        return texts.gettext(
            "Each can be reached. Without that wish up to %(n)s may be possible.", n=plan.bound
        )
    if plan.is_searched:
        return texts.gettext(
            "Not proved to be the most: %(n)s may be possible among the points that were tried.",
            n=plan.bound,
        )
    reason = texts.gettext("The solver was not used.")
    if not has_solver():
        reason = texts.gettext("The solver is not installed (pip install 'antrean[plan]').")
    unproved = texts.gettext("Not proved to be the most: at most %(n)s.", n=plan.bound)
    return f"{reason} {unproved}"


def _table(lobby: Lobby, plan: LobbyPlan, texts: Texts) -> Iterator[str]:
    """A row for each profile, in columns."""
    head = [
        texts.gettext("profile"),
        texts.gettext("distance"),
        texts.gettext("places"),
        texts.gettext("at most"),
        texts.gettext("own tape"),
        *(texts.gettext("parties of %(n)s", n=size) for size in SIZES[1:]),
    ]
    rows = [head]
    for profile in lobby.by_distance():
        used = plan.profile(profile.id)
        assert used is not None
        parties = dict(used.parties)
        rows.append(
            [
                profile.id,
                f"{metres(profile.distance, texts)} m",
                str(len(used.spots)),
                str(used.bound),
                str(used.alone),
                *(str(parties.get(size, "")) for size in SIZES[1:]),
            ]
        )
    yield from aligned(rows)


def _lines(lobby: Lobby, plan: LobbyPlan, taped: Taped | None, texts: Texts) -> str:
    """The places at kiosks, and which of them are to be taped anew."""
    told = texts.gettext(
        "In line at kiosks: %(places)s, %(apart)s m apart under every profile.",
        places=", ".join(in_line(place.number) for place in plan.in_line),
        apart=metres(line_distance(lobby, plan.tolerance), texts),
    )
    lines = taped.lines if taped is not None else ()
    before = {place.number: place.at for line in lines for place in line.places}
    moved = [each.number for each in plan.in_line if before.get(each.number, each.at) != each.at]
    if not moved:
        return told
    again = texts.gettext(
        "No longer where they are taped: %(places)s.", places=", ".join(map(in_line, moved))
    )
    return f"{told} {again}"


def _reach(lobby: Lobby, plan: LobbyPlan, texts: Texts) -> str:
    distance = metres(lobby.by_distance()[0].distance, texts)
    if not plan.unreachable:
        return texts.gettext(
            "Every place can be reached %(distance)s m away from all others.", distance=distance
        )
    return texts.gettext(
        "When all places are taken, one passes others at less than %(distance)s m on the way "
        "to %(count)s of them: %(numbers)s. With --reachable there are none of these.",
        distance=distance,
        count=len(plan.unreachable),
        numbers=ranges(plan.unreachable),
    )
