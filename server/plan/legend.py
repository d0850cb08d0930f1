"""What is written beside the drawings of a lobby: the words of both, and lists of numbers."""

from collections.abc import Iterable
from itertools import pairwise

from server.plan.distances import Point
from server.plan.floor import Lobby
from texts import Texts
from texts.moments import write_number

MILLIMETRES = 1000


def metres(millimetres: int, texts: Texts) -> str:
    """A length in metres as people of the language write it."""
    return write_number(millimetres / MILLIMETRES, texts.language)


def size(lobby: Lobby, texts: Texts) -> str:
    """`12 x 8 m`: the floor's width and height."""
    left, low, right, high = lobby.bounds
    width, height = metres(right - left, texts), metres(high - low, texts)
    return texts.gettext("%(width)s by %(height)s m", width=width, height=height)


def how_to_measure(lobby: Lobby, texts: Texts) -> tuple[str, str]:
    """From where, and which way, the places are measured: two lines."""
    corner = lobby.corner.get(texts.language) or next(iter(lobby.corner.values()), "")
    return (
        texts.gettext("Measured from 0: %(corner)s.", corner=corner),
        texts.gettext("From there look into the room: x along the right wall, y along the left."),
    )


def ranges(numbers: Iterable[int]) -> str:
    """`1-3, 7`: numbers in order, shortened."""
    ordered = sorted(numbers)
    if not ordered:
        return ""
    breaks = [index for index, (a, b) in enumerate(pairwise(ordered), 1) if b != a + 1]
    parts = [ordered[i:j] for i, j in pairwise([0, *breaks, len(ordered)])]
    return ", ".join(f"{p[0]}-{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts)


def in_line(number: int) -> str:
    """`K1`: the number of a place in line at a kiosk, as it is taped."""
    return f"K{number}"


def where(at: Point, texts: Texts) -> tuple[str, str]:
    """X and y in metres, to the centimetre, as people of the language write them."""
    x, y = (f"{each / MILLIMETRES:.2f}" for each in at)
    comma = metres(MILLIMETRES // 2, texts)[1]
    return x.replace(".", comma), y.replace(".", comma)
