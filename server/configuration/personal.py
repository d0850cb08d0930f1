"""Personal data in an OFFICE.toml: that each kind asked for has a purpose, and the words for it."""

from collections.abc import Iterator, Mapping
from typing import Any

from server.configuration.default_words import CONSENT
from server.queueing.office import Asking, Office
from settings.problems import Place, describe

Values = Mapping[str, Any]


def check_personal(place: Place, office: Values) -> None:
    """Note every kind that a service asks for without a purpose, or twice."""
    told = [kind for kind, asking in (office.get("personal") or {}).items() if asking is not None]
    for index, service in enumerate(office.get("services", ())):
        at = place.item_of("services", index)
        for key in ("asks", "needs"):
            for position, kind in enumerate(service.get(key, ())):
                if kind not in told:
                    at.at(key).item(position).note(
                        describe(kind),
                        f"kinds whose purpose visitors are told: a table [personal.{kind}]",
                    )
        for position, kind in enumerate(service.get("needs", ())):
            if kind in service.get("asks", ()):
                at.at("needs").item(position).note(
                    f"{describe(kind)}, which asks names, too",
                    "asks (the visitor may say no) or needs (no number without it), not both",
                )


def read_personal(values: Values, languages: tuple[str, ...]) -> tuple[Asking, ...]:
    """What visitors are told of each kind, with the default consent where the file has none."""
    askings = (values["personal"] or {}).items()
    return tuple(
        Asking(
            kind=kind,
            purpose=_told(each["purpose"], languages),
            consent=_told(each["consent"] or CONSENT, languages),
            days=each["days"],
            regions=tuple(each.get("regions", ())),
        )
        for kind, each in askings
        if each is not None
    )


def personal_cautions(office: Office) -> Iterator[tuple[str, str]]:
    """What is described and never asked for."""
    asked = {kind for service in office.services for kind in (*service.asks, *service.needs)}
    for asking in office.personal:
        if asking.kind not in asked:
            yield (
                f"personal.{asking.kind}",
                f'no service asks for it; name "{asking.kind}" in asks or needs of a service',
            )


def _told(words: Mapping[str, str], languages: tuple[str, ...]) -> dict[str, str]:
    return {language: words[language] for language in languages}
