"""A correct OFFICE.toml becomes the rules' own configuration."""

import re
from datetime import UTC, date, datetime

import msgspec
import pytest

from server.configuration import load_office
from server.configuration.default_words import PRIORITY_GROUPS, REASONS
from server.queueing.office import (
    CallRules,
    Counter,
    HoldRules,
    Office,
    Reason,
    ReturnRules,
    Service,
    Share,
    Span,
    TicketRules,
)
from tests.configuration.conftest import Load, Write
from texts import LANGUAGES


def test_everything_of_the_file_arrives(load: Load) -> None:
    office = load().office
    assert (office.id, office.name) == ("small", "Kantor Kecil")
    assert (office.timezone, office.timezone_label) == ("Asia/Jakarta", "WIB")
    assert office.languages == ("id", "en")
    assert office.priority_groups == ({"id": "Lansia", "en": "Elderly"},)
    assert office.services == (
        Service("ktp", "A", {"id": "KTP", "en": "Identity card"}, 10.0, 20, None, Share(2, 3)),
        Service("kk", "B", {"id": "Kartu Keluarga", "en": "Family card"}, 12.5),
        Service(
            "legalisir",
            "L",
            {"id": "Legalisir", "en": "Certified copy"},
            5.0,
            elsewhere={"id": "di UPTD", "en": "at the district office"},
        ),
    )
    assert office.counters == (
        Counter("1", 1, ("ktp",), (Span("08:00", "12:00"),)),
        Counter("window", 2, ("ktp", "kk")),
    )
    assert office.tickets == TicketRules(confirm_seconds=60)
    assert office.calls == CallRules(no_show_seconds=120)
    assert office.returns == ReturnRules(behind=5)
    assert office.hold == HoldRules(600)
    assert office.reasons.pause == (Reason("tea", {"id": "Minum teh", "en": "Tea"}),)


def test_office_share_is_the_services_default(load: Load) -> None:
    office = load(("priority = 1\nregular = 2", "regular = 5")).office
    assert [service.share for service in office.services] == [Share(2, 3), Share(1, 5), Share(1, 5)]


def test_reasons_that_the_file_does_not_name_have_defaults(load: Load) -> None:
    reasons = load().office.reasons
    assert reasons.issue == REASONS.issue
    assert reasons.suspend == REASONS.suspend


def test_texts_are_kept_in_the_offices_languages_only(load: Load) -> None:
    office = load(('["id", "en"]', '["en"]')).office
    assert office.priority_groups == ({"en": "Elderly"},)
    assert all(set(each.words) == {"en"} for each in office.reasons.void)


def test_text_in_a_language_that_the_office_lacks_may_be_left_out(load: Load) -> None:
    changes = [
        ('["id", "en"]', '["id"]'),
        (', en = "Tea"', ""),
        (', en = "Family card"', ""),
    ]
    assert load(*changes).office.services[1].name == {"id": "Kartu Keluarga"}


def test_rules_survive_the_journals_encoding(load: Load) -> None:
    office = load().office
    assert msgspec.json.decode(msgspec.json.encode(office), type=Office) == office


def test_loading_twice_gives_equal_rules(write: Write) -> None:
    path = write()
    assert load_office(path).office == load_office(path).office


def test_date_is_that_of_the_offices_own_clock(load: Load) -> None:
    settings = load()
    assert settings.date_at(datetime(2026, 6, 22, 16, 59, tzinfo=UTC)) == date(2026, 6, 22)
    assert settings.date_at(datetime(2026, 6, 22, 17, 0, tzinfo=UTC)) == date(2026, 6, 23)


# ---------------------------------------------------------------- default words


def default_reasons() -> list[tuple[str, Reason]]:
    return [
        (act, reason)
        for act, listed in msgspec.structs.asdict(REASONS).items()
        for reason in listed
    ]


def test_default_words_are_in_all_languages() -> None:
    words = [reason.words for _, reason in default_reasons()] + list(PRIORITY_GROUPS)
    assert all(set(each) == set(LANGUAGES) and all(each.values()) for each in words)


def test_every_act_has_default_reasons_with_ids_of_their_own() -> None:
    for act, listed in msgspec.structs.asdict(REASONS).items():
        ids = [reason.id for reason in listed]
        assert ids, act
        assert len(set(ids)) == len(ids), act


@pytest.mark.parametrize(("act", "reason"), default_reasons())
def test_no_default_reason_tells_of_a_persons_health(act: str, reason: Reason) -> None:
    telling = re.compile(
        r"hamil|sakit|lansia|disab|balita|menyusui|pregnan|ill|elder|infant|health", re.IGNORECASE
    )
    told = " ".join([reason.id, *reason.words.values()])
    assert not telling.search(told), (act, told)
