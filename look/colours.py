"""The palette, the counters' tiles and the marks of a ticket's states.

Owns every colour that any screen uses; `look.css` repeats these values as custom properties
and `themes` turns them into Textual themes; tests hold the three together.

Promises a contrast of text to ground, by WCAG 2.2's formula, of at least 12:1 in the hall and
7:1 elsewhere. Colour never carries a meaning alone: a state has a mark and a word as well, and
a counter is told by its number first.
"""

from dataclasses import dataclass

#: Least contrast of text in the hall, read from 8 m, and on all other screens.
HALL_CONTRAST = 12.0
NEAR_CONTRAST = 7.0

#: Least contrast of a counter's number on its tile: WCAG 2.2 AAA for large bold text.
TILE_CONTRAST = 4.5


@dataclass(frozen=True)
class Palette:
    """One ground and all that is drawn on it; each colour as `#RRGGBB`."""

    ground: str
    surface: str  # a raised field on the ground: cards, rows, buttons at rest
    ink: str
    quiet: str  # ink for what matters less
    accent: str  # the one accent: the next action, the focus, what is called now
    on_accent: str  # ink on a field of the accent
    line: str  # borders; 3:1 against the ground
    error: str
    warning: str
    success: str

    @property
    def inks(self) -> tuple[str, ...]:
        """The colours that text is written in, on ground and on surface."""
        return (self.ink, self.quiet, self.accent, self.error, self.warning, self.success)


#: Ink on paper: kiosk, desk and phone.
LIGHT = Palette(
    ground="#FCFBF8",
    surface="#F1EFE9",
    ink="#14202E",
    quiet="#43505E",
    accent="#0A4A82",
    on_accent="#FFFFFF",
    line="#7B8794",
    error="#8F1420",
    warning="#6B4200",
    success="#0A5132",
)

#: The hall, and whoever chooses dark.
DARK = Palette(
    ground="#0E1A2B",
    surface="#122136",
    ink="#F5F7FA",
    quiet="#DCE4ED",
    accent="#FFE08A",
    on_accent="#0E1A2B",
    line="#6E84A0",
    error="#FFDAD6",
    warning="#FFE3A3",
    success="#BDF2D5",
)

#: The seven colours of Okabe and Ito, told apart by people of every colour vision.
OKABE_ITO = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7")

#: A mark for each state of a ticket, and `come_in` for a visitor asked in from outside.
STATE_MARKS = {
    "reserved": "◌",
    "waiting": "○",
    "come_in": "→",
    "called": "●",
    "serving": "■",
    "held": "‖",
    "done": "✓",
    "no_show": "△",
    "cancelled": "✕",
    "void": "⊘",
    "expired": "◇",
}


@dataclass(frozen=True)
class Tile:
    """A counter's second mark: a filled field with its number in it."""

    fill: str
    ink: str


def counter_tile(position: int) -> Tile:
    """The tile of the counter at `position` (from 0) in its office's list; repeats after seven."""
    fill = OKABE_ITO[position % len(OKABE_ITO)]
    return Tile(fill, best_ink(fill))


def best_ink(ground: str) -> str:
    """Black or white, whichever stands out more on `ground`."""
    return max("#000000", "#FFFFFF", key=lambda ink: contrast(ink, ground))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#RRGGBB` colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a `#RRGGBB` colour, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    """An sRGB channel without its gamma."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
