"""Signing in a browser, and the cookie that it gets."""

import aiohttp
import pytest
from playwright.async_api import Browser

from server.web.requests.cookies import staff_cookie
from tests.people import PASSWORD
from tests.server_fixture import ServerHere

COOKIE = staff_cookie(False)


async def sign_in(
    session: aiohttp.ClientSession,
    server: ServerHere,
    password: str,
    next_page: str = "",
    account: str = "supervisor",
    **headers: str,
) -> aiohttp.ClientResponse:
    return await session.post(
        "/sign-in",
        data={"account": account, "password": password, "next": next_page},
        headers={"Origin": server.url, **headers},
        allow_redirects=False,
    )


def key_in(answer: aiohttp.ClientResponse) -> str:
    return answer.headers["Set-Cookie"].split(";")[0].split("=", 1)[1]


async def status_of_desk(session: aiohttp.ClientSession, server: ServerHere, key: str) -> int:
    headers = {"Cookie": f"{COOKIE}={key}"}
    async with session.get(f"/api/v1/offices/{server.office}/desk", headers=headers) as answer:
        return answer.status


async def test_right_password_sets_a_cookie_that_opens_the_desk(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    desk = f"/desk/{server.office}"
    async with await sign_in(public, server, PASSWORD, desk, account=" Supervisor") as answer:
        assert (answer.status, answer.headers["Location"]) == (303, desk)
        cookie = answer.headers["Set-Cookie"]
        key = key_in(answer)
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie  # it would never come back over plain HTTP
    async with public.get(desk, headers={"Cookie": f"{COOKIE}={key}"}) as page:
        assert page.status == 200


@pytest.mark.parametrize("account", ["supervisor", "nobody", "<b>", "\0", "", "x" * 300])
async def test_what_does_not_fit_is_refused_plainly_and_tells_nothing(
    server: ServerHere, public: aiohttp.ClientSession, account: str
) -> None:
    async with await sign_in(public, server, "wrong", "/desk/busy-day", account) as answer:
        page = await answer.text()
        assert answer.status == 401
        assert "Set-Cookie" not in answer.headers
    assert "Account and password do not fit" in page or "tidak cocok" in page
    assert 'role="alert"' in page
    assert 'value="/desk/busy-day"' in page
    assert "wrong" not in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "desk", "/\n/x"],
)
async def test_nobody_is_sent_elsewhere(
    server: ServerHere, public: aiohttp.ClientSession, elsewhere: str
) -> None:
    async with await sign_in(public, server, PASSWORD, elsewhere) as answer:
        assert answer.headers["Location"] == "/"


async def test_sign_in_from_elsewhere_is_refused(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    elsewhere = {"Origin": "https://elsewhere.example"}
    async with await sign_in(public, server, PASSWORD, **elsewhere) as answer:
        assert answer.status == 403


async def test_forms_let_the_browser_tell_its_origin(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    # under the header's no-referrer alone, browsers send forms with "Origin: null"
    cookie = {"Cookie": f"{COOKIE}={server.key}"}
    for path in ("/sign-in", "/password", "/", f"/display/{server.office}?name=d"):
        headers = {} if path.startswith("/display") else cookie
        async with public.get(path, headers=headers) as answer:
            assert '<meta name="referrer" content="same-origin">' in await answer.text(), path


async def test_each_sign_in_has_a_key_of_its_own_and_ends_the_former_one(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    """Nobody can be given a session beforehand that somebody else knows."""
    planted = server.token("clerk")
    cookie = {"Cookie": f"{COOKIE}={planted}"}
    async with await sign_in(public, server, PASSWORD, **cookie) as answer:
        key = key_in(answer)
    assert key != planted
    assert await status_of_desk(public, server, planted) == 401
    assert await status_of_desk(public, server, key) == 200


async def test_session_outlives_a_restart(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    await server.stop()
    await server.start()
    assert await status_of_desk(public, server, server.key) == 200


async def test_sign_out_ends_the_session_and_forgets_the_cookie(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    headers = {"Cookie": f"{COOKIE}={server.key}", "Origin": server.url}
    async with public.post("/sign-out", headers=headers, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/sign-in")
        assert answer.headers["Set-Cookie"].startswith(f'{COOKIE}=""; ')
    assert await status_of_desk(public, server, server.key) == 401
    async with public.post("/sign-out", headers=headers, allow_redirects=False) as answer:
        assert answer.status == 303  # whoever is out may leave again


async def test_browser_signs_in_and_comes_to_its_desk(
    server: ServerHere, chromium: Browser
) -> None:
    """Only a real browser shows which Origin it sends under our Referrer-Policy."""
    page = await chromium.new_page()
    await page.goto(f"{server.url}/desk/{server.office}?counter=3")
    await page.fill("#account", "supervisor")
    await page.fill("#password", "wrong")
    await page.click("button")
    assert await page.is_visible("[role=alert]")
    assert await page.input_value("#account") == "supervisor"
    await page.fill("#password", PASSWORD)
    await page.click("button")
    await page.wait_for_url(f"{server.url}/desk/{server.office}?counter=3")
    (cookie,) = await page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == (COOKIE, True, "Lax")
    await page.context.close()
