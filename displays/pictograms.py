"""Pictograms of the health rules in half blocks, from the drawings that the web page uses, too."""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

DRAWINGS = Path(__file__).parent / "web" / "pictograms.json"
_OVERSIZE = 8
_THRESHOLD = 120
_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


@lru_cache(maxsize=32)
def draw_pictogram(name: str, rows: int) -> tuple[str, ...]:
    """The pictogram as `rows` lines of twice as many cells; two pixels to a cell."""
    side = rows * 2
    large = Image.new("L", (side * _OVERSIZE,) * 2, 0)
    pen = ImageDraw.Draw(large)
    drawings = _drawings()
    for shape in drawings[name]:
        _draw(pen, shape, large.width / drawings["size"])
    small = large.resize((side, side), Image.Resampling.BOX)
    pixels = [value > _THRESHOLD for value in small.tobytes()]
    return tuple(
        "".join(
            _BLOCKS[pixels[top * side + column], pixels[(top + 1) * side + column]]
            for column in range(side)
        )
        for top in range(0, side, 2)
    )


def _draw(pen: ImageDraw.ImageDraw, shape: dict[str, Any], scale: float) -> None:
    ink = 0 if shape.get("cut") else 255
    if "circle" in shape:
        x, y, radius = (value * scale for value in shape["circle"])
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)
        return
    points = [(x * scale, y * scale) for x, y in shape.get("line") or shape["polygon"]]
    if "polygon" in shape:
        pen.polygon(points, fill=ink)
        return
    width = shape["width"] * scale
    pen.line(points, fill=ink, width=round(width))
    for x, y in points:  # round ends
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=ink)


@cache
def _drawings() -> dict[str, Any]:
    drawings: dict[str, Any] = json.loads(DRAWINGS.read_text("utf-8"))
    return drawings
