"""The lobby of an office as its file describes it, made into the floor that a plan works on."""

from collections.abc import Iterable, Mapping
from typing import Any

from server.configuration.office_checks import counter_id
from server.configuration.presentation.presentation import ids_of_counters
from server.plan.floor import CounterPlace, Door, Kiosk, Lobby, Pillar, Profile

Values = Mapping[str, Any]

CLEARANCE = 300
"""Millimetres kept free along walls, where the file does not say: half of what a person takes."""
DOOR_WIDTH = 1000
"""Millimetres, where the file does not say."""


def read_lobby(values: Values | None, counters: Iterable[Values]) -> Lobby | None:
    """The lobby of a checked `[lobby]`; None where the file has none."""
    if values is None:
        return None
    listed = list(counters)
    numbers = {str(counter_id(each)): each["number"] for each in listed}
    names = ids_of_counters((each["counter"] for each in values["counters"]), listed)
    places = zip(names, values["counters"], strict=True)
    return Lobby(
        floor=values["floor"],
        corner=values["corner"],
        walls=tuple(values["walls"]),
        pillars=tuple(Pillar(**each) for each in values["pillars"]),
        blocks=tuple(values["blocks"]),
        aisles=tuple(values["aisles"]),
        doors=tuple(Door(each["at"], each["width"] or DOOR_WIDTH) for each in values["doors"]),
        counters=tuple(CounterPlace(name, numbers[name], each["at"]) for name, each in places),
        kiosks=tuple(Kiosk(**each) for each in values["kiosks"]),
        seats=tuple(values["seats"]),
        clearance=CLEARANCE if values["clearance"] is None else values["clearance"],
        capacity=values["capacity"],
        profiles=tuple(
            Profile(each["id"], each["distance"], each["factor"], each["max_waiting_room"])
            for each in values["profiles"]
        ),
    )
