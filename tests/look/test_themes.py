"""The shared Textual styles, on an app that has one of everything."""

import subprocess
import sys

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.containers import Horizontal
from textual.widgets import Button, Input, Label, Static

from look.big_numbers import draw_big
from look.colours import HALL_CONTRAST, NEAR_CONTRAST, contrast
from look.themes import DARK_THEME, LIGHT_THEME, TERMINAL_STYLES, register_themes

THEMES = [(LIGHT_THEME, NEAR_CONTRAST), (DARK_THEME, HALL_CONTRAST)]
TEXT_VARIABLES = (
    "text text-muted text-disabled foreground foreground-muted foreground-disabled "
    "text-primary text-secondary text-accent text-warning text-error text-success link-color"
)


class Sampler(App[None]):
    CSS_PATH = [TERMINAL_STYLES]

    def __init__(self, theme: str) -> None:
        super().__init__()
        register_themes(self, theme)

    def compose(self) -> ComposeResult:
        with Horizontal(classes="top-bar"):
            yield Label("Office", classes="grows")
            yield Label("09.41")
        yield Static("No connection", classes="offline-bar")
        yield Label("A heading", classes="heading")
        yield Static(str(draw_big("A-012", 36, 6)), classes="big-number", markup=False)
        yield Static("code", classes="qr")
        yield Button("Call next", id="main", classes="main-action")
        yield Button("Recall", id="other")
        yield Button("Undo", id="off", disabled=True)
        yield Static("1 Service", id="choice", classes="choice")
        yield Input("A-012")
        yield Static("Out of paper", classes="notice -error")
        yield Static("Soon closed", classes="notice -warning")
        yield Label("less important", classes="quiet")
        yield Label("what next", classes="foot-line")


def seen_contrast(app: App[None], selector: str) -> float:
    widget = app.query_one(selector)
    ground, ink = widget.background_colors[1], widget.colors[3]
    return contrast((ground).hex6, (ground + ink).hex6)


@pytest.mark.parametrize(("theme", "least"), THEMES)
async def test_all_text_stands_out_in_focus_and_out_of_it(theme: str, least: float) -> None:
    app = Sampler(theme)
    async with app.run_test(size=(80, 50)) as pilot:
        app.screen.add_class("-offline")
        for focused in ("#main", "#other", "Input"):
            app.query_one(focused).focus()
            await pilot.pause()
            for widget in app.screen.walk_children():
                selector = f"#{widget.id}" if widget.id else "." + ".".join(widget.classes)
                if widget.classes or widget.id:
                    assert seen_contrast(app, selector) >= least, (focused, selector)


@pytest.mark.parametrize(("theme", "least"), THEMES)
async def test_theme_s_text_colours_stand_out(theme: str, least: float) -> None:
    app = Sampler(theme)
    async with app.run_test():
        variables = app.get_css_variables()
        for name in TEXT_VARIABLES.split():
            for ground in ("background", "surface", "panel"):
                ink = Color.parse(variables[name]).hex6
                assert contrast(ink, Color.parse(variables[ground]).hex6) >= least, (name, ground)


async def test_offline_bar_shows_only_when_offline() -> None:
    app = Sampler(LIGHT_THEME)
    async with app.run_test(size=(80, 50)) as pilot:
        bar = app.query_one(".offline-bar")
        assert not bar.display
        app.screen.add_class("-offline")
        await pilot.pause()
        assert bar.display


async def test_code_s_ground_is_white_in_the_dark_theme_too() -> None:
    app = Sampler(DARK_THEME)
    async with app.run_test():
        widget = app.query_one(".qr")
        assert (widget.styles.background.hex6, widget.styles.color.hex6) == ("#FFFFFF", "#000000")


def test_the_room_is_used_without_textual() -> None:
    script = (
        "import sys, look.qr, look.colours, look.big_numbers; look.qr.svg('http://x');"
        "look.big_numbers.draw_big('A-001', 40, 9);"
        "sys.exit('textual' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
