"""A simulated day as a picture: people inside over time, one strip for each day."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from look.colours import LIGHT
from server.lobby.day_report import profile_name
from server.queueing.office import Office
from server.simulation.simulate import Outcome
from texts import Texts

WIDTH, STRIP, LEFT, TOP, GAP = 960, 150, 56, 44, 56
FONT = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, Verdana, sans-serif"
INSIDE, OUTSIDE, LIMIT = "#0072B2", "#E69F00", "#D55E00"


def as_svg(office: Office, outcomes: Sequence[Outcome], texts: Texts) -> str:
    """The whole picture; the same days give the same text."""
    height = TOP + len(outcomes) * (STRIP + GAP)
    highest = max((each.most_people for each in outcomes), default=1)
    head = texts.gettext("People in the hall over the day: %(office)s", office=office.name)
    parts = [
        part
        for index, outcome in enumerate(outcomes)
        for part in _strip(office, outcome, TOP + index * (STRIP + GAP), highest, texts)
    ]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-family="{FONT}" font-size="13" '
        f'fill="{LIGHT.ink}">'
    )
    return "\n".join(
        [
            opening,
            f"<title>{escape(head)}</title>",
            f'<rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/>',
            f'<text x="{LEFT}" y="24" font-size="16">{escape(head)}</text>',
            *parts,
            "</svg>",
            "",
        ]
    )


def _strip(office: Office, outcome: Outcome, top: int, highest: int, texts: Texts) -> Iterator[str]:
    """One day: how many are inside (filled), wait outside (line), and may be inside (dashes)."""
    looks = outcome.looks
    first, last = looks[0].at, looks[-1].at
    span = (last - first).total_seconds() or 1.0
    base = top + STRIP

    def x(moment: datetime) -> float:
        return LEFT + (WIDTH - LEFT - 16) * (moment - first).total_seconds() / span

    def y(people: int) -> float:
        return base - (STRIP - 20) * people / highest

    inside = " ".join(f"{x(each.at):.1f},{y(each.people):.1f}" for each in looks)
    yield (
        f'<polygon fill="{INSIDE}" fill-opacity="0.75" points="{LEFT},{base} {inside} '
        f'{x(last):.1f},{base}"/>'
    )
    if outcome.profile is not None:
        most = " ".join(f"{x(e.at):.1f},{y(e.most or 0):.1f}" for e in looks)
        outside = " ".join(f"{x(e.at):.1f},{y(e.outside):.1f}" for e in looks)
        yield _line(outside, OUTSIDE)
        yield _line(most, LIMIT, "6 4")
    yield f'<text x="{LEFT}" y="{top + 4}">{escape(_caption(office, outcome, texts))}</text>'
    yield f'<line x1="{LEFT}" x2="{WIDTH - 16}" y1="{base}" y2="{base}" stroke="{LIGHT.ink}"/>'
    for people in (0, outcome.most_people):
        yield f'<text x="{LEFT - 8}" y="{y(people) + 4:.1f}" text-anchor="end">{people}</text>'
    zone = ZoneInfo(office.timezone)
    for look in looks:
        local = look.at.astimezone(zone)
        if local.minute == 0:
            yield f'<text x="{x(look.at):.1f}" y="{base + 16}">{local:%H.%M}</text>'


def _caption(office: Office, outcome: Outcome, texts: Texts) -> str:
    name = profile_name(office, outcome, texts)
    if outcome.profile is None:
        return texts.gettext("%(name)s: inside (blue)", name=name)
    return texts.gettext(
        "%(name)s: inside (blue), waiting outside (orange line), most inside (red dashes)",
        name=name,
    )


def _line(points: str, colour: str, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline fill="none" stroke="{colour}" stroke-width="2"{dashed} points="{points}"/>'
