"""Asking a visitor for personal data: consent, digits, and what is unusual about them.

Owns the steps and the way back through them. What was typed is handed on once, and kept nowhere
else: no page, log or file of the kiosk has it afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.moves import Move
from kiosk.screens.consent import ConsentPage
from kiosk.screens.digits import DigitsPage
from kiosk.screens.doubt import DoubtPage
from kiosk.stage import Stage
from personal.kinds import Kind
from personal.nik import Nik, doubts, read_nik
from protocol.presenting import AskingView
from protocol.snapshots import HallSnapshot


@dataclass(frozen=True)
class Asked:
    """One kind that the services of a visit ask for; `is_needed`: they cannot do without."""

    asking: AskingView
    is_needed: bool

    @property
    def kind(self) -> Kind:
        """Which."""
        return Kind(self.asking.kind)


def kinds_asked(hall: HallSnapshot, services: tuple[str, ...]) -> list[Asked]:
    """What the services of a visit ask for, each kind once, those that are needed first.

    A kind that this kiosk does not know, being older than its server, is not asked for.
    """
    chosen = [service for service in hall.services if service.id in services]
    needed = [kind for service in chosen for kind in service.needs]
    wished = [kind for service in chosen for kind in service.asks]
    told: Mapping[str, AskingView] = {each.kind: each for each in hall.office.personal}
    return [
        Asked(told[kind], kind in needed)
        for kind in dict.fromkeys([*needed, *wished])
        if kind in told and kind in list(Kind)
    ]


class Telling:
    """Asks the visitor of one kiosk for one kind after the other."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def ask(self, asked: Asked) -> str | Move:
        """What was typed; `Move.CONTINUE`: no, thanks; `Move.BACK`: back beyond this question."""
        while True:
            page = ConsentPage(asked.asking, is_needed=asked.is_needed)
            answer = await self._stage.ask(page)
            if answer is Move.HELP:
                self._stage.call_for_help()
                continue
            if answer is not True:
                return Move.BACK if answer is Move.BACK else Move.CONTINUE
            value = await self._type(asked)
            if value is not None:
                return value

    async def _type(self, asked: Asked) -> str | None:
        """The digits, once they can be right; None for back to the question."""
        digits = ""
        while True:
            answer = await self._stage.ask(DigitsPage(asked.kind, digits))
            if not isinstance(answer, str):
                return None
            digits = answer
            if not self._is_unusual(asked, digits) or (
                await self._stage.ask(DoubtPage()) is Move.CONTINUE
            ):
                return digits

    @staticmethod
    def _is_unusual(asked: Asked, digits: str) -> bool:
        nik = read_nik(digits) if asked.kind is Kind.NIK else None
        return isinstance(nik, Nik) and bool(doubts(nik, asked.asking.regions))
