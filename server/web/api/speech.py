"""Calls as sound, for whatever stands in the hall with a loudspeaker.

The address of a call's sound is good for as long as its day: with `?of=` (epoch and day of the
snapshot that it was read from) it may be kept, and without asking again. Without it a browser
asks each time whether what it has is still right.
"""

from aiohttp import hdrs, web

from protocol.refusals import RefusalCode
from server.announcing.announcer import Announcer, Recording
from server.announcing.sentences import Brevity
from server.configuration.office_settings import OfficeSettings
from server.queueing.day import Call, Day
from server.queueing.office import Office
from server.web.errors import refused
from server.web.keys import ANNOUNCERS
from server.web.requests.office_request import OfficeRequest
from speech.espeak import SpeechFailedError
from speech.synthesis import Synthesis

KEPT = "public, max-age=86400, immutable"
ASKED_AGAIN = "no-cache"
WAV = "audio/wav"


def make_announcer(settings: OfficeSettings) -> Announcer:
    """The announcer that an office's file asks for."""
    asked = settings.presentation.announcements
    speech = Synthesis(asked.voices, asked.words_per_minute, asked.clips)
    return Announcer(asked.languages, speech)


async def send_call(request: web.Request) -> web.StreamResponse:
    """What is said of a call. `?short=1` in few words, `?short=2` in the first language alone."""
    asked = OfficeRequest(request)
    brevity = _brevity(request)
    office, call = await asked.office.look(lambda day: _find(day, asked["call"]))
    if call is None:
        raise refused(RefusalCode.CALL_UNKNOWN)
    of = f"{asked.office.epoch}.{asked.office.today().isoformat()}"
    is_named = "of" in request.query
    if is_named and request.query["of"] != of:
        raise refused(RefusalCode.CALL_UNKNOWN)
    _demand_speech(asked)
    try:
        recording = await request.app[ANNOUNCERS][asked.office.id].say_call(office, call, brevity)
    except SpeechFailedError:
        raise refused(RefusalCode.SPEECH_UNAVAILABLE) from None
    return _answer(request, recording, KEPT if is_named else ASKED_AGAIN)


async def send_come_in(request: web.Request) -> web.StreamResponse:
    """What is said of a number that is asked to come in now, to the place that is kept for it."""
    asked = OfficeRequest(request)
    number = asked["number"]
    places, spot = await asked.office.look(lambda day: _find_spot(day, number))
    if not places:
        raise refused(RefusalCode.NO_PLACES)
    if spot is None:
        raise refused(RefusalCode.NOT_CALLED_IN, number=number)
    _demand_speech(asked)
    try:
        recording = await request.app[ANNOUNCERS][asked.office.id].say_come_in(number, spot)
    except SpeechFailedError:
        raise refused(RefusalCode.SPEECH_UNAVAILABLE) from None
    return _answer(request, recording, ASKED_AGAIN)


async def send_trial(request: web.Request) -> web.StreamResponse:
    """The chime and a test sentence; the chime alone where the server cannot speak."""
    asked = OfficeRequest(request)
    announcer = request.app[ANNOUNCERS][asked.office.id]
    if not asked.office.settings.presentation.announcements.speech:
        return _answer(request, await announcer.chime(), ASKED_AGAIN)
    try:
        recording = await announcer.say_trial()
    except SpeechFailedError:
        raise refused(RefusalCode.SPEECH_UNAVAILABLE) from None
    return _answer(request, recording, ASKED_AGAIN)


async def send_chime(request: web.Request) -> web.StreamResponse:
    """The two tones before a call, or what the office recorded instead."""
    asked = OfficeRequest(request)
    return _answer(request, await request.app[ANNOUNCERS][asked.office.id].chime(), ASKED_AGAIN)


def _find(day: Day, wanted: str) -> tuple[Office, Call | None]:
    found = next((call for call in reversed(day.calls) if str(call.call) == wanted), None)
    return day.office, found


def _find_spot(day: Day, number: str) -> tuple[bool, int | None]:
    """Whether the office gives places, and the one kept for a number that has not arrived yet."""
    stays = (
        ticket.stay
        for ticket in day.tickets.values()
        if ticket.number == number and ticket.stay is not None
    )
    spots = (stay.spot for stay in stays if stay.arrived_at is None)
    return day.hall is not None, next(spots, None)


def _brevity(request: web.Request) -> Brevity:
    try:
        return Brevity(int(request.query.get("short", "0")))
    except ValueError:
        raise refused(RefusalCode.BODY_MALFORMED, detail="short: 0, 1 or 2") from None


def _demand_speech(asked: OfficeRequest) -> None:
    if not asked.office.settings.presentation.announcements.speech:
        raise refused(RefusalCode.SPEECH_UNAVAILABLE)


def _answer(request: web.Request, recording: Recording, kept: str) -> web.StreamResponse:
    headers = {hdrs.ETAG: f'"{recording.tag}"', hdrs.CACHE_CONTROL: kept}
    known = request.if_none_match or ()
    if any(each.value in (recording.tag, "*") for each in known):
        return web.Response(status=304, headers=headers)
    return web.Response(body=recording.content, content_type=WAV, headers=headers)
