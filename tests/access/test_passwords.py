"""Which passwords are good enough, and that checking them has a bound."""

import asyncio
import threading

import pytest

from protocol.refusals import RefusalCode
from server.access.passwords import MOST_WAITING, Passwords, PasswordsBusyError, why_too_weak
from server.access.secrets import new_one_time_password
from tests.people import CHEAP, KEPT, PASSWORD


@pytest.mark.parametrize(
    "weak",
    [
        *("", "short", "nine char", "aaaaaaaaaaaaaaa", "abababababab", "siti-is-my-name"),
        *("SITI 1234567", "x" * 150 + "abcdefgh" * 10),
    ],
)
def test_weak_passwords_are_refused(weak: str) -> None:
    refusal = why_too_weak(weak, "siti", "former one")
    assert refusal is not None
    assert refusal.code is RefusalCode.PASSWORD_TOO_WEAK


@pytest.mark.parametrize(
    "good", ["kertas kuning", "tiga ratus pintu", "密碼密碼很長的一個密碼", "a1b2c3d4e5"]
)
def test_long_ones_are_good_whatever_they_are_made_of(good: str) -> None:
    assert why_too_weak(good, "siti", "former one") is None


def test_the_former_one_is_not_a_new_one() -> None:
    assert why_too_weak("kertas kuning", "siti", "kertas kuning") is not None


def test_one_time_passwords_are_good_enough_and_easy_to_copy() -> None:
    for _ in range(50):
        password = new_one_time_password()
        assert why_too_weak(password, "siti", "") is None or len(set(password)) < 5
        assert not set(password) & set("0O1lIi")


async def test_a_password_fits_what_was_kept_of_it(passwords: Passwords) -> None:
    kept = await passwords.keep("kertas kuning")
    assert kept.startswith("$argon2id$")
    assert "kertas" not in kept
    assert await passwords.fits("kertas kuning", kept)
    assert not await passwords.fits("kertas kunin", kept)
    assert not await passwords.fits("kertas kuning", "no hash at all")
    assert not await passwords.fits(PASSWORD, None)


async def test_letters_are_the_same_however_a_keyboard_composes_them(passwords: Passwords) -> None:
    kept = await passwords.keep("caf\N{LATIN SMALL LETTER E WITH ACUTE} di sudut")
    assert await passwords.fits("cafe\N{COMBINING ACUTE ACCENT} di sudut", kept)


def test_what_was_kept_more_cheaply_is_kept_anew() -> None:
    usual = Passwords()
    assert usual.is_outdated(KEPT)
    usual.close()


async def test_who_comes_when_too_many_wait_hears_so_at_once() -> None:
    passwords, go_on = Passwords(CHEAP), threading.Event()
    passwords._thread.submit(go_on.wait)
    waiting = [asyncio.create_task(passwords.fits("x", KEPT)) for _ in range(MOST_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(PasswordsBusyError):
        await passwords.fits("x", KEPT)
    go_on.set()
    assert not any(await asyncio.gather(*waiting))
    passwords.close()
