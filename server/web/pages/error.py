"""The small page that a person gets where a page cannot be shown."""

from collections.abc import Mapping

from aiohttp import hdrs, web

from protocol.refusals import Refusal
from server.web.keys import TEMPLATES
from server.web.pages.templates import choose_language
from texts import LANGUAGES, texts_for
from texts.refusals import explain


def render_error_page(
    request: web.Request, refusal: Refusal, status: int, headers: Mapping[str, str]
) -> web.Response:
    """The refusal in the visitor's own words."""
    language = choose_language(request.headers.get(hdrs.ACCEPT_LANGUAGE, ""), LANGUAGES)
    sentence = explain(refusal.code, refusal.params, texts_for(language))
    page = request.app[TEMPLATES].render("pages/error.html", language, sentence=sentence)
    return web.Response(status=status, text=page, content_type="text/html", headers=headers)
