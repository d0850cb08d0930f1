"""Every way in which Antrean says no: one closed list of codes, and the one shape for them.

A refusal is a fact with parameters. It is translated where a person reads it
(`texts.refusals`), never where it is made. Each code has a status in
`server.web.errors`, a text in every language, and at least one producer; tests demand all three.
"""

from enum import StrEnum
from typing import Any

from msgspec import Struct, field


class RefusalCode(StrEnum):
    """The closed list. The comment behind each code names its parameters.

    Moments are ISO 8601 strings with the office's own offset, durations are whole seconds, counters
    and tickets are given by the number that people read. "Words" is a text of the office by
    language code, such as `{"id": "Kartu Keluarga", "en": "Family card"}`.
    """

    # The office and its day
    OFFICE_UNKNOWN = "office_unknown"  # office
    OFFICE_READ_ONLY = "office_read_only"  # -
    OFFICE_CLOSED_TODAY = "office_closed_today"  # reason (words, {} if none), next (date or "")
    NUMBERS_NOT_YET = "numbers_not_yet"  # from (moment)
    NUMBERS_CLOSED = "numbers_closed"  # at (moment)
    ISSUING_STOPPED = "issuing_stopped"  # -
    ISSUING_ALREADY_STOPPED = "issuing_already_stopped"  # -
    ISSUING_NOT_STOPPED = "issuing_not_stopped"  # -
    DAY_ENDED = "day_ended"  # -
    OTHER_DAY = "other_day"  # day (the day the command was meant for), today
    VISITORS_LEFT = "visitors_left"  # left (how many; differs from what the screen showed)
    COUNTERS_BUSY = "counters_busy"  # counters (numbers, joined by ", ")

    # Services
    SERVICE_UNKNOWN = "service_unknown"  # service (the id given)
    SERVICE_REPEATED = "service_repeated"  # service (words)
    SERVICE_ELSEWHERE = "service_elsewhere"  # service (words), where (words)
    SERVICE_SUSPENDED = "service_suspended"  # service (words), until (moment or "")
    SERVICE_NOT_SUSPENDED = "service_not_suspended"  # service (words)
    SERVICE_ALREADY_SUSPENDED = "service_already_suspended"  # service (words)
    QUOTA_USED_UP = "quota_used_up"  # service (words), quota (0: none today)
    NO_SERVICE_CHOSEN = "no_service_chosen"  # -
    TOO_MANY_SERVICES = "too_many_services"  # most

    # Tickets
    TICKET_UNKNOWN = "ticket_unknown"  # -
    TICKET_ID_TAKEN = "ticket_id_taken"  # -
    TOO_MANY_AT_ONCE = "too_many_at_once"  # seconds (still to wait at this kiosk)
    NUMBER_NOT_LEASED = "number_not_leased"  # number (that a kiosk gave)
    NUMBER_TAKEN = "number_taken"  # number (that a kiosk gave; another ticket has it)
    SLIP_ALREADY_OUT = "slip_already_out"  # number
    NOTHING_TO_VOID = "nothing_to_void"  # -
    NOTHING_TO_DISMISS = "nothing_to_dismiss"  # -
    TICKET_NOT_IN_STATE = "ticket_not_in_state"  # number, state
    TICKET_IN_SERVICE = "ticket_in_service"  # number
    CLAIMED_BY_OTHER_PHONE = "claimed_by_other_phone"  # number
    NOBODY_BEHIND = "nobody_behind"  # number
    RETURNS_USED_UP = "returns_used_up"  # number, most
    PRIORITY_UNCHANGED = "priority_unchanged"  # number
    REASON_UNKNOWN = "reason_unknown"  # reason, known (joined by ", ")
    PARTY_SIZE_OUT_OF_RANGE = "party_size_out_of_range"  # most
    LANGUAGE_UNKNOWN = "language_unknown"  # language, known

    # Counters and calls
    COUNTER_UNKNOWN = "counter_unknown"  # counter (the id given)
    CALL_UNKNOWN = "call_unknown"  # -
    COUNTER_CLOSED = "counter_closed"  # counter
    COUNTER_PAUSED = "counter_paused"  # counter
    COUNTER_ALREADY_OPEN = "counter_already_open"  # counter
    COUNTER_ALREADY_CLOSED = "counter_already_closed"  # counter
    COUNTER_ALREADY_PAUSED = "counter_already_paused"  # counter
    NOBODY_WAITING = "nobody_waiting"  # -
    FINISH_FIRST = "finish_first"  # number (the ticket in hand)
    NO_TICKET_IN_HAND = "no_ticket_in_hand"  # -
    SCREEN_OUT_OF_DATE = "screen_out_of_date"  # -
    RECALL_TOO_SOON = "recall_too_soon"  # seconds (still to wait)
    CALL_AGAIN_FIRST = "call_again_first"  # calls (needed), called (so far)
    SERVICE_NOT_AT_COUNTER = "service_not_at_counter"  # service (words), counter
    SAME_SERVICE = "same_service"  # service (words)
    SERVICES_UNCHANGED = "services_unchanged"  # counter
    NOTHING_TO_UNDO = "nothing_to_undo"  # -
    TOO_LATE_TO_UNDO = "too_late_to_undo"  # -

    # The lobby: who is inside, and where
    NO_PLACES = "no_places"  # - (this office gives none)
    HALL_FULL = "hall_full"  # people, most
    NOT_CALLED_IN = "not_called_in"  # number
    ALREADY_INSIDE = "already_inside"  # number, spot
    NOBODY_TO_COUNT_OUT = "nobody_to_count_out"  # -
    PROFILE_UNKNOWN = "profile_unknown"  # profile, known (joined by ", ")
    PROFILE_UNCHANGED = "profile_unchanged"  # profile
    SPOT_UNKNOWN = "spot_unknown"  # spot (as given)
    SPOT_ALREADY_BLOCKED = "spot_already_blocked"  # spot
    SPOT_NOT_BLOCKED = "spot_not_blocked"  # spot
    PARTY_SIZE_UNCHANGED = "party_size_unchanged"  # number
    NEIGHBOUR_FIRST = "neighbour_first"  # counter (with a visitor), free (to call first), seconds

    # Personal data
    CONTACT_NEEDED = "contact_needed"  # kind (phone, nik)
    CONTACT_NOT_ASKED = "contact_not_asked"  # kind
    PHONE_WRONG = "phone_wrong"  # problem (of `personal.phones`)
    NIK_WRONG = "nik_wrong"  # problem (of `personal.nik`)
    NO_CONTACTS = "no_contacts"  # number
    CONTACTS_UNREADABLE = "contacts_unreadable"  # -

    # Help, notes, notices and moments
    HELP_NOT_ASKED = "help_not_asked"  # -
    NOTE_UNKNOWN = "note_unknown"  # -
    NOTICE_UNKNOWN = "notice_unknown"  # -
    NOTICE_ID_TAKEN = "notice_id_taken"  # -
    WORDS_TOO_LONG = "words_too_long"  # most (characters)
    WORDS_UNREADABLE = "words_unreadable"  # -
    MOMENT_NOT_AHEAD = "moment_not_ahead"  # at (moment)

    # Machines of the hall
    DEVICE_UNKNOWN = "device_unknown"  # device (as it calls itself), known (kinds, joined by ", ")

    # Who asks
    SIGN_IN_NEEDED = "sign_in_needed"  # -
    SESSION_ENDED = "session_ended"  # -
    CREDENTIALS_WRONG = "credentials_wrong"  # -
    ACCOUNT_DISABLED = "account_disabled"  # -
    TOO_MANY_SIGN_INS = "too_many_sign_ins"  # seconds (until the next try)
    PASSWORD_MUST_CHANGE = "password_must_change"  # -
    PASSWORD_TOO_WEAK = "password_too_weak"  # least (characters)
    NOT_ALLOWED = "not_allowed"  # -
    NOT_ALLOWED_HERE = "not_allowed_here"  # - (at another office it may be)
    DEVICE_NOT_PAIRED = "device_not_paired"  # -
    PAIRING_UNKNOWN = "pairing_unknown"  # -
    CODE_WRONG = "code_wrong"  # -
    TOO_MANY_PAIRINGS = "too_many_pairings"  # most (of one address)

    # Commands as such
    COMMAND_ID_REUSED = "command_id_reused"  # -
    COMMAND_NOT_DUE = "command_not_due"  # - (only the clock's own commands)

    # Transport
    BODY_MALFORMED = "body_malformed"  # detail (English, for developers)
    BODY_TOO_LARGE = "body_too_large"  # most (bytes)
    BODY_NOT_JSON = "body_not_json"  # -
    ROUTE_UNKNOWN = "route_unknown"  # -
    METHOD_NOT_ALLOWED = "method_not_allowed"  # -
    ACTION_UNKNOWN = "action_unknown"  # action, known
    ORIGIN_REFUSED = "origin_refused"  # -
    HOST_UNKNOWN = "host_unknown"  # -
    TOO_MANY_REQUESTS = "too_many_requests"  # seconds (until the next one may be)
    TOO_MANY_STREAMS = "too_many_streams"  # most, seconds (until it is worth another try)
    BODY_TOO_SLOW = "body_too_slow"  # seconds (within which it must be here)
    STORAGE_UNAVAILABLE = "storage_unavailable"  # -
    SPEECH_UNAVAILABLE = "speech_unavailable"  # -
    STOPPING = "stopping"  # -
    SERVER_FAULT = "server_fault"  # -

    # Seen by a terminal only, when no answer came
    SERVER_UNREACHABLE = "server_unreachable"  # -
    ANSWER_UNREADABLE = "answer_unreadable"  # -

    # Seen by a kiosk only, while the server is away
    LEASE_USED_UP = "lease_used_up"  # service (words, {} for all)
    NUMBER_NOT_KEPT = "number_not_kept"  # -
    NOT_WHILE_OFFLINE = "not_while_offline"  # -


class Refusal(Struct, frozen=True):
    """Why a command was not carried out. Nothing has changed."""

    code: RefusalCode
    params: dict[str, Any] = field(default_factory=dict)


class RefusalBody(Struct, frozen=True):
    """The one JSON shape of every refusal: `{"error": {"code": ..., "params": {...}}}`."""

    error: Refusal
