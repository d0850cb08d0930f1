import subprocess
import sys

import pytest

SLOW = ("aiohttp", "asyncpg", "sqlite3", "PIL", "qrcode", "babel", "jinja2", "escpos")


@pytest.mark.parametrize("app", ["kiosk", "desk"])
def test_first_screen_waits_for_no_library_that_it_does_not_need(app: str) -> None:
    script = (
        f"import sys, {app}.command, {app}.app;"
        f"print(*(name for name in {SLOW} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    assert done.stdout.split() == []
