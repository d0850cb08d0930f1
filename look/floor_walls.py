"""The room itself on a canvas of cells: its walls, what is built in it, and its doors."""

from collections.abc import Sequence
from itertools import pairwise

from look.floor_cells import Canvas
from look.floor_geometry import WALL, Cell, Frame, Pixel, Point, nearest


def draw_walls(canvas: Canvas, frame: Frame) -> None:
    """The outer walls around the floor, inner walls, blocks and pillars."""
    floor = frame.room
    for block in floor.blocks:
        _fill(canvas, [frame.place(corner) for corner in block])
    for start, end in pairwise((*floor.floor, floor.floor[0])):
        canvas.line(_outward(canvas, frame, start), _outward(canvas, frame, end))
    for wall in floor.walls:
        for start, end in pairwise(wall):
            canvas.line(frame.place(start), frame.place(end))
    for pillar in floor.pillars:
        down, across = frame.place(pillar.at)
        canvas.dot(nearest(down), nearest(across))


def open_door(canvas: Canvas, frame: Frame, at: Point, width: int) -> tuple[Cell, tuple[int, int]]:
    """Take the wall away along a door; gives its cell, and rows and columns into the room."""
    down, across = _outward(canvas, frame, at)
    canvas.clear((down, across), max(1.5, width / 2 / frame.column))
    return (int(down / 2 + 0.25), nearest(across)), _inward(frame, at)


def _outward(canvas: Canvas, frame: Frame, corner: Point) -> Pixel:
    """A point of the floor's edge, one cell out: walls hide no place beside them."""
    down, across = frame.place(corner)
    middle_down, middle_across = canvas.rows - 0.5, (canvas.columns - 1) / 2
    return (
        down + (2 * WALL - 0.5) * _sign(down - middle_down),
        across + WALL * _sign(across - middle_across),
    )


def _inward(frame: Frame, at: Point) -> tuple[int, int]:
    down, across = frame.place(at)
    downs, acrosses = zip(*map(frame.place, frame.room.floor), strict=True)
    distances = {
        (1, 0): down - min(downs),
        (-1, 0): max(downs) - down,
        (0, 1): across - min(acrosses),
        (0, -1): max(acrosses) - across,
    }
    return min(distances, key=lambda each: distances[each])


def _fill(canvas: Canvas, corners: Sequence[Pixel]) -> None:
    downs, acrosses = zip(*corners, strict=True)
    for down in range(nearest(min(downs)), nearest(max(downs)) + 1):
        for across in range(nearest(min(acrosses)), nearest(max(acrosses)) + 1):
            if _is_inside((down, across), corners):
                canvas.dot(down, across)


def _is_inside(point: Pixel, corners: Sequence[Pixel]) -> bool:
    y, x = point
    inside = False
    for (y1, x1), (y2, x2) in pairwise((*corners, corners[0])):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
