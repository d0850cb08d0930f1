"""How the web says no: one JSON shape, built here and nowhere else, and a status for every code.

Owns the table of statuses and the middleware that turns whatever went wrong, aiohttp's own
complaints and unforeseen exceptions too, into `{"error": {"code", "params"}}`, or into a small
page where a person asked for one. Promises that nothing of the request, which may be personal,
is logged with a fault.
"""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import structlog
from aiohttp import hdrs, web

from protocol.refusals import Refusal, RefusalBody, RefusalCode
from server.contacts.vault import ContactsUnreadableError
from server.journal.errors import StorageError
from server.web.actions import unknown_route
from server.web.pages.error import render_error_page
from server.web.route import route_name

LOG = structlog.get_logger("antrean.web")

T = TypeVar("T")

RETRY_AFTER_SECONDS = 2

STATUSES: Mapping[RefusalCode, int] = {
    # The office and its day
    RefusalCode.OFFICE_UNKNOWN: 404,
    RefusalCode.OFFICE_READ_ONLY: 503,
    RefusalCode.OFFICE_CLOSED_TODAY: 409,
    RefusalCode.NUMBERS_NOT_YET: 409,
    RefusalCode.NUMBERS_CLOSED: 409,
    RefusalCode.ISSUING_STOPPED: 409,
    RefusalCode.ISSUING_ALREADY_STOPPED: 409,
    RefusalCode.ISSUING_NOT_STOPPED: 409,
    RefusalCode.DAY_ENDED: 409,
    RefusalCode.OTHER_DAY: 409,
    RefusalCode.VISITORS_LEFT: 409,
    RefusalCode.COUNTERS_BUSY: 409,
    # Services
    RefusalCode.SERVICE_UNKNOWN: 404,
    RefusalCode.SERVICE_REPEATED: 422,
    RefusalCode.SERVICE_ELSEWHERE: 409,
    RefusalCode.SERVICE_SUSPENDED: 409,
    RefusalCode.SERVICE_NOT_SUSPENDED: 409,
    RefusalCode.SERVICE_ALREADY_SUSPENDED: 409,
    RefusalCode.QUOTA_USED_UP: 409,
    RefusalCode.NO_SERVICE_CHOSEN: 422,
    RefusalCode.TOO_MANY_SERVICES: 422,
    # Tickets
    RefusalCode.TICKET_UNKNOWN: 404,
    RefusalCode.TICKET_ID_TAKEN: 409,
    RefusalCode.TOO_MANY_AT_ONCE: 429,
    RefusalCode.NUMBER_NOT_LEASED: 409,
    RefusalCode.NUMBER_TAKEN: 409,
    RefusalCode.SLIP_ALREADY_OUT: 409,
    RefusalCode.NOTHING_TO_VOID: 409,
    RefusalCode.NOTHING_TO_DISMISS: 409,
    RefusalCode.TICKET_NOT_IN_STATE: 409,
    RefusalCode.TICKET_IN_SERVICE: 409,
    RefusalCode.CLAIMED_BY_OTHER_PHONE: 403,
    RefusalCode.NOBODY_BEHIND: 409,
    RefusalCode.RETURNS_USED_UP: 409,
    RefusalCode.PRIORITY_UNCHANGED: 409,
    RefusalCode.REASON_UNKNOWN: 422,
    RefusalCode.PARTY_SIZE_OUT_OF_RANGE: 422,
    RefusalCode.LANGUAGE_UNKNOWN: 422,
    # Counters and calls
    RefusalCode.COUNTER_UNKNOWN: 404,
    RefusalCode.CALL_UNKNOWN: 404,
    RefusalCode.COUNTER_CLOSED: 409,
    RefusalCode.COUNTER_PAUSED: 409,
    RefusalCode.COUNTER_ALREADY_OPEN: 409,
    RefusalCode.COUNTER_ALREADY_CLOSED: 409,
    RefusalCode.COUNTER_ALREADY_PAUSED: 409,
    RefusalCode.NOBODY_WAITING: 409,
    RefusalCode.NO_PLACES: 404,
    RefusalCode.HALL_FULL: 409,
    RefusalCode.NOT_CALLED_IN: 409,
    RefusalCode.ALREADY_INSIDE: 409,
    RefusalCode.NOBODY_TO_COUNT_OUT: 409,
    RefusalCode.PROFILE_UNKNOWN: 422,
    RefusalCode.PROFILE_UNCHANGED: 409,
    RefusalCode.SPOT_UNKNOWN: 404,
    RefusalCode.SPOT_ALREADY_BLOCKED: 409,
    RefusalCode.SPOT_NOT_BLOCKED: 409,
    RefusalCode.PARTY_SIZE_UNCHANGED: 409,
    RefusalCode.NEIGHBOUR_FIRST: 409,
    RefusalCode.FINISH_FIRST: 409,
    RefusalCode.NO_TICKET_IN_HAND: 409,
    RefusalCode.SCREEN_OUT_OF_DATE: 409,
    RefusalCode.RECALL_TOO_SOON: 409,
    RefusalCode.CALL_AGAIN_FIRST: 409,
    RefusalCode.SERVICE_NOT_AT_COUNTER: 422,
    RefusalCode.SAME_SERVICE: 422,
    RefusalCode.SERVICES_UNCHANGED: 409,
    RefusalCode.NOTHING_TO_UNDO: 409,
    RefusalCode.TOO_LATE_TO_UNDO: 409,
    # Personal data
    RefusalCode.CONTACT_NEEDED: 422,
    RefusalCode.CONTACT_NOT_ASKED: 422,
    RefusalCode.PHONE_WRONG: 422,
    RefusalCode.NIK_WRONG: 422,
    RefusalCode.NO_CONTACTS: 409,
    RefusalCode.CONTACTS_UNREADABLE: 500,
    # Help, notes, notices and moments
    RefusalCode.HELP_NOT_ASKED: 409,
    RefusalCode.NOTE_UNKNOWN: 404,
    RefusalCode.NOTICE_UNKNOWN: 404,
    RefusalCode.NOTICE_ID_TAKEN: 409,
    RefusalCode.WORDS_TOO_LONG: 422,
    RefusalCode.WORDS_UNREADABLE: 422,
    RefusalCode.MOMENT_NOT_AHEAD: 422,
    # Machines of the hall
    RefusalCode.DEVICE_UNKNOWN: 404,
    # Who asks
    RefusalCode.SIGN_IN_NEEDED: 401,
    RefusalCode.SESSION_ENDED: 401,
    RefusalCode.CREDENTIALS_WRONG: 401,
    RefusalCode.ACCOUNT_DISABLED: 403,
    RefusalCode.TOO_MANY_SIGN_INS: 429,
    RefusalCode.PASSWORD_MUST_CHANGE: 403,
    RefusalCode.PASSWORD_TOO_WEAK: 422,
    RefusalCode.NOT_ALLOWED: 403,
    RefusalCode.NOT_ALLOWED_HERE: 403,
    RefusalCode.DEVICE_NOT_PAIRED: 401,
    RefusalCode.PAIRING_UNKNOWN: 404,
    RefusalCode.CODE_WRONG: 422,
    RefusalCode.TOO_MANY_PAIRINGS: 429,
    # Commands as such
    RefusalCode.COMMAND_ID_REUSED: 409,
    RefusalCode.COMMAND_NOT_DUE: 409,
    # Transport
    RefusalCode.BODY_MALFORMED: 400,
    RefusalCode.BODY_TOO_LARGE: 413,
    RefusalCode.BODY_NOT_JSON: 415,
    RefusalCode.ROUTE_UNKNOWN: 404,
    RefusalCode.METHOD_NOT_ALLOWED: 405,
    RefusalCode.ACTION_UNKNOWN: 404,
    RefusalCode.ORIGIN_REFUSED: 403,
    RefusalCode.HOST_UNKNOWN: 421,
    RefusalCode.TOO_MANY_REQUESTS: 429,
    RefusalCode.TOO_MANY_STREAMS: 429,
    RefusalCode.BODY_TOO_SLOW: 408,
    RefusalCode.STORAGE_UNAVAILABLE: 503,
    RefusalCode.SPEECH_UNAVAILABLE: 503,
    RefusalCode.STOPPING: 503,
    RefusalCode.SERVER_FAULT: 500,
    # Made by a terminal where no answer came: what a gateway between would say
    RefusalCode.SERVER_UNREACHABLE: 504,
    RefusalCode.ANSWER_UNREADABLE: 502,
    RefusalCode.LEASE_USED_UP: 504,
    RefusalCode.NUMBER_NOT_KEPT: 507,
    RefusalCode.NOT_WHILE_OFFLINE: 504,
}

PLAIN_PREFIXES = ("/api/", "/static/", "/healthz", "/readyz", "/metrics")
"""Where machines ask; everywhere else a person does, and gets a page."""


class RefusedError(Exception):
    """Raised by whatever serves a request: the answer is this refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refused(code: RefusalCode, **params: Any) -> RefusedError:
    """A refusal to be raised, from its code and parameters."""
    return RefusedError(Refusal(code, params))


def answered(answer: T | Refusal) -> T:
    """An answer from below the web. Raises RefusedError where it is a refusal."""
    if isinstance(answer, Refusal):
        raise RefusedError(answer)
    return answer


def error_response(refusal: Refusal, headers: Mapping[str, str] | None = None) -> web.Response:
    """The one JSON shape, with its status and the headers that the status asks for."""
    status = STATUSES[refusal.code]
    return web.Response(
        status=status,
        body=msgspec.json.encode(RefusalBody(refusal)),
        content_type="application/json",
        headers={**headers_for(refusal), **(headers or {})},
    )


def headers_for(refusal: Refusal) -> dict[str, str]:
    """What HTTP wants beside some statuses."""
    status = STATUSES[refusal.code]
    if status == 401:
        return {hdrs.WWW_AUTHENTICATE: 'Bearer realm="antrean"'}
    if status == 408:
        return {hdrs.CONNECTION: "close"}
    if status in (429, 503):
        return {hdrs.RETRY_AFTER: str(refusal.params.get("seconds", RETRY_AFTER_SECONDS))}
    return {}


@web.middleware
async def answer_errors(request: web.Request, handler: Any) -> web.StreamResponse:
    """Turn whatever goes wrong below into a refusal's answer."""
    try:
        return await handler(request)
    except RefusedError as error:
        return _answer(request, error.refusal)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return _answer(request, *_translate(error, request))
    except StorageError as error:
        LOG.warning("storage_unavailable", route=route_name(request), error=type(error).__name__)
        return _answer(request, Refusal(RefusalCode.STORAGE_UNAVAILABLE))
    except ContactsUnreadableError as error:
        LOG.error("contacts_unreadable", route=route_name(request), error=str(error))
        return _answer(request, Refusal(RefusalCode.CONTACTS_UNREADABLE))
    except Exception as error:
        if request.transport is None:
            raise  # nobody is there to read an answer
        LOG.error("server_fault", route=route_name(request), **describe_fault(error))
        return _answer(request, Refusal(RefusalCode.SERVER_FAULT))


def describe_fault(error: BaseException) -> dict[str, Any]:
    """What went wrong and where, without any value: messages of errors may hold personal ones."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return {"fault": type(error).__name__, "where": where[-8:]}


def _answer(
    request: web.Request, refusal: Refusal, headers: Mapping[str, str] | None = None
) -> web.Response:
    if request.path.startswith(PLAIN_PREFIXES):
        return error_response(refusal, headers)
    status = STATUSES[refusal.code]
    return render_error_page(request, refusal, status, {**headers_for(refusal), **(headers or {})})


def _translate(
    error: web.HTTPException, request: web.Request
) -> tuple[Refusal, Mapping[str, str] | None]:
    """What aiohttp itself complains of, as a refusal and the headers that belong to it."""
    if isinstance(error, web.HTTPMethodNotAllowed):
        allowed: dict[str, str] = {hdrs.ALLOW: ", ".join(sorted(error.allowed_methods))}
        return Refusal(RefusalCode.METHOD_NOT_ALLOWED), allowed
    if isinstance(error, web.HTTPRequestEntityTooLarge):
        return Refusal(RefusalCode.BODY_TOO_LARGE, {"most": request.client_max_size}), None
    if isinstance(error, web.HTTPNotFound):
        return unknown_route(request.method, request.path), None
    if error.status < 500:
        return Refusal(RefusalCode.BODY_MALFORMED, {"detail": error.reason}), None
    return Refusal(RefusalCode.SERVER_FAULT), None
