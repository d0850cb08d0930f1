import pytest

from texts import LANGUAGES, N_, texts_for
from texts.states import STATE_WORDS, state_word


def test_languages_name_themselves() -> None:
    assert LANGUAGES == {"id": "Bahasa Indonesia", "en": "English"}


def test_text_is_in_the_language_asked_for() -> None:
    key = N_("Please choose a service first.")
    assert texts_for("id").gettext(key) == "Silakan pilih layanan dahulu."
    assert texts_for("en").gettext(key) == "Please choose a service first."


def test_placeholders_are_filled() -> None:
    key = "Counter %(counter)s is already open."
    assert texts_for("id").gettext(key, counter=3) == "Loket 3 sudah buka."


def test_missing_parameter_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts_for("id").gettext("Counter %(counter)s is already open.")
    with pytest.raises(KeyError):
        texts_for("id").gettext("Counter %(counter)s is already open.", number=3)


@pytest.mark.parametrize("asked", ["id-ID", "id_ID", "ID"])
def test_region_is_let_go(asked: str) -> None:
    assert texts_for(asked).language == "id"


def test_unknown_language_falls_back_to_the_office_then_to_english() -> None:
    assert texts_for("jv", fallback="id").language == "id"
    assert texts_for("jv", fallback="su").language == "en"
    assert texts_for("").language == "en"


def test_unknown_key_is_shown_as_it_is() -> None:
    assert texts_for("id").gettext("Nobody wrote this") == "Nobody wrote this"


def test_empty_key_is_empty_and_not_the_catalogue_s_header() -> None:
    assert texts_for("id").gettext("") == ""


def test_plural_of_unknown_key_follows_english() -> None:
    texts = texts_for("en")
    assert texts.ngettext("%(n)s person", "%(n)s people", 1) == "1 person"
    assert texts.ngettext("%(n)s person", "%(n)s people", 4) == "4 people"
    assert texts.forms("%(n)s person", "%(n)s people") == ("%(n)s person", "%(n)s people")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_word_of_its_own(language: str) -> None:
    words = [state_word(state, texts_for(language)) for state in STATE_WORDS]
    assert len(set(words)) == len(STATE_WORDS)
    assert not set(words) & set(STATE_WORDS)


def test_unknown_state_is_shown_as_it_is() -> None:
    assert state_word("boarding", texts_for("id")) == "boarding"
