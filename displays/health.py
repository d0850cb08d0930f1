"""The health rules of the hall, in words."""

from protocol.snapshots import HealthView
from texts import Texts
from texts.moments import write_number


def health_rules(health: HealthView, texts: Texts) -> list[tuple[str, str]]:
    """The rules that the office asks for: the name of its pictogram, and the sentence."""
    rules = []
    if health.distance_metres > 0:
        metres = write_number(health.distance_metres, texts.language)
        sentence = texts.gettext("Keep a distance of at least %(metres)s m", metres=metres)
        rules.append(("distance", sentence.replace(f"{metres} m", f"{metres}\u00a0m")))
    if health.mask:
        rules.append(("mask", texts.gettext("Wear a mask")))
    if health.hand_wash:
        rules.append(("hands", texts.gettext("Wash your hands")))
    return rules
