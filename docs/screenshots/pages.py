"""Every page, in both languages, at small and large sizes."""

from docs.screenshots.camera import Camera
from docs.screenshots.hour import Hour
from tests.server_fixture import ServerHere

LANGUAGES = ("id", "en")
HALL_SIZES = ((1280, 720), (1080, 1920), (1024, 768))
DESK_SIZES = ((1024, 600), (1920, 1080))
DOOR_SIZES = ((360, 640), (1024, 768))
PLAN_SIZE = (1280, 720)
PHONE_SIZES = ((320, 568), (390, 844))


async def take_phones(camera: Camera, hour: Hour) -> None:
    """The phone's page; before all others, while the called number is still called."""
    for language in LANGUAGES:
        await _take_phone(camera, hour, language)


async def take_pages(camera: Camera, server: ServerHere) -> None:
    """Display, desk, supervisor's view, door, sign-in, list of offices."""
    for size in HALL_SIZES:
        url = f"{server.url}/display/{server.office}"
        await camera.take_page(f"display-{_named(size)}", url, size)
        await camera.take_page(f"display-plan-{_named(size)}", f"{url}?layout=plan", size)
    for language in LANGUAGES:
        for size in DESK_SIZES:
            for view in ("counter=1", "view=hall"):
                name = "desk" if view == "counter=1" else "supervisor"
                url = f"{server.url}/desk/{server.office}?{view}&lang={language}"
                await camera.take_page(f"{name}-{language}-{_named(size)}", url, size)
        await _take_plan(camera, server, language)
        for name, path in (("sign-in", "/sign-in"), ("offices", "/")):
            url = f"{server.url}{path}"
            size = (1024, 768)
            await camera.take_page(f"{name}-{language}", url, size, locale=language)
    await _take_door(camera, server)


async def _take_door(camera: Camera, server: ServerHere) -> None:
    """The door-keeper's page while some are asked to come in: more counters are at work."""
    for counter in ("3", "4", "6", "7", "9", "10", "12"):
        await server.at_counter(counter, "open")
    await server.post("/door/count", change=1)
    for service in ("akta", "perubahan"):
        await server.issue(service, party_size=2)
    for language in LANGUAGES:
        for size in DOOR_SIZES:
            url = f"{server.url}/door/{server.office}?lang={language}"
            await camera.take_page(f"door-{language}-{_named(size)}", url, size)


async def _take_plan(camera: Camera, server: ServerHere, language: str) -> None:
    """The plan of the hall over the supervisor's view."""
    url = f"{server.url}/desk/{server.office}?view=hall&lang={language}"
    async with camera.page(url, PLAN_SIZE) as page:
        await page.keyboard.press("w")
        await page.locator(".plan .floor-waiting").first.wait_for()
        await camera.keep_page(f"supervisor-plan-{language}-{_named(PLAN_SIZE)}", page)


async def _take_phone(camera: Camera, hour: Hour, language: str) -> None:
    tickets = {
        "waiting": hour.waiting,
        "called": hour.called,
        "missed": hour.missed,
        "cancelled": hour.cancelled,
    }
    for state, ticket in tickets.items():
        for size in PHONE_SIZES:
            name = f"phone-{state}-{language}-{_named(size)}"
            await camera.take_page(name, f"{ticket.url}?lang={language}", size)
    dark = f"phone-called-{language}-dark"
    await camera.take_page(
        dark, f"{hour.called.url}?lang={language}", PHONE_SIZES[1], color_scheme="dark"
    )


def _named(size: tuple[int, int]) -> str:
    return "x".join(map(str, size))
