"""Flows of the places in the hall: the plan, the health rules, places that are closed.

Whatever is changed here, nobody inside is sent out or moved, and the questions say so.
"""

from desk import posts
from desk.actions import HALL_VIEW
from desk.dialogs.line import LineDialog
from desk.dialogs.plan import HallNow, PlanDialog
from desk.flows.asking import Asking
from desk.places import blocked_line, profile_line
from desk.words import action_word
from protocol.refusals import Refusal
from protocol.snapshots import FloorView, RoomView

LONGEST_NUMBER = 4


class PlacesFlows:
    """Knows the floor, once it was asked for."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._desk = asking.desk
        self._floor: FloorView | None = None

    async def show_plan(self) -> None:
        """The hall seen from above; in the view of the office a place can be chosen on it."""
        floor = await self._read_floor()
        if floor is None:
            return
        can_choose = self._desk.view == HALL_VIEW
        ticket = self._desk.chosen_ticket or self._desk.situation.hand
        spot = ticket.spot if ticket else None
        dialog = PlanDialog(
            self._asking.texts, floor, self._hall_now, spot=spot, can_choose=can_choose
        )
        if chosen := await self._asking.ask(dialog):
            await self._change(chosen)

    async def change_spot(self) -> None:
        """Which place, by its number?"""
        floor, room = await self._read_floor(), self._room
        if floor is None or room is None:
            return
        texts = self._asking.texts
        numbers = {each.number for each in floor.spots}

        def read(typed: str) -> tuple[int | None, str]:
            number = typed.strip()
            if number.isascii() and number.isdigit() and int(number) in numbers:
                return int(number), ""
            return None, texts.gettext("There is no place %(spot)s on this floor.", spot=number)

        lines = [blocked_line(room.blocked, texts)] if room.blocked else []
        title = texts.gettext("Block or unblock which place?")
        help_line = texts.gettext("Enter: go on · Esc: close")
        dialog = LineDialog(title, texts, help_line, read, lines=lines, most=LONGEST_NUMBER)
        number: int | None = await self._asking.ask(dialog)
        if number is not None:
            await self._change(number)

    async def change_profile(self) -> None:
        """Other health rules, with what each means."""
        texts, room = self._asking.texts, self._room
        if room is None:
            return
        profiles = self._desk.situation.snapshot.profiles
        answers = [
            (each.id, f"{'●' if each.id == room.profile else '○'} {profile_line(each, texts)}")
            for each in profiles
        ]
        lines = [
            texts.gettext("Nobody inside is sent out or moved."),
            texts.gettext("Where more are inside than may be, nobody comes in until enough left."),
        ]
        chosen = await self._asking.choose(action_word("profile", texts), answers, lines=lines)
        if chosen is not None:
            await self._desk.send(posts.profile_post(self._desk.situation, chosen))

    async def _change(self, spot: int) -> None:
        """Close a place, or open it again, after it was named."""
        texts, room = self._asking.texts, self._room
        if room is None:
            return
        is_blocked = spot in room.blocked
        title = texts.gettext("Place %(spot)s", spot=spot)
        word = texts.gettext("Use it again") if is_blocked else texts.gettext("Block it")
        if await self._asking.confirm(title, word, self._about(spot, room)):
            post = posts.spot_post(self._desk.situation, spot, is_blocked=is_blocked)
            await self._desk.send(post)

    def _about(self, spot: int, room: RoomView) -> list[str]:
        texts = self._asking.texts
        if spot in room.blocked:
            return [texts.gettext("It is blocked: nobody is sent there.")]
        number = next((each.number for each in room.spots if each.spot == spot), None)
        if number is None:
            return [texts.gettext("Nobody is sent there any more.")]
        return [texts.gettext("%(number)s stays there; nobody is sent there after.", number=number)]

    @property
    def _room(self) -> RoomView | None:
        return self._desk.situation.snapshot.hall.room

    def _hall_now(self) -> HallNow:
        return HallNow(self._desk.situation.snapshot.hall, self._desk.ways)

    async def _read_floor(self) -> FloorView | None:
        wanted = self._desk.situation.snapshot.hall.office.lobby
        if self._floor is None or self._floor.id != wanted:
            floor = await self._desk.read("lobby", FloorView)
            if isinstance(floor, Refusal):
                self._desk.refuse(floor.code, floor.params)
                return None
            self._floor = floor
        return self._floor
