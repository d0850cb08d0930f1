"""What an antrean.toml allows, but cannot work in the hall."""

from typing import Any

import pytest

from look.qr import SMALL_URL_BYTES, terminal_lines
from server.configuration import load_server
from server.configuration.server_file.cautions import server_cautions

OFFICE = "dkps-plg"


def told(**options: Any) -> str:
    cautions = server_cautions(load_server(None, options), [OFFICE])
    return "\n".join(map(str, cautions))


def test_address_whose_code_is_too_tall_for_a_small_kiosk_is_told_with_what_would_fit() -> None:
    most = SMALL_URL_BYTES - len(f"/t/{OFFICE}/{'x' * 22}")
    fits = f"https://{'a' * (most - len('https://.example'))}.example"
    assert told(public_url=fits) == ""
    assert len(terminal_lines(f"{fits}/t/{OFFICE}/{'x' * 22}")) == 21
    too_long = told(public_url=fits.replace(".example", "x.example"))
    assert "79 bytes" in too_long
    assert f"Up to {most} bytes" in too_long
    assert OFFICE in too_long


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "http://localhost"])
def test_address_that_no_phone_reaches_is_told(url: str) -> None:
    assert "no phone" in told(public_url=url)
    assert told(public_url=url, phones_reach="no") == ""


def test_certificate_that_no_visitor_trusts_is_told() -> None:
    lan = {"host": "0.0.0.0", "public_url": "https://192.168.1.5"}
    assert "docs/network.md" in told(**lan)
    assert told(**lan, phones_reach="no") == ""
    assert told(**{**lan, "public_url": "http://192.168.1.5"}, insecure_lan=True) == ""


def test_nothing_is_told_of_a_server_that_has_no_address() -> None:
    assert told() == ""
