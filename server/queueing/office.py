"""The rule configuration of one office, typed: what `DayOpened` carries and every rule reads.

It is part of the journal for ever: fields are only added, with defaults. Durations are whole
seconds of office time (they stand still in breaks), texts are given by language code.
"""

from msgspec import Struct, field

from server.queueing.hall_rules import Hall

Words = dict[str, str]
"""A text of the office by language: `{"id": "Kartu Keluarga", "en": "Family card"}`."""


class Share(Struct, frozen=True, forbid_unknown_fields=True):
    """How calls are shared where both classes wait: `priority` calls to `regular` calls.

    No Indonesian law fixes a ratio (UU 25/2009 art. 29 asks for special treatment); 1 : 2 keeps
    regular visitors from starving.
    """

    priority: int = 1
    regular: int = 2


class Service(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing visitors come for.

    `minutes` is the usual time at the counter, `requirements` the papers to bring, one line each.
    """

    id: str
    letter: str
    name: Words
    minutes: float
    quota: int | None = None  # numbers a day; None: no limit, 0: none today
    elsewhere: Words | None = None  # where it is done instead; then it takes no numbers here
    share: Share = Share()
    requirements: tuple[Words, ...] = ()
    asks: tuple[str, ...] = ()  # kinds of personal data that a visitor may give or not
    needs: tuple[str, ...] = ()  # kinds without which a kiosk gives no number


class Asking(Struct, frozen=True, forbid_unknown_fields=True):
    """What visitors are told when they are asked for one kind of personal data.

    Part of the journal, so that it can be shown which words somebody agreed to. `days`: how long
    after the day of the visit it is kept; 0: erased when the day is over.
    """

    kind: str
    purpose: Words
    consent: Words
    days: int = 0
    regions: tuple[str, ...] = ()  # beginnings of NIKs that are usual here; others are asked about


class Span(Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of the office's own wall clock, as "HH:MM" to "HH:MM"."""

    opens: str
    closes: str


class Counter(Struct, frozen=True, forbid_unknown_fields=True):
    """A place where visitors are served. `number` is what visitors read and hear."""

    id: str
    number: int
    services: tuple[str, ...]
    plan: tuple[Span, ...] = ()  # when it is meant to be staffed; empty: all hours of service


class TicketRules(Struct, frozen=True, forbid_unknown_fields=True):
    """`confirm_seconds`: how long a number is kept for a kiosk that has not confirmed it.

    `undo_cancel_seconds`: how long a visitor who gave a number up may still take that back.
    """

    confirm_seconds: int = 120
    most_services: int = 3
    largest_party: int = 10
    undo_cancel_seconds: int = 300


class CallRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a call may be repeated, and when it counts as missed."""

    recall_gap_seconds: int = 20
    calls_before_no_show: int = 2  # by hand; the clock misses a call whatever the count
    no_show_seconds: int = 180
    no_show_priority_seconds: int = 300


class BurstRules(Struct, frozen=True, forbid_unknown_fields=True):
    """A kiosk that gave `numbers` within `seconds` gives the next one after `wait_seconds`.

    Somebody who plays with it gets few numbers; whoever queues before it hardly notices. 0 numbers:
    never slowed.
    """

    numbers: int = 6
    seconds: int = 30
    wait_seconds: int = 20


class OfflineRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What kiosks hold so that they can give numbers for `minutes` while the server is away.

    `least` to `most` numbers of each service, from `numbers_from` on. 0 minutes: none.
    """

    minutes: int = 60
    least: int = 5
    most: int = 60
    numbers_from: int = 500


class ReturnRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Whoever missed the call comes back behind the next `behind`, `most` times at most."""

    behind: int = 3
    most: int = 2


class HoldRules(Struct, frozen=True, forbid_unknown_fields=True):
    """`seconds`: how long a held ticket is kept aside before it waits again by itself."""

    seconds: int = 900


class Reason(Struct, frozen=True, forbid_unknown_fields=True):
    """One answer to "why?" that staff may give. Events keep the id only."""

    id: str
    words: Words


class Reasons(Struct, frozen=True, forbid_unknown_fields=True):
    """The reasons that staff may choose from, by what they do. Never about a person's health."""

    issue: tuple[Reason, ...] = ()
    reprint: tuple[Reason, ...] = ()
    void: tuple[Reason, ...] = ()
    priority: tuple[Reason, ...] = ()
    pause: tuple[Reason, ...] = ()
    suspend: tuple[Reason, ...] = ()
    contacts: tuple[Reason, ...] = ()  # to see personal data in full


class Office(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the rules of one office depend on."""

    id: str
    name: str
    timezone: str
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    timezone_label: str = ""
    languages: tuple[str, ...] = ("id", "en")
    priority_groups: tuple[Words, ...] = ()
    tickets: TicketRules = TicketRules()
    calls: CallRules = CallRules()
    returns: ReturnRules = ReturnRules()
    hold: HoldRules = HoldRules()
    reasons: Reasons = field(default_factory=Reasons)
    bursts: BurstRules = BurstRules()
    offline: OfflineRules = OfflineRules()
    hall: Hall | None = None  # None: visitors have no places
    personal: tuple[Asking, ...] = ()  # empty: nothing personal is asked for

    def service(self, service_id: str) -> Service | None:
        """The service with this id, or None."""
        return next((service for service in self.services if service.id == service_id), None)

    def counter(self, counter_id: str) -> Counter | None:
        """The counter with this id, or None."""
        return next((counter for counter in self.counters if counter.id == counter_id), None)
