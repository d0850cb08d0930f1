"""The Textual themes: ink on paper for kiosk and desk, the dark hall for displays.

Owns the translation of `look.colours` into Textual's theme variables, and the path of the
shared style sheet. The only module of this room that imports Textual.

Textual derives muted text by blending, which falls below 7:1; so the variables it would
blend are given here outright.
"""

from pathlib import Path
from typing import Any

from textual.app import App
from textual.theme import Theme

from look.colours import DARK, LIGHT, Palette

#: The style sheet that every terminal app loads before its own (`CSS_PATH`).
TERMINAL_STYLES = Path(__file__).parent / "terminal.tcss"

LIGHT_THEME = "antrean-light"
DARK_THEME = "antrean-dark"


def register_themes(app: App[Any], theme: str = LIGHT_THEME) -> None:
    """Make both themes known to `app` and switch to `theme`; call it in the app's `__init__`."""
    app.register_theme(make_theme(LIGHT_THEME, LIGHT, dark=False))
    app.register_theme(make_theme(DARK_THEME, DARK, dark=True))
    app.theme = theme


def make_theme(name: str, palette: Palette, *, dark: bool) -> Theme:
    """A Textual theme from a palette; see `terminal.tcss` for the variables in use."""
    return Theme(
        name=name,
        primary=palette.accent,
        secondary=palette.quiet,
        accent=palette.accent,
        warning=palette.warning,
        error=palette.error,
        success=palette.success,
        foreground=palette.ink,
        background=palette.ground,
        surface=palette.surface,
        panel=palette.surface,
        dark=dark,
        variables=_variables(palette),
    )


def _variables(palette: Palette) -> dict[str, str]:
    """What Textual would otherwise blend from the main colours."""
    return {
        "text": palette.ink,
        "text-muted": palette.quiet,
        "text-disabled": palette.quiet,
        "foreground-muted": palette.quiet,
        "foreground-disabled": palette.quiet,
        "text-primary": palette.accent,
        "text-secondary": palette.quiet,
        "text-accent": palette.accent,
        "text-warning": palette.warning,
        "text-error": palette.error,
        "text-success": palette.success,
        "border": palette.accent,
        "border-blurred": palette.line,
        "block-cursor-foreground": palette.on_accent,
        "block-cursor-background": palette.accent,
        "block-cursor-blurred-foreground": palette.ink,
        "block-cursor-blurred-background": palette.surface,
        "block-hover-background": palette.surface,
        "button-foreground": palette.ink,
        "button-color-foreground": palette.on_accent,
        "button-focus-text-style": "bold",
        "footer-foreground": palette.ink,
        "footer-background": palette.surface,
        "footer-key-foreground": palette.accent,
        "footer-description-foreground": palette.ink,
        "input-cursor-foreground": palette.ground,
        "input-cursor-background": palette.ink,
        "input-selection-foreground": palette.on_accent,
        "input-selection-background": palette.accent,
        "link-color": palette.accent,
        "link-color-hover": palette.on_accent,
        "link-background-hover": palette.accent,
        "scrollbar": palette.line,
        "scrollbar-hover": palette.accent,
        "scrollbar-active": palette.accent,
        "scrollbar-background": palette.surface,
    }
