"""Every key of an OFFICE.toml: its kind and its default. Defaults of rules are the rules' own."""

from collections.abc import Iterable

from server.configuration.hours import WEEKDAYS
from server.configuration.lobby.keys import LOBBY
from server.configuration.national_holidays import countries
from server.configuration.personal_keys import KINDS_ASKED, PERSONAL
from server.configuration.presentation.keys import PRESENTATION
from server.configuration.rule_keys import (
    COUNT,
    COUNT_OR_NONE,
    SECONDS,
    SECONDS_OR_NONE,
    rule_table,
)
from server.configuration.values import LETTER, TIMEZONE, WORDS, Spans
from server.queueing.office import (
    BurstRules,
    CallRules,
    HoldRules,
    OfflineRules,
    Reasons,
    ReturnRules,
    Share,
    TicketRules,
)
from settings.kinds import Key, Listing, Table
from settings.values import DATE, IDENTIFIER, LANGUAGE, TEXT, above_zero, choice, whole

A_DAY_MINUTES = 24 * 60
HIGHEST_NUMBER = 9999
"""Four digits are the most that screens and slips are drawn for."""

MINUTES_BEFORE = whole(0, A_DAY_MINUTES, "minutes")
COUNTRY = choice(countries, 'a country by its two letters, such as "ID"')


def _week() -> Iterable[Key]:
    return (Key(weekday, Spans(), ()) for weekday in WEEKDAYS)


SHARE = rule_table(Share(), priority=COUNT, regular=COUNT)

SERVICE = Table(
    Key("id", IDENTIFIER),
    Key("letter", LETTER),
    Key("name", WORDS),
    Key("minutes", above_zero("minutes")),
    Key("quota", COUNT_OR_NONE, None),
    Key("elsewhere", WORDS, None),
    Key("share", SHARE, None),
    Key("requirements", Listing(WORDS), ()),
    Key("asks", KINDS_ASKED, ()),
    Key("needs", KINDS_ASKED, ()),
    noun="service",
)

COUNTER = Table(
    Key("number", COUNT),
    Key("id", IDENTIFIER, None),
    Key("services", Listing(IDENTIFIER, least=1, unique=True)),
    Key("plan", Spans(), ()),
    noun="counter",
)

SEASON = Table(
    Key("from", DATE),
    Key("until", DATE),
    *_week(),
    Key("tickets_minutes_before_opening", MINUTES_BEFORE, None),
    Key("tickets_minutes_before_closing", MINUTES_BEFORE, None),
)

HOURS = Table(
    *_week(),
    Key("tickets_minutes_before_opening", MINUTES_BEFORE, 0),
    Key("tickets_minutes_before_closing", MINUTES_BEFORE, 0),
    Key("season", Listing(SEASON), ()),
    Key(
        "holidays",
        Table(
            Key("country", COUNTRY),
            Key("categories", Listing(TEXT, least=1, unique=True), ["public"]),
        ),
        None,
    ),
    Key(
        "open_extra", Listing(Table(Key("date", DATE), Key("hours", Spans(), ()), noun="date")), ()
    ),
    Key("closed_extra", Listing(Table(Key("date", DATE), Key("reason", WORDS), noun="date")), ()),
)

REASON = Table(Key("id", IDENTIFIER), Key("words", WORDS), noun="reason")

OFFICE = Table(
    Key("id", IDENTIFIER),
    Key("name", TEXT),
    Key("timezone", TIMEZONE),
    Key("timezone_label", TEXT, ""),
    Key("languages", Listing(LANGUAGE, least=1, unique=True), ["id", "en"]),
    Key("priority_groups", Listing(WORDS), None),
    Key("hours", HOURS),
    Key("share", SHARE, None),
    Key("services", Listing(SERVICE, least=1)),
    Key("counters", Listing(COUNTER, least=1)),
    Key(
        "tickets",
        rule_table(
            TicketRules(),
            confirm_seconds=SECONDS,
            most_services=COUNT,
            largest_party=COUNT,
            undo_cancel_seconds=SECONDS_OR_NONE,
        ),
        None,
    ),
    Key(
        "bursts",
        rule_table(BurstRules(), numbers=COUNT_OR_NONE, seconds=SECONDS, wait_seconds=SECONDS),
        None,
    ),
    Key(
        "calls",
        rule_table(
            CallRules(),
            recall_gap_seconds=SECONDS_OR_NONE,
            calls_before_no_show=COUNT,
            no_show_seconds=SECONDS,
            no_show_priority_seconds=SECONDS,
        ),
        None,
    ),
    Key("returns", rule_table(ReturnRules(), behind=COUNT_OR_NONE, most=COUNT_OR_NONE), None),
    Key(
        "offline",
        rule_table(
            OfflineRules(),
            minutes=whole(0, A_DAY_MINUTES, "minutes"),
            least=COUNT,
            most=COUNT,
            numbers_from=whole(2, HIGHEST_NUMBER),
        ),
        None,
    ),
    Key("hold", rule_table(HoldRules(), seconds=SECONDS), None),
    Key(
        "reasons",
        Table(*(Key(act, Listing(REASON, least=1), None) for act in Reasons.__struct_fields__)),
        None,
    ),
    *PRESENTATION,
    Key("lobby", LOBBY, None),
    Key("personal", PERSONAL, None),
)
"""The whole file."""
