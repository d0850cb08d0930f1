"""Signing in a browser, and the cookie that it gets."""

import aiohttp
import pytest
from playwright.async_api import Browser

from server.web.gate import COOKIE
from tests.server_fixture import ServerHere


async def sign_in(
    session: aiohttp.ClientSession, server: ServerHere, key: str, next_page: str = ""
) -> aiohttp.ClientResponse:
    return await session.post(
        "/sign-in",
        data={"key": key, "next": next_page},
        headers={"Origin": server.url},
        allow_redirects=False,
    )


async def test_right_key_sets_a_cookie_that_opens_the_desk(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    desk = f"/desk/{server.office}"
    async with await sign_in(public, server, f" {server.key}\n", desk) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, desk)
        cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert server.key not in cookie
    value = cookie.split(";")[0]
    async with public.get(desk, headers={"Cookie": value}, allow_redirects=False) as page:
        assert page.status == 200


async def test_wrong_key_is_refused_plainly(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    async with await sign_in(public, server, "wrong", "/desk/busy-day") as answer:
        page = await answer.text()
        assert answer.status == 401
        assert "Set-Cookie" not in answer.headers
    assert 'role="alert"' in page
    assert 'value="/desk/busy-day"' in page
    assert "wrong" not in page


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "desk", "/\n/x"],
)
async def test_nobody_is_sent_elsewhere(
    server: ServerHere, public: aiohttp.ClientSession, elsewhere: str
) -> None:
    async with await sign_in(public, server, server.key, elsewhere) as answer:
        assert answer.headers["Location"] == "/"


async def test_sign_in_from_elsewhere_is_refused(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    headers = {"Origin": "https://elsewhere.example"}
    async with public.post("/sign-in", data={"key": server.key}, headers=headers) as answer:
        assert answer.status == 403


async def test_form_lets_the_browser_tell_its_origin(public: aiohttp.ClientSession) -> None:
    # under the header's no-referrer alone, browsers send forms with "Origin: null"
    async with public.get("/sign-in") as answer:
        assert '<meta name="referrer" content="same-origin">' in await answer.text()


async def test_cookie_outlives_a_restart(server: ServerHere, public: aiohttp.ClientSession) -> None:
    headers = {"Cookie": f"{COOKIE}={server.cookie}"}
    await server.stop()
    await server.start()
    async with public.get(f"/api/v1/offices/{server.office}/desk", headers=headers) as answer:
        assert answer.status == 200


async def test_browser_signs_in_and_comes_to_its_desk(
    server: ServerHere, chromium: Browser
) -> None:
    """Only a real browser shows which Origin it sends under our Referrer-Policy."""
    page = await chromium.new_page()
    await page.goto(f"{server.url}/desk/{server.office}?counter=3")
    await page.fill("#key", "wrong")
    await page.click("button")
    assert await page.is_visible("[role=alert]")
    await page.fill("#key", server.key)
    await page.click("button")
    await page.wait_for_url(f"{server.url}/desk/{server.office}?counter=3")
    (cookie,) = await page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == (COOKIE, True, "Lax")
