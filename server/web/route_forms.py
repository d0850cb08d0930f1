"""The forms that a line of the table of routes may take, and how any of each form may say no."""

from collections.abc import Awaitable, Callable
from typing import Any

from protocol.refusals import RefusalCode as R
from server.web.requests.office_request import body_type, json_handler, reply_type
from server.web.route import Handler, Kind, Route

OFFICE = "/api/v1/offices/{office}"

Codes = tuple[R, ...]

ASKING: Codes = (R.HOST_UNKNOWN, R.SERVER_FAULT)
READING: Codes = (*ASKING, R.OFFICE_UNKNOWN, R.STORAGE_UNAVAILABLE, R.STOPPING)
STAFF: Codes = (
    *(R.SIGN_IN_NEEDED, R.SESSION_ENDED, R.DEVICE_NOT_PAIRED, R.PASSWORD_MUST_CHANGE),
    *(R.NOT_ALLOWED, R.NOT_ALLOWED_HERE),
)
POSTING: Codes = (
    *(R.ORIGIN_REFUSED, R.BODY_MALFORMED, R.BODY_NOT_JSON),
    *(R.BODY_TOO_LARGE, R.BODY_TOO_SLOW),
)
COMMANDING: Codes = (
    *(*READING, *POSTING),
    *(R.OFFICE_READ_ONLY, R.OTHER_DAY, R.DAY_ENDED, R.COMMAND_ID_REUSED),
)

ApiHandler = Callable[..., Awaitable[Any]]


def get(path: str, handler: ApiHandler, refusals: Codes = ()) -> Route:
    """Something to look at, as JSON."""
    return Route(
        *("GET", path, json_handler(handler), Kind.JSON, handler.__doc__ or ""),
        reply=reply_type(handler),
        refusals=(*READING, *refusals),
    )


def post(path: str, handler: ApiHandler, refusals: Codes = (), status: int = 200) -> Route:
    """A command, as JSON."""
    return Route(
        *("POST", path, json_handler(handler, status), Kind.JSON, handler.__doc__ or ""),
        body=body_type(handler),
        reply=reply_type(handler),
        status=status,
        refusals=(*COMMANDING, *refusals),
    )


def report(path: str, handler: ApiHandler) -> Route:
    """What a machine says of itself, as JSON."""
    return Route(
        *("POST", path, json_handler(handler), Kind.JSON, handler.__doc__ or ""),
        body=body_type(handler),
        reply=reply_type(handler),
        refusals=(R.OFFICE_UNKNOWN, *ASKING, *STAFF, *POSTING, R.DEVICE_UNKNOWN),
    )


def ask(method: str, path: str, handler: ApiHandler, refusals: Codes, status: int = 200) -> Route:
    """Something about who asks, as JSON: no command, and not in the journal."""
    posting = POSTING if body_type(handler) is not None else (R.ORIGIN_REFUSED,)
    return Route(
        *(method, path, json_handler(handler, status), Kind.JSON, handler.__doc__ or ""),
        body=body_type(handler),
        reply=reply_type(handler),
        status=status,
        refusals=(
            *(R.STORAGE_UNAVAILABLE, R.STOPPING, R.SERVER_FAULT),
            *((R.OFFICE_UNKNOWN,) if path.startswith(OFFICE) else ()),
            *(posting if method == "POST" else ()),
            *refusals,
        ),
    )


def stream(path: str, handler: Handler, sends: Any, refusals: Codes = ()) -> Route:
    """Server-Sent Events whose `snapshot` is a `sends`."""
    told = handler.__doc__ or ""
    return Route(
        "GET", path, handler, Kind.STREAM, told, reply=sends, refusals=(*READING, *refusals)
    )


def sound(path: str, handler: Handler, refusals: Codes = (), query: tuple[str, ...] = ()) -> Route:
    """A WAV."""
    told = handler.__doc__ or ""
    return Route(
        *("GET", path, handler, Kind.SOUND, told), refusals=(*READING, *refusals), query=query
    )


def answer(path: str, handler: Handler, reply: Any, refusals: Codes = ()) -> Route:
    """JSON that is of no single office."""
    told = handler.__doc__ or ""
    return Route("GET", path, handler, Kind.JSON, told, reply=reply, refusals=refusals)


def page(method: str, path: str, handler: Handler) -> Route:
    """A page for a person."""
    return Route(method, path, handler, Kind.PAGE, handler.__doc__ or "")


def plain(path: str, handler: Handler) -> Route:
    """Neither JSON nor a page."""
    return Route("GET", path, handler, Kind.PLAIN, handler.__doc__ or "")
