"""The table of routes, one line each. Who may use them stands in `server.access.table`."""

from itertools import chain

from protocol.refusals import RefusalCode as R
from protocol.replies import Health
from protocol.snapshots import DeskSnapshot, HallSnapshot, OfficeListing, TicketView
from server.web import authority, openapi
from server.web.api import (
    contacts,
    counters,
    day,
    devices,
    hall,
    health,
    helping,
    kiosks,
    lobby,
    notes,
    notices,
    offices,
    own_ticket,
    pairing,
    services,
    sign_in,
    speech,
    streams,
    tickets,
)
from server.web.authority import AUTHORITY_PATH
from server.web.pages import display as display_page
from server.web.pages import office as office_page
from server.web.pages import presentation, slip_picture, static
from server.web.pages import sign_in as sign_in_page
from server.web.pages import ticket as ticket_page
from server.web.route import REST_OF_PATH, Route
from server.web.route_forms import (
    ASKING,
    OFFICE,
    READING,
    STAFF,
    Codes,
    answer,
    ask,
    get,
    page,
    plain,
    post,
    report,
    sound,
    stream,
)

TICKET = f"{OFFICE}/tickets/{{ticket_id}}"
OWN = f"{OFFICE}/tickets/by-token/{{token}}"
COUNTER = f"{OFFICE}/counters/{{counter}}"
NOTICE = f"{OFFICE}/notices/{{notice_id}}"
KIOSK = f"{OFFICE}/kiosks/{{name}}"
MACHINE = f"{OFFICE}/devices/{{kind}}/{{name}}"
SPOT = f"{OFFICE}/spots/{{number}}"
SERVICE = f"{OFFICE}/services/{{service}}"

SIGNING_IN: Codes = (R.CREDENTIALS_WRONG, R.TOO_MANY_SIGN_INS)
ONE_TICKET: Codes = (R.TICKET_UNKNOWN, R.TICKET_NOT_IN_STATE, R.TICKET_IN_SERVICE)
REASONED: Codes = (R.REASON_UNKNOWN,)
ISSUING: Codes = (
    *(R.OFFICE_CLOSED_TODAY, R.NUMBERS_NOT_YET, R.NUMBERS_CLOSED, R.ISSUING_STOPPED),
    *(R.SERVICE_UNKNOWN, R.SERVICE_REPEATED, R.SERVICE_ELSEWHERE, R.SERVICE_SUSPENDED),
    *(R.QUOTA_USED_UP, R.NO_SERVICE_CHOSEN, R.TOO_MANY_SERVICES, R.TICKET_ID_TAKEN),
    *(R.PARTY_SIZE_OUT_OF_RANGE, R.LANGUAGE_UNKNOWN, R.TOO_MANY_AT_ONCE),
    *(R.CONTACT_NEEDED, R.CONTACT_NOT_ASKED, R.PHONE_WRONG, R.NIK_WRONG, R.CONTACTS_UNREADABLE),
)
REPRINTING: Codes = (R.TICKET_UNKNOWN, R.TICKET_NOT_IN_STATE, R.TICKET_ID_TAKEN, *REASONED)
COMING_BACK: Codes = (*ONE_TICKET, R.RETURNS_USED_UP, R.SERVICE_SUSPENDED)
STAYING: Codes = (*ONE_TICKET, R.TOO_LATE_TO_UNDO)
CONTACTS: Codes = (R.PHONE_WRONG, R.NIK_WRONG, R.CONTACTS_UNREADABLE)
ERASING: Codes = (R.TICKET_UNKNOWN, R.NO_CONTACTS)
BY_TOKEN: Codes = (R.TICKET_UNKNOWN, R.TOO_MANY_REQUESTS)
BY_PHONE: Codes = (*BY_TOKEN, R.CLAIMED_BY_OTHER_PHONE)
AT_COUNTER: Codes = (R.COUNTER_UNKNOWN, R.SCREEN_OUT_OF_DATE, R.COUNTER_CLOSED, R.COUNTER_PAUSED)
OPENING: Codes = (*AT_COUNTER, R.COUNTER_ALREADY_OPEN, R.FINISH_FIRST)
CLOSING: Codes = (*AT_COUNTER, R.COUNTER_ALREADY_CLOSED, R.FINISH_FIRST)
PAUSING: Codes = (
    *AT_COUNTER,
    R.COUNTER_ALREADY_PAUSED,
    R.FINISH_FIRST,
    R.MOMENT_NOT_AHEAD,
    *REASONED,
)
CALLING: Codes = (
    *(*AT_COUNTER, R.NOBODY_WAITING, R.FINISH_FIRST),
    *(R.HALL_FULL, R.NEIGHBOUR_FIRST),
)
ARRIVING: Codes = (
    *(R.NO_PLACES, R.TICKET_UNKNOWN, R.TICKET_NOT_IN_STATE),
    *(R.NOT_CALLED_IN, R.ALREADY_INSIDE, R.HALL_FULL),
)
NOT_ARRIVING: Codes = (
    *(R.NO_PLACES, R.TICKET_UNKNOWN, R.TICKET_NOT_IN_STATE, R.NOTHING_TO_UNDO, R.TOO_LATE_TO_UNDO),
)
SIZING: Codes = (
    *(R.TICKET_UNKNOWN, R.TICKET_NOT_IN_STATE),
    *(R.PARTY_SIZE_OUT_OF_RANGE, R.PARTY_SIZE_UNCHANGED),
)
CHOOSING_PROFILES: Codes = (R.NO_PLACES, R.PROFILE_UNKNOWN, R.PROFILE_UNCHANGED)
ONE_SPOT: Codes = (R.NO_PLACES, R.SPOT_UNKNOWN)
IN_HAND: Codes = (*AT_COUNTER, R.NO_TICKET_IN_HAND, R.TICKET_NOT_IN_STATE)
RECALLING: Codes = (*IN_HAND, R.RECALL_TOO_SOON)
MISSING: Codes = (*IN_HAND, R.CALL_AGAIN_FIRST)
RESUMING: Codes = (*AT_COUNTER, *ONE_TICKET, R.SERVICE_NOT_AT_COUNTER, R.FINISH_FIRST)
WRITING: Codes = (R.WORDS_TOO_LONG, R.WORDS_UNREADABLE)
TRANSFERRING: Codes = (
    *(*IN_HAND, *WRITING),
    *(R.SERVICE_UNKNOWN, R.SAME_SERVICE, R.SERVICE_ELSEWHERE),
)
RELEASING: Codes = (*AT_COUNTER, R.COUNTER_ALREADY_CLOSED, R.COUNTER_ALREADY_PAUSED)
ASSIGNING: Codes = (
    *(R.COUNTER_UNKNOWN, R.SERVICES_UNCHANGED, R.NO_SERVICE_CHOSEN),
    *(R.SERVICE_UNKNOWN, R.SERVICE_ELSEWHERE, R.SERVICE_REPEATED),
)
POSTING_NOTICES: Codes = (*(*WRITING, R.NOTICE_ID_TAKEN, R.LANGUAGE_UNKNOWN, R.MOMENT_NOT_AHEAD),)
UNDOING: Codes = (*AT_COUNTER, R.NOTHING_TO_UNDO, R.TOO_LATE_TO_UNDO)
SUSPENDING: Codes = (R.SERVICE_UNKNOWN, R.SERVICE_ALREADY_SUSPENDED, *REASONED)
UNSUSPENDING: Codes = (R.SERVICE_UNKNOWN, R.SERVICE_NOT_SUSPENDED)
STOPPING: Codes = (R.ISSUING_ALREADY_STOPPED,)
ALLOWING: Codes = (R.ISSUING_NOT_STOPPED,)
ASKING_TO_PAIR: Codes = (R.DEVICE_UNKNOWN, R.TOO_MANY_PAIRINGS)
ENDING: Codes = (R.VISITORS_LEFT, R.COUNTERS_BUSY)

KIOSKS: Codes = (R.DEVICE_UNKNOWN, R.NOT_ALLOWED)
HANDING_IN: Codes = (*KIOSKS, R.NUMBER_NOT_LEASED, R.NUMBER_TAKEN, R.TICKET_ID_TAKEN)

ROUTES: tuple[Route, ...] = (
    post(f"{OFFICE}/tickets", tickets.issue, (*STAFF, *ISSUING, *REASONED), status=201),
    post(f"{TICKET}/confirm", tickets.confirm, (*STAFF, *ONE_TICKET)),
    get(OFFICE, offices.show_hall),
    stream(f"{OFFICE}/stream", streams.follow_hall, HallSnapshot),
    get(f"{OFFICE}/lobby", lobby.show_floor, (R.NO_PLACES,)),
    get(OWN, own_ticket.show, BY_TOKEN),
    stream(f"{OWN}/stream", streams.follow_own, TicketView, (*BY_TOKEN, R.TOO_MANY_STREAMS)),
    post(f"{OWN}/claim", own_ticket.claim, (*ONE_TICKET, *BY_PHONE)),
    post(f"{OWN}/cancel", own_ticket.cancel, (*ONE_TICKET, *BY_PHONE)),
    post(f"{OWN}/undo-cancel", own_ticket.undo_cancel, (*STAYING, *BY_PHONE)),
    post(f"{OWN}/late", own_ticket.delay, (*COMING_BACK, R.NOBODY_BEHIND, *BY_PHONE)),
    post(f"{OWN}/return", own_ticket.return_, (*COMING_BACK, *BY_PHONE)),
    post(f"{OWN}/erase-contacts", own_ticket.erase_contacts, (*ERASING, *BY_PHONE)),
    post(f"{COUNTER}/call-next", counters.call_next, (*STAFF, *CALLING)),
    post(f"{COUNTER}/finish-and-next", counters.finish_and_next, (*STAFF, *IN_HAND)),
    post(f"{COUNTER}/start", counters.start_service, (*STAFF, *IN_HAND)),
    post(f"{COUNTER}/finish", counters.finish_service, (*STAFF, *IN_HAND)),
    post(f"{COUNTER}/recall", counters.recall, (*STAFF, *RECALLING)),
    post(f"{COUNTER}/no-show", counters.mark_no_show, (*STAFF, *MISSING)),
    post(f"{COUNTER}/hold", counters.hold_ticket, (*STAFF, *IN_HAND)),
    post(f"{COUNTER}/resume", counters.resume_ticket, (*STAFF, *RESUMING)),
    post(f"{COUNTER}/transfer", counters.transfer_ticket, (*STAFF, *TRANSFERRING)),
    post(f"{COUNTER}/undo", counters.undo_last, (*STAFF, *UNDOING)),
    post(f"{COUNTER}/open", counters.open_counter, (*STAFF, *OPENING)),
    post(f"{COUNTER}/pause", counters.pause_counter, (*STAFF, *PAUSING)),
    post(f"{COUNTER}/close", counters.close_counter, (*STAFF, *CLOSING)),
    post(f"{COUNTER}/release", counters.release_counter, (*STAFF, *RELEASING)),
    post(f"{COUNTER}/assign", counters.assign_services, (*STAFF, *ASSIGNING)),
    post(f"{OFFICE}/notices", notices.post_notice, (*STAFF, *POSTING_NOTICES), status=201),
    post(f"{NOTICE}/end", notices.end_notice, (*STAFF, R.NOTICE_UNKNOWN)),
    get(NOTICE, notices.show_notice, (R.NOTICE_UNKNOWN,)),
    post(f"{COUNTER}/help", helping.ask_at_counter, (*STAFF, R.COUNTER_UNKNOWN, R.TICKET_UNKNOWN)),
    post(f"{COUNTER}/help-end", helping.end_at_counter, (*STAFF, R.HELP_NOT_ASKED)),
    post(f"{KIOSK}/help", helping.ask_at_kiosk, (*STAFF, R.DEVICE_UNKNOWN, R.TICKET_UNKNOWN)),
    post(f"{KIOSK}/help-end", helping.end_at_kiosk, (*STAFF, R.HELP_NOT_ASKED)),
    post(f"{KIOSK}/leases", kiosks.hold_leases, (*STAFF, *KIOSKS)),
    post(f"{KIOSK}/hand-in", kiosks.hand_in, (*STAFF, *HANDING_IN)),
    get(f"{OFFICE}/notes/{{note_id}}", notes.show_note, (*STAFF, R.NOTE_UNKNOWN)),
    post(f"{TICKET}/void", tickets.void, (*STAFF, *ONE_TICKET, *REASONED)),
    post(
        f"{OFFICE}/tickets/void-run",
        tickets.void_run,
        (*STAFF, R.TICKET_UNKNOWN, R.NOTHING_TO_VOID, *REASONED),
    ),
    post(
        f"{OFFICE}/tickets/dismiss-run",
        tickets.dismiss_run,
        (*STAFF, R.TICKET_UNKNOWN, R.NOTHING_TO_DISMISS),
    ),
    post(f"{TICKET}/reprint", tickets.reprint, (*STAFF, *REPRINTING, R.SLIP_ALREADY_OUT)),
    post(f"{OWN}/reprint", own_ticket.reprint, (*STAFF, *REPRINTING, *BY_TOKEN)),
    post(
        f"{TICKET}/priority",
        tickets.change_priority,
        (*STAFF, *ONE_TICKET, *REASONED, R.PRIORITY_UNCHANGED),
    ),
    post(f"{TICKET}/cancel", tickets.cancel, (*STAFF, *ONE_TICKET)),
    post(f"{TICKET}/undo-cancel", tickets.undo_cancel, (*STAFF, *STAYING)),
    post(f"{TICKET}/return", tickets.return_ticket, (*STAFF, *COMING_BACK)),
    get(
        f"{OFFICE}/tickets/by-number/{{number}}", tickets.show_by_number, (*STAFF, R.TICKET_UNKNOWN)
    ),
    get(
        f"{TICKET}/contacts",
        contacts.show_masked,
        (*STAFF, R.TICKET_UNKNOWN, R.CONTACTS_UNREADABLE),
    ),
    post(
        f"{TICKET}/contacts/show",
        contacts.show_whole,
        (*STAFF, *ERASING, *REASONED, R.CONTACTS_UNREADABLE),
    ),
    post(f"{TICKET}/erase-contacts", contacts.erase, (*STAFF, *ERASING)),
    ask("POST", f"{OFFICE}/tickets/by-contact", contacts.find, (*STAFF, *CONTACTS)),
    post(f"{TICKET}/arrive", hall.arrive, (*STAFF, *ARRIVING)),
    post(f"{TICKET}/undo-arrive", hall.undo_arrive, (*STAFF, *NOT_ARRIVING)),
    post(f"{OWN}/arrive", hall.arrive_by_code, (*STAFF, *ARRIVING, *BY_TOKEN)),
    post(f"{TICKET}/party", hall.change_party, (*STAFF, *SIZING)),
    post(f"{OFFICE}/door/count", hall.count_people, (*STAFF, R.NO_PLACES, R.NOBODY_TO_COUNT_OUT)),
    post(f"{OFFICE}/profile", hall.change_profile, (*STAFF, *CHOOSING_PROFILES)),
    post(f"{SPOT}/block", hall.block_spot, (*STAFF, *ONE_SPOT, R.SPOT_ALREADY_BLOCKED)),
    post(f"{SPOT}/unblock", hall.unblock_spot, (*STAFF, *ONE_SPOT, R.SPOT_NOT_BLOCKED)),
    post(f"{SERVICE}/suspend", services.suspend_service, (*STAFF, *SUSPENDING)),
    post(f"{SERVICE}/resume", services.resume_service, (*STAFF, *UNSUSPENDING)),
    post(f"{OFFICE}/day/stop-issuing", day.stop_issuing, (*STAFF, *STOPPING)),
    post(f"{OFFICE}/day/allow-issuing", day.allow_issuing, (*STAFF, *ALLOWING)),
    post(f"{OFFICE}/day/end", day.end_day, (*STAFF, *ENDING)),
    report(f"{MACHINE}/report", devices.report),
    sound(
        f"{OFFICE}/calls/{{call}}/speech",
        speech.send_call,
        (R.CALL_UNKNOWN, R.SPEECH_UNAVAILABLE, R.BODY_MALFORMED),
        query=("short", "of"),
    ),
    sound(
        f"{OFFICE}/come-in/{{number}}/speech",
        speech.send_come_in,
        (R.NO_PLACES, R.NOT_CALLED_IN, R.SPEECH_UNAVAILABLE),
    ),
    sound(f"{OFFICE}/speech/test", speech.send_trial, (R.SPEECH_UNAVAILABLE,)),
    sound(f"{OFFICE}/speech/chime", speech.send_chime),
    get(f"{OFFICE}/desk", offices.show_desk, STAFF),
    stream(f"{OFFICE}/desk/stream", streams.follow_desk, DeskSnapshot, STAFF),
    ask("POST", f"{OFFICE}/pairings", pairing.ask, ASKING_TO_PAIR, status=201),
    ask("GET", f"{OFFICE}/pairings/{{pairing_id}}", pairing.show, (R.PAIRING_UNKNOWN,)),
    ask("GET", f"{OFFICE}/devices", pairing.list_machines, STAFF),
    ask("POST", f"{OFFICE}/devices/pair", pairing.confirm, (*STAFF, R.CODE_WRONG)),
    ask("POST", f"{MACHINE}/revoke", pairing.revoke, (*STAFF, R.DEVICE_UNKNOWN)),
    ask("POST", "/api/v1/sign-in", sign_in.sign_in, (*SIGNING_IN, R.ACCOUNT_DISABLED)),
    ask("POST", "/api/v1/sign-out", sign_in.sign_out, STAFF),
    ask(
        *("POST", "/api/v1/password", sign_in.change_password),
        (*STAFF, *SIGNING_IN, R.PASSWORD_TOO_WEAK),
    ),
    ask("GET", "/api/v1/me", sign_in.show_who, (R.SESSION_ENDED, R.DEVICE_NOT_PAIRED)),
    answer("/api/v1/offices", offices.list_offices, list[OfficeListing], READING),
    answer("/healthz", health.show_health, Health, ASKING),
    answer("/readyz", health.show_readiness, Health, ASKING),
    plain("/metrics", health.show_metrics),
    plain("/api/v1/openapi.json", openapi.show_openapi),
    plain(AUTHORITY_PATH, authority.send_authority),
    plain("/static/{room}/{file" + REST_OF_PATH, static.send_file),
    plain("/office/{office}/logo", presentation.send_logo),
    plain("/office/{office}/slides/{file}", presentation.send_slide),
    plain("/t/{office}/{token}/qr.svg", ticket_page.show_qr),
    plain("/t/{office}/{token}/slip.png", slip_picture.show_slip),
    plain("/t/{office}/{token}/app.webmanifest", ticket_page.show_manifest),
    page("GET", "/", office_page.show_offices),
    page("GET", "/t/{office}/{token}", ticket_page.show_ticket),
    page("GET", "/display/{office}", display_page.show_display),
    page("POST", "/display/{office}/pair", display_page.ask_pairing),
    page("GET", "/desk/{office}", office_page.show_desk),
    page("GET", "/door/{office}", office_page.show_door),
    page("GET", "/sign-in", sign_in_page.show_sign_in),
    page("POST", "/sign-in", sign_in_page.sign_in),
    page("POST", "/sign-out", sign_in_page.sign_out),
    page("GET", "/password", sign_in_page.show_password),
    page("POST", "/password", sign_in_page.change_password),
)


def visitor_refusals() -> frozenset[R]:
    """What a visitor's own page can meet: the refusals of its routes, and that nobody answers."""
    own = (route.refusals for route in ROUTES if route.path.startswith(OWN))
    return frozenset({*chain.from_iterable(own), R.SERVER_UNREACHABLE, R.ANSWER_UNREADABLE})
