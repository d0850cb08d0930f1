"""What is said of a call, word for word, and by which recordings."""

from itertools import product

import pytest

from server.announcing.sentences import (
    Brevity,
    call_sentences,
    clips_wanted,
    come_in_sentences,
    trial_sentences,
)
from server.queueing.office import Counter, Office, Service

BOTH = ("id", "en")


def office(letters: str = "AJ", counters: tuple[int, ...] = (3, 12)) -> Office:
    services = tuple(
        Service(
            f"s-{letter.lower()}", letter, {"id": f"Layanan {letter}", "en": f"Service {letter}"}, 5
        )
        for letter in letters
    )
    places = tuple(
        Counter(str(number), number, tuple(each.id for each in services)) for number in counters
    )
    return Office("small", "Small", "Asia/Jakarta", services, places)


def texts(*args: object, **options: object) -> list[str]:
    return [each.text for each in call_sentences(*args, **options)]  # type: ignore[arg-type]


def test_call_is_said_in_the_order_of_the_languages() -> None:
    indonesian = "Nomor antrean A, nol satu dua, silakan menuju loket tiga."
    english = "Queue number A, zero one two, please proceed to counter three."
    assert texts(office(), BOTH, "A-012", "s-a", 3) == [indonesian, english]
    assert texts(office(), ("en", "id"), "A-012", "s-a", 3) == [english, indonesian]


def test_coming_in_is_said_with_the_place() -> None:
    said = come_in_sentences(BOTH, "B-008", 14)
    assert [each.text for each in said] == [
        "Nomor antrean B, nol nol delapan, silakan masuk, tempat empat belas.",
        "Number B, zero zero eight, please come in, place fourteen.",
    ]
    assert said[0].clips == (
        *("phrase-number", "letter-b", "digit-0", "digit-0", "digit-8"),
        *("phrase-come-in", "digit-1", "digit-4"),
    )
    assert len(come_in_sentences(("id",), "B-008", 14)) == 2


def test_only_language_says_it_twice() -> None:
    said = texts(office(), ("id",), "A-100", "s-a", 12)
    assert said == ["Nomor antrean A, satu nol nol, silakan menuju loket dua belas."] * 2


def test_service_is_named_where_letters_sound_alike() -> None:
    said = texts(office("ABD"), BOTH, "B-004", "s-b", 3)
    assert said == [
        "Nomor antrean B, nol nol empat, Layanan B, silakan menuju loket tiga.",
        "Queue number B, zero zero four, Service B, please proceed to counter three.",
    ]
    assert "Layanan" not in texts(office("ABD"), BOTH, "A-004", "s-a", 3)[0]


def test_letter_of_a_service_elsewhere_is_not_taken_for_another() -> None:
    there = office("BD")
    away = Service("s-d", "D", {"id": "Layanan D", "en": "Service D"}, 5, elsewhere={"id": "UPTD"})
    small = Office("small", "Small", "Asia/Jakarta", (there.services[0], away), there.counters)
    assert "Layanan" not in texts(small, BOTH, "B-004", "s-b", 3)[0]


def test_short_is_number_and_counter() -> None:
    small = office("BD")
    assert texts(small, BOTH, "B-012", "s-b", 3, Brevity.SHORT) == [
        "B, nol satu dua, loket tiga.",
        "B, zero one two, counter three.",
    ]
    assert texts(small, BOTH, "B-012", "s-b", 3, Brevity.SHORTEST) == [
        "B, nol satu dua, loket tiga."
    ]
    assert texts(small, ("id",), "B-012", "s-b", 3, Brevity.SHORT) == [
        "B, nol satu dua, loket tiga."
    ]


def test_service_that_is_gone_and_a_huge_counter_are_said_all_the_same() -> None:
    said = texts(office(), ("en",), "A-012", "gone", 12_345_678, Brevity.SHORT)
    assert said == ["A, zero one two, counter one two three four five six seven eight."]


def test_recordings_of_a_call_are_its_words_in_order() -> None:
    (one, two) = call_sentences(office("BD"), BOTH, "B-012", "s-b", 3)
    assert one.clips == two.clips
    assert one.clips == (
        *("phrase-number", "letter-b", "digit-0", "digit-1", "digit-2", "service-s-b"),
        *("phrase-go", "counter-3"),
    )
    (short,) = call_sentences(office("BD"), BOTH, "B-012", "s-b", 3, Brevity.SHORTEST)
    assert short.clips == (
        *("letter-b", "digit-0", "digit-1", "digit-2", "phrase-counter", "counter-3"),
    )


@pytest.mark.parametrize("letters", ["AJ", "ABD", "HKA"])
def test_recordings_wanted_are_those_of_all_calls_and_no_others(letters: str) -> None:
    small, used = office(letters), set[str]()
    for service, counter, number, brevity in product(
        small.services, small.counters, range(0, 1000, 7), Brevity
    ):
        ticket = f"{service.letter}-{number:03}"
        for sentence in call_sentences(small, BOTH, ticket, service.id, counter.number, brevity):
            used.update(sentence.clips)
    for sentence in trial_sentences(BOTH):
        used.update(sentence.clips)
    wanted = clips_wanted(small)
    assert set(wanted) == used
    assert len(wanted) == len(set(wanted))
