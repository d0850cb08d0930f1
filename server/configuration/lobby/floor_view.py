"""The lobby seen from above, as screens draw it: the floor of the file and the places of its plan.

It is not journaled: what the rules know of the lobby is `Office.hall`.
"""

from hashlib import sha256

import msgspec

from protocol.snapshots import (
    FloorCounter,
    FloorDoor,
    FloorPillar,
    FloorSpot,
    FloorView,
)
from server.plan.floor import Lobby
from server.plan.plan import LobbyPlan

ID_LENGTH = 12
"""Hexadecimal digits: a screen compares one floor with the one before, no more."""


def floor_view(lobby: Lobby, plan: LobbyPlan) -> FloorView:
    """The picture of a lobby. The same content has the same id, in every process."""
    view = FloorView(
        id="",
        floor=lobby.floor,
        corner=lobby.corner,
        walls=lobby.walls,
        blocks=lobby.blocks,
        pillars=tuple(FloorPillar(each.at, each.radius) for each in lobby.pillars),
        doors=tuple(FloorDoor(each.at, each.width) for each in lobby.doors),
        counters=tuple(FloorCounter(each.counter, each.number, each.at) for each in lobby.counters),
        kiosks=tuple(each.at for each in lobby.kiosks),
        spots=tuple(FloorSpot(each.number, each.at) for each in plan.spots),
        kiosk_lines=tuple(
            FloorSpot(each.number, each.at) for line in plan.lines for each in line.places
        ),
    )
    digest = sha256(msgspec.json.encode(view, order="sorted")).hexdigest()
    return msgspec.structs.replace(view, id=digest[:ID_LENGTH])
