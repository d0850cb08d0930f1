"""Every page can be read by weak eyes: 7:1 or more, in both themes, all cells of it."""

import pytest

from kiosk.screens.asking import AskingPage
from look.colours import NEAR_CONTRAST, contrast
from protocol.refusals import Refusal, RefusalCode
from tests.kiosk.driving import Visitor, visitor_at
from tests.kiosk.test_sizes import make_pages
from tests.server_fixture import ServerHere


def faint_words(visitor: Visitor) -> list[str]:
    """Words whose ink stands out too little from their ground."""
    found = []
    for strip in visitor.app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if any(letter.isalnum() for letter in segment.text):
                assert style is not None
                assert style.color is not None
                assert style.bgcolor is not None
                inks = style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex
                if contrast(*inks) < NEAR_CONTRAST:
                    found.append(f"{segment.text.strip()}: {inks}")
    return found


@pytest.mark.parametrize("theme", ["antrean-light", "antrean-dark"])
async def test_words_stand_out_on_every_page(server: ServerHere, theme: str) -> None:
    ticket = await server.issue("rekam-ktp")
    async with visitor_at(server, (100, 32), theme=theme) as visitor:
        await visitor.reads("English")
        visitor.app.workers.cancel_group(visitor.app, "dialogue")
        for page in await make_pages(visitor, server, [ticket.token]):
            await visitor.app.show(page, 10)  # within the warning's time
            await visitor.on(type(page))
            if isinstance(page, AskingPage):
                page.show_trouble(Refusal(RefusalCode.SERVER_UNREACHABLE))
            visitor.app._tick()
            await visitor.pilot.pause()
            assert faint_words(visitor) == []
