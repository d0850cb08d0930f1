"""What is promised of a visitor's phone."""

import pytest

from texts import texts_for
from texts.phones import say_how_asked_in, say_what_code_does


@pytest.mark.parametrize(("language", "phone"), [("en", "phone"), ("id", "HP")])
def test_no_phone_is_promised_where_none_gets_there(language: str, phone: str) -> None:
    texts = texts_for(language)
    for say in (say_what_code_does, say_how_asked_in):
        assert phone in say("everywhere", texts)
        assert phone in say("office_wifi", texts)
        assert phone not in say("no", texts)
    assert "Wi-Fi" in say_what_code_does("office_wifi", texts)
    assert "Wi-Fi" not in say_what_code_does("everywhere", texts)


def test_word_of_a_newer_server_is_no_promise_less() -> None:
    texts = texts_for("en")
    assert say_what_code_does("by_post", texts) == say_what_code_does("everywhere", texts)
