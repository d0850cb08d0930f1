"""The sentences for every refusal code: the fact in plain words, then what to do next.

No codes, no blame, short sentences; tests demand one for each of `protocol.refusals`. Which of
several is said, and how parameters are written, is `texts.refusals`' business.
"""

from protocol.refusals import RefusalCode
from texts import N_

UNEXPLAINED = N_("That did not work. Please ask a member of staff.")

CLOSED = N_("The office is closed today.")
CLOSED_FOR = N_("The office is closed today: %(reason)s.")
OPEN_AGAIN = N_("Open again: %(next)s.")
SUSPENDED = N_("This service is interrupted for now. Please ask a member of staff.")
SUSPENDED_UNTIL = N_("This service is interrupted, probably until %(until)s.")
NO_QUOTA = N_("This service is not given today. Please come back another day.")
QUOTA_USED_UP = N_("Today's quota is used up")
ANOTHER_DAY = N_("Please come back another day.")

#: The sentences of codes that have several, for pages.
VARIANTS = {
    "office_closed_today": CLOSED,
    "office_closed_today.reason": CLOSED_FOR,
    "office_closed_today.next": OPEN_AGAIN,
    "service_suspended": SUSPENDED,
    "service_suspended.until": SUSPENDED_UNTIL,
    "quota_used_up.none": NO_QUOTA,
    "quota_used_up": QUOTA_USED_UP,
    "quota_used_up.then": ANOTHER_DAY,
}

SENTENCES: dict[RefusalCode, str] = {
    # The office and its day
    RefusalCode.OFFICE_UNKNOWN: N_("This office is not known here. Please check the address."),
    RefusalCode.OFFICE_READ_ONLY: N_(
        "Nothing can be changed right now. Please call technical support."
    ),
    RefusalCode.NUMBERS_NOT_YET: N_(
        "Queue numbers are given out from %(from)s. Please come back then."
    ),
    RefusalCode.NUMBERS_CLOSED: N_("Queue numbers closed at %(at)s. Please come back another day."),
    RefusalCode.ISSUING_STOPPED: N_(
        "No more numbers are given out today. Please come back another day."
    ),
    RefusalCode.ISSUING_ALREADY_STOPPED: N_("Giving out numbers has already been stopped."),
    RefusalCode.ISSUING_NOT_STOPPED: N_("Numbers are still being given out. Stop that first."),
    RefusalCode.DAY_ENDED: N_("Today's service has ended. Please come back another day."),
    RefusalCode.OTHER_DAY: N_("That was for another day. Please start again."),
    RefusalCode.VISITORS_LEFT: N_("Visitors still left: %(left)s. Please look at the list again."),
    RefusalCode.COUNTERS_BUSY: N_("Still serving at counter %(counters)s. Finish there first."),
    # Services
    RefusalCode.SERVICE_UNKNOWN: N_("This service is not offered here. Please choose another."),
    RefusalCode.SERVICE_REPEATED: N_("This service was chosen twice. Please choose it once."),
    RefusalCode.SERVICE_ELSEWHERE: N_("This service is given elsewhere: %(where)s."),
    RefusalCode.SERVICE_NOT_SUSPENDED: N_("This service is not interrupted."),
    RefusalCode.SERVICE_ALREADY_SUSPENDED: N_("This service is already interrupted."),
    RefusalCode.NO_SERVICE_CHOSEN: N_("Please choose a service first."),
    RefusalCode.TOO_MANY_SERVICES: N_(
        "At most %(most)s services in one visit. Please choose fewer."
    ),
    # Tickets
    RefusalCode.TICKET_UNKNOWN: N_("This number was not found. Please take a new one."),
    RefusalCode.TICKET_ID_TAKEN: N_("This number is already given out. Please start again."),
    RefusalCode.TOO_MANY_AT_ONCE: N_("Many numbers were taken at once. Please wait %(seconds)s."),
    RefusalCode.NUMBER_NOT_LEASED: N_(
        "%(number)s was not kept for this kiosk. Please ask a member of staff."
    ),
    RefusalCode.NUMBER_TAKEN: N_(
        "%(number)s belongs to another ticket. Please ask a member of staff."
    ),
    RefusalCode.SLIP_ALREADY_OUT: N_(
        "%(number)s already has its slip. Please ask a member of staff."
    ),
    RefusalCode.NOTHING_TO_VOID: N_("None of these numbers can be taken out now."),
    RefusalCode.NOTHING_TO_DISMISS: N_("This run of numbers is shown no more."),
    RefusalCode.TICKET_NOT_IN_STATE: N_("Not possible now. %(number)s: %(state)s."),
    RefusalCode.TICKET_IN_SERVICE: N_("%(number)s is at a counter now. Please finish there first."),
    RefusalCode.CLAIMED_BY_OTHER_PHONE: N_(
        "Another phone opened %(number)s first. Please use that one."
    ),
    RefusalCode.NOBODY_BEHIND: N_("Nobody waits behind %(number)s. You keep your place."),
    RefusalCode.RETURNS_USED_UP: N_(
        "%(number)s was missed too often (limit: %(most)s). Please take a new number."
    ),
    RefusalCode.PRIORITY_UNCHANGED: N_("%(number)s already has this priority."),
    RefusalCode.REASON_UNKNOWN: N_("Please choose one of these reasons: %(known)s."),
    RefusalCode.PARTY_SIZE_OUT_OF_RANGE: N_("One number is for at most %(most)s people."),
    RefusalCode.LANGUAGE_UNKNOWN: N_("Please choose one of these languages: %(known)s."),
    # Counters and calls
    RefusalCode.COUNTER_UNKNOWN: N_("There is no counter %(counter)s here. Please choose another."),
    RefusalCode.CALL_UNKNOWN: N_("This call is not one of today's."),
    RefusalCode.COUNTER_CLOSED: N_("Counter %(counter)s is closed. Open it first."),
    RefusalCode.COUNTER_PAUSED: N_("Counter %(counter)s is on a pause. Open it first."),
    RefusalCode.COUNTER_ALREADY_OPEN: N_("Counter %(counter)s is already open."),
    RefusalCode.COUNTER_ALREADY_CLOSED: N_("Counter %(counter)s is already closed."),
    RefusalCode.COUNTER_ALREADY_PAUSED: N_("Counter %(counter)s is already on a pause."),
    RefusalCode.NOBODY_WAITING: N_("Nobody is waiting for this counter now."),
    RefusalCode.FINISH_FIRST: N_("%(number)s is still at this counter. Finish that first."),
    RefusalCode.NO_TICKET_IN_HAND: N_("Nobody is at this counter. Call the next number first."),
    RefusalCode.SCREEN_OUT_OF_DATE: N_(
        "Something changed meanwhile. Look again, then press again."
    ),
    RefusalCode.RECALL_TOO_SOON: N_("Just called. You can call again in %(seconds)s."),
    RefusalCode.CALL_AGAIN_FIRST: N_(
        "Called %(called)s of %(calls)s times so far. Please call again first."
    ),
    RefusalCode.SERVICE_NOT_AT_COUNTER: N_(
        "Counter %(counter)s does not give this service. Please choose another."
    ),
    RefusalCode.SAME_SERVICE: N_("The visitor already has this service. Please choose another."),
    RefusalCode.SERVICES_UNCHANGED: N_("Counter %(counter)s already gives these services."),
    RefusalCode.NOTHING_TO_UNDO: N_("There is nothing to undo."),
    RefusalCode.TOO_LATE_TO_UNDO: N_("It is too late to undo that."),
    # The lobby
    RefusalCode.NO_PLACES: N_("This office gives no places in the hall."),
    RefusalCode.HALL_FULL: N_(
        "The hall is full: %(people)s of %(most)s people. Wait until somebody leaves."
    ),
    RefusalCode.NOT_CALLED_IN: N_("%(number)s has not been asked to come in yet."),
    RefusalCode.ALREADY_INSIDE: N_("%(number)s is inside already: place %(spot)s."),
    RefusalCode.NOBODY_TO_COUNT_OUT: N_("Nobody without a number is counted inside."),
    RefusalCode.PROFILE_UNKNOWN: N_("There are no health rules %(profile)s. Known: %(known)s."),
    RefusalCode.PROFILE_UNCHANGED: N_("These health rules hold already."),
    RefusalCode.SPOT_UNKNOWN: N_("There is no place %(spot)s on this floor."),
    RefusalCode.SPOT_ALREADY_BLOCKED: N_("Place %(spot)s is blocked already."),
    RefusalCode.SPOT_NOT_BLOCKED: N_("Place %(spot)s is not blocked."),
    RefusalCode.PARTY_SIZE_UNCHANGED: N_("%(number)s has so many people already."),
    RefusalCode.NEIGHBOUR_FIRST: N_(
        "Counter %(counter)s beside you has a visitor. Counter %(free)s goes first; "
        "press again in %(seconds)s."
    ),
    # Personal data
    RefusalCode.CONTACT_NEEDED: N_(
        "This service needs a detail that was not given. Please ask a member of staff."
    ),
    RefusalCode.CONTACT_NOT_ASKED: N_(
        "This service does not ask for that detail. Please start again."
    ),
    RefusalCode.PHONE_WRONG: N_(
        "This is no mobile number. Those begin with 08. They have 10 to 13 digits."
    ),
    RefusalCode.NIK_WRONG: N_("This can be no NIK. Please check all 16 digits."),
    RefusalCode.NO_CONTACTS: N_("No personal data is kept for %(number)s."),
    RefusalCode.CONTACTS_UNREADABLE: N_(
        "The personal data cannot be read: its key is missing. Please call technical support."
    ),
    # Help, notes, notices and moments
    RefusalCode.HELP_NOT_ASKED: N_("Nobody is waiting for help there."),
    RefusalCode.NOTE_UNKNOWN: N_("This note is no longer kept."),
    RefusalCode.NOTICE_UNKNOWN: N_("This notice is no longer shown."),
    RefusalCode.NOTICE_ID_TAKEN: N_("This notice was already sent. Please write a new one."),
    RefusalCode.WORDS_TOO_LONG: N_("That is too long. At most %(most)s characters."),
    RefusalCode.WORDS_UNREADABLE: N_("This text cannot be shown. Please write plain words."),
    RefusalCode.MOMENT_NOT_AHEAD: N_("%(at)s is not ahead today. Please choose a later time."),
    # Machines of the hall
    RefusalCode.DEVICE_UNKNOWN: N_("There is no machine %(device)s here. Known: %(known)s."),
    # Who asks
    RefusalCode.SIGN_IN_NEEDED: N_("Please sign in first."),
    RefusalCode.SESSION_ENDED: N_("You are no longer signed in. Please sign in again."),
    RefusalCode.CREDENTIALS_WRONG: N_("Account and password do not fit. Please try again."),
    RefusalCode.ACCOUNT_DISABLED: N_(
        "This account is not in use any more. Please ask the administrator."
    ),
    RefusalCode.TOO_MANY_SIGN_INS: N_("Too many tries. Please try again in %(seconds)s."),
    RefusalCode.PASSWORD_MUST_CHANGE: N_("Please choose a password of your own first."),
    RefusalCode.PASSWORD_TOO_WEAK: N_(
        "This password is too easy. Use %(least)s or more different characters. "
        "Do not use your account or the old one."
    ),
    RefusalCode.NOT_ALLOWED: N_("This is for staff only. Please ask a member of staff."),
    RefusalCode.NOT_ALLOWED_HERE: N_(
        "You have no work at this office. Please ask the administrator."
    ),
    RefusalCode.DEVICE_NOT_PAIRED: N_("This machine is not paired. Please ask a supervisor."),
    RefusalCode.PAIRING_UNKNOWN: N_("This pairing is over. Please start again."),
    RefusalCode.CODE_WRONG: N_("No machine shows this code. Please look again."),
    RefusalCode.TOO_MANY_PAIRINGS: N_(
        "Too many machines show a code now. Please try again in a few minutes."
    ),
    # Commands as such
    RefusalCode.COMMAND_ID_REUSED: N_("This was already sent in another form. Please start again."),
    RefusalCode.COMMAND_NOT_DUE: N_("It is not time for that yet."),
    # Transport
    RefusalCode.BODY_MALFORMED: N_("The server could not read that. Please start again."),
    RefusalCode.BODY_TOO_LARGE: N_("That is too long. At most %(most)s characters."),
    RefusalCode.BODY_NOT_JSON: N_("The server could not read that. Please start again."),
    RefusalCode.ROUTE_UNKNOWN: N_("This page was not found. Please check the address."),
    RefusalCode.METHOD_NOT_ALLOWED: N_("That is not possible here. Please start again."),
    RefusalCode.ACTION_UNKNOWN: N_("That is not possible here. Please start again."),
    RefusalCode.HOST_UNKNOWN: N_(
        "This address is not known here. Please use the one on your ticket."
    ),
    RefusalCode.TOO_MANY_REQUESTS: N_(
        "That was too often in a short time. Please try again in %(seconds)s."
    ),
    RefusalCode.TOO_MANY_STREAMS: N_(
        "This ticket is open on too many devices. Please close it on another one."
    ),
    RefusalCode.BODY_TOO_SLOW: N_("The connection was too slow. Please try again."),
    RefusalCode.ORIGIN_REFUSED: N_(
        "This came from another site. Open the office's own page again."
    ),
    RefusalCode.STORAGE_UNAVAILABLE: N_("This could not be saved. Please try again in a moment."),
    RefusalCode.SPEECH_UNAVAILABLE: N_("The server cannot speak. Calls are announced by a chime."),
    RefusalCode.STOPPING: N_("The server is restarting. Please try again in a moment."),
    RefusalCode.SERVER_FAULT: N_("Something went wrong at the server. Please try again."),
    # Seen by a terminal only
    RefusalCode.SERVER_UNREACHABLE: N_(
        "Not connected to the server. Please ask a member of staff."
    ),
    RefusalCode.ANSWER_UNREADABLE: N_(
        "The server's answer could not be read. Please ask a member of staff."
    ),
    # Seen by a kiosk only, while the server is away
    RefusalCode.LEASE_USED_UP: N_(
        "No numbers are left here without the server. Please ask a member of staff."
    ),
    RefusalCode.NUMBER_NOT_KEPT: N_(
        "This machine cannot keep a number now. Please ask a member of staff."
    ),
    RefusalCode.NOT_WHILE_OFFLINE: N_(
        "Not possible now: the server is away. Your number is valid. "
        "For help, please ask a member of staff."
    ),
}
