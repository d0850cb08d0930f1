"""Personal data in an OFFICE.toml: nobody is asked without being told what for."""

import pytest

from server.configuration.cautions import warnings_for
from server.configuration.default_words import CONSENT, REASONS
from server.queueing.office import Asking
from tests.configuration.conftest import Load, Refuse

LETTER = 'letter = "A"'
LAST = "[reasons]\n"
PHONE = """
[personal.phone]
purpose = { id = "Untuk kabar.", en = "For news." }
days = 3
"""
NIK = """
[personal.nik]
purpose = { id = "Untuk berkas.", en = "For papers." }
consent = { id = "Setuju.", en = "Agreed." }
regions = ["1671", "16"]
"""


def with_personal(asks: str, personal: str) -> tuple[tuple[str, str], ...]:
    return ((LETTER, f"{LETTER}\n{asks}"), (LAST, f"{personal}{LAST}"))


def test_office_asks_for_nothing_unless_it_says_so(load: Load) -> None:
    office = load().office
    assert office.personal == ()
    assert office.reasons.contacts == ()
    assert all(service.asks == service.needs == () for service in office.services)


def test_office_that_asks_says_what_for_and_for_how_long(load: Load) -> None:
    office = load(*with_personal('asks = ["phone"]\nneeds = ["nik"]', PHONE + NIK)).office
    assert (office.services[0].asks, office.services[0].needs) == (("phone",), ("nik",))
    assert office.personal == (
        Asking("phone", {"id": "Untuk kabar.", "en": "For news."}, CONSENT, 3),
        Asking(
            "nik",
            {"id": "Untuk berkas.", "en": "For papers."},
            {"id": "Setuju.", "en": "Agreed."},
            regions=("1671", "16"),
        ),
    )
    assert office.reasons.contacts == REASONS.contacts


@pytest.mark.parametrize(
    ("asks", "personal", "key", "found", "allowed", "guess"),
    [
        ('asks = ["phone"]', "", "services[0].asks[0]", '"phone"', "[personal.phone]", None),
        ('needs = ["nik"]', PHONE, "services[0].needs[0]", '"nik"', "[personal.nik]", None),
        ('asks = ["fone"]', PHONE, "services[0].asks[0]", '"fone"', "phone, nik", "phone"),
        ('asks = "phone"', PHONE, "services[0].asks", '"phone"', "a list", None),
        (
            'asks = ["phone"]\nneeds = ["phone"]',
            *(PHONE, "services[0].needs[0]", "asks names, too", "not both", None),
        ),
        ("", "[personal.fone]\n", "personal.fone", "unknown key", "phone, nik", "phone"),
        ("", "[personal.phone]\ndays = 1\n", "personal.phone.purpose", "nothing", "text", None),
        ("", PHONE.replace("3", "400"), "personal.phone.days", "400", "0 to 366", None),
        ("", PHONE.replace(', en = "For news."', ""), "personal.phone.purpose.en", "", "", None),
        ("", NIK.replace('"16"', '"167"'), "personal.nik.regions[1]", '"167"', "2, 4 or 6", None),
        (
            "",
            *(PHONE + 'regions = ["16"]\n', "personal.phone.regions", "unknown key", "days"),
            "personal.nik.regions",
        ),
    ],
)
def test_what_is_wrong_is_told(
    refuse: Refuse,
    asks: str,
    personal: str,
    key: str,
    found: str,
    allowed: str,
    guess: str | None,
) -> None:
    (problem,) = refuse(*with_personal(asks, personal))
    assert problem.key == key
    assert found in problem.found
    assert allowed in problem.allowed
    assert problem.nearest == guess


def test_kind_that_no_service_asks_for_is_a_caution(load: Load) -> None:
    cautions = warnings_for(load(*with_personal("", PHONE)))
    assert [each.key for each in cautions if "personal" in each.key] == ["personal.phone"]
    asked = warnings_for(load(*with_personal('asks = ["phone"]', PHONE)))
    assert not [each for each in asked if "personal" in each.key]
