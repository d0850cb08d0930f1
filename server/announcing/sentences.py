"""What is said of a call, in the office's languages and in their order. Pure.

Long: "Nomor antrean A, nol satu dua, silakan menuju loket tiga", in each language once, in the
only language twice; with the service's name where the office has letters that sound alike.
Short: "A, nol satu dua, loket tiga" in each language. Shortest: that in the first language alone.
"""

from enum import IntEnum

from server.queueing.office import Office, Service
from texts import texts_for
from texts.spoken import (
    DIGITS,
    MOST,
    Spoken,
    alike_letters,
    speak_name,
    spell_digits,
    spell_number,
    spell_ticket,
    split_ticket,
)

NUMBER, GO, COUNTER, TEST = "phrase-number", "phrase-go", "phrase-counter", "phrase-test"
"""Clips of what is the same in every call, and of the test sentence."""
COME_IN = "phrase-come-in"
"""The clip after the number of somebody who is asked to come in; the place follows by digits."""


class Brevity(IntEnum):
    """How short a call is said."""

    LONG = 0
    SHORT = 1
    SHORTEST = 2


def call_sentences(
    office: Office,
    languages: tuple[str, ...],
    number: str,
    service_id: str,
    counter: int,
    brevity: Brevity = Brevity.LONG,
) -> tuple[Spoken, ...]:
    """What is said of the call of ticket `number` to the counter with the number `counter`."""
    if brevity is Brevity.LONG:
        service = _service_to_name(office, service_id)
        said = tuple(_long(number, service, counter, language) for language in languages)
        return said * 2 if len(said) == 1 else said
    spoken = languages if brevity is Brevity.SHORT else languages[:1]
    return tuple(_short(number, counter, language) for language in spoken)


def come_in_sentences(languages: tuple[str, ...], number: str, spot: int) -> tuple[Spoken, ...]:
    """What is said of ticket `number`, which is asked to come in to the place `spot`."""
    said = tuple(_come_in(number, spot, language) for language in languages)
    return said * 2 if len(said) == 1 else said


def trial_sentences(languages: tuple[str, ...]) -> tuple[Spoken, ...]:
    """What the test button says."""
    return tuple(
        Spoken(language, texts_for(language).gettext("This is a test of the loudspeaker."), (TEST,))
        for language in languages
    )


def clips_wanted(office: Office) -> tuple[str, ...]:
    """The names of all clips that say every call of an office, in one language."""
    here = [service for service in office.services if service.elsewhere is None]
    letters = dict.fromkeys(_letter_clip(service.letter) for service in here)
    named = [_service_clip(each) for each in here if _service_to_name(office, each.id)]
    return (
        *(NUMBER, GO, COUNTER, TEST),
        *((COME_IN,) if office.hall is not None else ()),
        *letters,
        *(_digit_clip(digit) for digit in range(len(DIGITS["en"]))),
        *(_counter_clip(counter.number) for counter in office.counters),
        *named,
    )


def _service_to_name(office: Office, service_id: str) -> Service | None:
    """The service, if its letter is taken for another one of this office."""
    letters = [service.letter for service in office.services if service.elsewhere is None]
    service = office.service(service_id)
    alike = any(service and service.letter in group for group in alike_letters(letters))
    return service if alike else None


def _long(number: str, service: Service | None, counter: int, language: str) -> Spoken:
    texts = texts_for(language)
    ticket, place = spell_ticket(number, language), _spell_place(counter, language)
    before = (NUMBER, *_ticket_clips(number))
    after = (GO, _counter_clip(counter))
    if service is None:
        text = texts.gettext(
            "Queue number %(ticket)s, please proceed to counter %(counter)s",
            ticket=ticket,
            counter=place,
        )
        return Spoken(language, f"{text}.", (*before, *after))
    name = service.name.get(language) or next(iter(service.name.values()), "")
    text = texts.gettext(
        "Queue number %(ticket)s, %(service)s, please proceed to counter %(counter)s",
        ticket=ticket,
        service=speak_name(name, language),
        counter=place,
    )
    return Spoken(language, f"{text}.", (*before, _service_clip(service), *after))


def _short(number: str, counter: int, language: str) -> Spoken:
    text = texts_for(language).gettext(
        "%(ticket)s, counter %(counter)s",
        ticket=spell_ticket(number, language),
        counter=_spell_place(counter, language),
    )
    return Spoken(language, f"{text}.", (*_ticket_clips(number), COUNTER, _counter_clip(counter)))


def _come_in(number: str, spot: int, language: str) -> Spoken:
    text = texts_for(language).gettext(
        "Number %(ticket)s, please come in, place %(place)s",
        ticket=spell_ticket(number, language),
        place=_spell_place(spot, language),
    )
    digits = (_digit_clip(int(digit)) for digit in str(spot))
    return Spoken(language, f"{text}.", (NUMBER, *_ticket_clips(number), COME_IN, *digits))


def _spell_place(counter: int, language: str) -> str:
    if counter > MOST:
        return spell_digits(str(counter), language)
    return spell_number(counter, language)


def _ticket_clips(number: str) -> tuple[str, ...]:
    letters, digits = split_ticket(number)
    return (*map(_letter_clip, letters), *(_digit_clip(int(digit)) for digit in digits))


def _letter_clip(letter: str) -> str:
    return f"letter-{letter.lower()}"


def _digit_clip(digit: int) -> str:
    return f"digit-{digit}"


def _counter_clip(counter: int) -> str:
    return f"counter-{counter}"


def _service_clip(service: Service) -> str:
    return f"service-{service.id}"
