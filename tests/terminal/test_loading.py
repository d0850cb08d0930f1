import subprocess
import sys

import pytest

SLOW = ("aiohttp", "asyncpg", "sqlite3", "PIL", "qrcode", "babel", "jinja2", "escpos")
IS_LOADED_LATER = """
import gc, sys
from kiosk.app import KioskApp
from terminal.client import Client

app = KioskApp(Client("http://127.0.0.1:9", "nowhere"))
print(*(name for name in sys.modules if name.startswith("kiosk.screens.")))

async def wait(pilot):
    while "kiosk.visit" not in sys.modules or gc.get_threshold()[0] != 10_000:
        await pilot.pause(0.01)
    app.exit()

app.run(headless=True, auto_pilot=wait)
print("ended")
"""
"""The pages that the kiosk has loaded before it runs; it ends once the rest has come."""


def ran(script: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=120
    )
    return done.stdout.split()


@pytest.mark.parametrize("app", ["kiosk", "desk"])
def test_first_screen_waits_for_no_library_that_it_does_not_need(app: str) -> None:
    script = (
        f"import sys, {app}.command, {app}.app;"
        f"print(*(name for name in {SLOW} if name in sys.modules))"
    )
    assert ran(script) == []


def test_kiosk_greets_before_it_loads_what_follows() -> None:
    assert ran(IS_LOADED_LATER) == ["kiosk.screens.start", "ended"]
