"""Where to wait: outside, on the way to a place, at a place; and the plan that shows it."""

import re
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import list_barriers, list_misfits, open_page
from tests.phone.test_appearance import LEAST_CONTRAST, SIZES, assert_legible
from tests.phone.test_ring import WATCH
from tests.phone.visits import PHONE, page_url, says, take_numbers
from tests.server_fixture import Issued, ServerHere

OUTSIDE = "Silakan tunggu di luar, urutan ke-1"


async def tells(page: Page, *texts: str) -> None:
    await expect(page.locator("#details p")).to_have_text(list(texts))


async def place_of(server: ServerHere, ticket: Issued) -> int:
    spot = (await server.ticket(ticket.token)).spot
    assert spot is not None
    return spot


async def arrive(server: ServerHere, ticket: Issued) -> None:
    await server.post(f"/tickets/{ticket.ticket_id}/arrive")


async def test_page_tells_where_to_wait_live(chromium: Browser, placing: ServerHere) -> None:
    first, _, _, ticket = await take_numbers(placing, 4)
    async with open_page(chromium, page_url(placing, ticket), *PHONE) as page:
        await says(page, OUTSIDE)
        await tells(page, "Anda akan diminta masuk.", "Masih ada 3 orang di depan Anda")
        await expect(page.locator("#aim")).to_be_hidden()
        await placing.post(f"/tickets/by-token/{first.token}/cancel")
        await expect(page.locator("#sentence")).to_have_text(re.compile("Silakan masuk ke tempat"))
        spot = await place_of(placing, ticket)
        await says(page, f"Silakan masuk ke tempat {spot}")
        await expect(page.locator("#aim")).to_have_text(str(spot))
        await expect(page.locator("#state")).to_have_text(re.compile("Silakan masuk"))
        await expect(page.locator("#state .mark-come_in")).to_be_visible()
        await tells(
            page, "Harap sudah di sana sebelum pukul 09.03.", "Masih ada 2 orang di depan Anda"
        )
        await arrive(placing, ticket)
        await says(page, "Masih ada 2 orang di depan Anda")
        await tells(page, f"Anda di tempat {spot}.")
        await expect(page.locator("#aim")).to_be_hidden()


async def test_missed_come_in_keeps_the_turn_and_is_shown_at_the_door(
    chromium: Browser, placing: ServerHere
) -> None:
    (ticket,) = await take_numbers(placing, 1)
    async with open_page(chromium, page_url(placing, ticket, "?lang=en"), *PHONE) as page:
        spot = await place_of(placing, ticket)
        await says(page, f"Please come in to place {spot}")
        await placing.advance(minutes=3)
        await tells(page, "Please be there by 09:06.", "Your turn is next")
        await placing.advance(minutes=3, seconds=2)
        await says(page, "Please wait outside, place in line 1")
        await tells(
            page,
            "You were asked to come in at 09:00. Your turn stays.",
            "Show this at the door.",
            "Your turn is next",
        )
        await arrive(placing, ticket)
        await says(page, "Your turn is next")
        await tells(page, f"You are at place {await place_of(placing, ticket)}.")


async def test_phone_rings_each_time_it_is_asked_to_come_in(
    chromium: Browser, placing: ServerHere
) -> None:
    first, _, _, ticket = await take_numbers(placing, 4)
    async with open_page(chromium, page_url(placing, ticket), *PHONE) as page:
        await page.add_init_script(WATCH)
        await page.reload()
        await says(page, OUTSIDE)
        await page.locator("#number").click()
        await expect(page.get_by_role("switch")).to_be_checked()
        await placing.post(f"/tickets/by-token/{first.token}/cancel")
        await page.wait_for_function("() => window.trembled === 1")
        rung = await page.evaluate("window.tones")
        assert rung > 0
        await placing.advance(minutes=3)
        await page.wait_for_function("() => window.trembled === 2")
        assert await page.evaluate("window.tones") == 2 * rung
        await arrive(placing, ticket)
        await says(page, "Masih ada 2 orang di depan Anda")
        assert await page.evaluate("window.trembled") == 2


async def test_plan_is_fetched_when_asked_for_and_shows_the_own_place(
    chromium: Browser, placing: ServerHere
) -> None:
    (ticket,) = await take_numbers(placing, 1)
    await arrive(placing, ticket)
    async with open_page(chromium, "about:blank", *PHONE) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        await page.goto(page_url(placing, ticket))
        await says(page, "Giliran Anda berikutnya")
        assert not [url for url in asked if "floor" in url or "plan" in url or "lobby" in url]
        button = page.get_by_role("button", name="Tunjukkan tempat saya")
        await button.click()
        spot = await place_of(placing, ticket)
        plan = page.get_by_role("img", name=f"Tempat Anda: {spot}")
        await expect(plan.locator(".floor-highlight")).to_have_text(ticket.number)
        assert await plan.locator(".floor-highlight").get_attribute("data-spot") == str(spot)
        assert await list_misfits(page) == []
        await page.get_by_role("button", name="Sembunyikan denah").click()
        await expect(plan).to_be_hidden()
        await button.click()
        await expect(plan).to_be_visible()
        assert len([url for url in asked if url.endswith("/lobby")]) == 1


async def test_whoever_waits_outside_has_no_place_to_show(
    chromium: Browser, placing: ServerHere
) -> None:
    *_, ticket = await take_numbers(placing, 4)
    async with open_page(chromium, page_url(placing, ticket), *PHONE) as page:
        await says(page, OUTSIDE)
        await expect(page.get_by_role("button", name="Tunjukkan tempat saya")).to_have_count(0)


@pytest.mark.parametrize("missing", ["**/lobby", "**/plan.js", "**/floor.js", "**/floor.css"])
async def test_plan_that_cannot_be_had_is_told_and_may_be_asked_for_again(
    chromium: Browser, placing: ServerHere, missing: str
) -> None:
    (ticket,) = await take_numbers(placing, 1)
    url = page_url(placing, ticket, "?lang=en")
    async with open_page(chromium, url, *PHONE, service_workers="block") as page:
        await page.route(missing, lambda route: route.abort())
        await page.get_by_role("button", name="Show my place").click()
        trouble = page.get_by_text("The plan cannot be shown now. Please ask a member of staff.")
        await expect(trouble).to_be_visible()
        await page.unroute(missing)
        await page.get_by_role("button", name="Hide the plan").click()
        await expect(trouble).to_be_hidden()
        await page.get_by_role("button", name="Show my place").click()
        await expect(page.locator(".plan .floor-highlight")).to_be_visible()


@pytest.mark.parametrize(
    ("door", "turn"), [((6, 0), 0), ((12, 4), 90), ((6, 8), 180), ((0, 4), 270)]
)
async def test_door_is_at_the_bottom_of_the_plan(
    chromium: Browser, placing: ServerHere, door: tuple[int, int], turn: int
) -> None:
    (ticket,) = await take_numbers(placing, 1)
    floor: dict[str, Any] = {"floor": [[0, 0], [12, 0], [12, 8], [0, 8]], "doors": [{"at": door}]}
    async with open_page(chromium, page_url(placing, ticket), *PHONE) as page:
        script = "async (floor) => (await import('/static/phone/plan.js')).turnOf(floor)"
        assert await page.evaluate(script, floor) == turn


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_page_with_places_fits_and_is_legible(
    chromium: Browser, placing: ServerHere, width: int, height: int, scheme: str
) -> None:
    first, _, _, ticket = await take_numbers(placing, 4)
    async with open_page(
        chromium, page_url(placing, ticket), width, height, color_scheme=scheme
    ) as page:
        await says(page, OUTSIDE)
        await assert_legible(page)
        await placing.post(f"/tickets/by-token/{first.token}/cancel")
        await says(page, f"Silakan masuk ke tempat {await place_of(placing, ticket)}")
        await page.get_by_role("button", name="Tunjukkan tempat saya").click()
        label = await page.locator(".plan .floor-highlight text").bounding_box()
        assert label is not None
        assert label["height"] > 13
        assert await list_misfits(page) == []
        await page.get_by_role("button", name="Sembunyikan denah").click()
        await assert_legible(page)
        assert await page.evaluate(LEAST_CONTRAST) >= 7
        assert await list_barriers(page) == []
