"""The conversation about a number that was taken before: scanned, or typed.

Owns what its visitor may do with it here. Promises that a number which was only typed, as anybody
can read it off a display, is never cancelled or put off.
"""

import asyncio

from kiosk.codes.meaning import ScannedTicket, TypedDigits, TypedNumber, read_code
from kiosk.conversation.wishes import make_command
from kiosk.moves import Move
from kiosk.places import may_come_in
from kiosk.screens.asking import AskingPage
from kiosk.screens.cancel import CancelPage
from kiosk.screens.number import NumberPage
from kiosk.screens.place import PlacePage
from kiosk.screens.refused import RefusedPage
from kiosk.screens.which import WhichPage
from kiosk.stage import Stage
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import CommandReply
from protocol.snapshots import TicketView

_ACTIONS = {
    Move.RETURN: "return",
    Move.LATE: "late",
    Move.CANCEL: "cancel",
    Move.UNDO: "undo-cancel",
}


class Lookup:
    """Shows where numbers stand, and does what their visitors ask."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def begin(self) -> None:
        """Ask for a number; the code that is read then ends this."""
        if not await self._is_offline():
            await self.stage.ask(NumberPage())

    async def _is_offline(self) -> bool:
        """Say that nothing can be looked up now, where that is so."""
        if self.stage.offline:
            await self.stage.ask(RefusedPage(Refusal(RefusalCode.NOT_WHILE_OFFLINE)))
        return self.stage.offline

    async def show(self, text: str) -> None:
        """Show what a code stands for."""
        if await self._is_offline():
            return
        code = read_code(text)
        await self.stage.show(AskingPage())
        if isinstance(code, ScannedTicket):
            await self._show_own(code)
        elif isinstance(code, TypedNumber):
            await self._show_typed(await self._find(code.number))
        elif isinstance(code, TypedDigits):
            await self._show_typed(await self._choose(code))
        else:
            await self._ask_anew(Refusal(RefusalCode.TICKET_UNKNOWN))

    async def _show_own(self, code: ScannedTicket) -> None:
        path = f"tickets/by-token/{code.token}"
        view = await self.stage.client.get(path, TicketView)
        if isinstance(view, Refusal):
            await self._ask_anew(view)
            return
        self.stage.set_language(view.language)
        if await self.stage.slips.take_in_hand(view):
            newer = await self.stage.client.get(path, TicketView)
            view = newer if isinstance(newer, TicketView) else view
        told: Refusal | bool = False
        if may_come_in(view):
            view, told = await self._let_in(path, view)
        await self._show_place(path, view, path, is_own=True, let_in=told)

    async def _let_in(self, path: str, view: TicketView) -> tuple[TicketView, Refusal | bool]:
        """The people of this slip are here: how it stands then, and whether they are inside."""
        client = self.stage.client
        done = await client.command(f"{path}/arrive", make_command(view.id.day), CommandReply)
        newer = await client.get(path, TicketView)
        view = newer if isinstance(newer, TicketView) else view
        return view, done if isinstance(done, Refusal) else True

    async def _show_typed(self, view: TicketView | Refusal | None) -> None:
        if isinstance(view, TicketView):
            path = f"tickets/by-number/{view.number}"
            await self._show_place(path, view, f"tickets/{view.ticket_id}", is_own=False)
        elif view is not None:
            await self._ask_anew(view)

    async def _find(self, number: str) -> TicketView | Refusal:
        return await self.stage.client.get(f"tickets/by-number/{number}", TicketView)

    async def _choose(self, code: TypedDigits) -> TicketView | Refusal | None:
        """The ticket with these digits: the visitor is asked which one where there are several."""
        hall = self.stage.hall
        letters = sorted({service.letter for service in hall.services}) if hall else []
        found = await asyncio.gather(*(self._find(code.with_letter(each)) for each in letters))
        views = [view for view in found if isinstance(view, TicketView)]
        if not views:
            return found[0] if found else Refusal(RefusalCode.TICKET_UNKNOWN)
        if len(views) == 1:
            return views[0]
        picked = await self.stage.ask(WhichPage(views))
        return picked if isinstance(picked, TicketView) else None

    async def _show_place(
        self,
        path: str,
        view: TicketView,
        commands: str,
        *,
        is_own: bool,
        let_in: Refusal | bool = False,
    ) -> None:
        """`path` is where the ticket is seen, `commands` where its commands go.

        `let_in`: whether the visitor has come in just now, or why not.
        """
        while True:
            may_print = await self.stage.slips.can_give_again(view, is_own=is_own)
            page = PlacePage(view, is_own=is_own, may_print=may_print, let_in=let_in)
            self.stage.refresh_place(page, path)
            answer = await self.stage.ask(page)
            view, let_in = page.view, False
            if answer not in _ACTIONS and answer is not Move.REPRINT:
                return
            if answer is Move.CANCEL and not await self._is_sure(view):
                continue
            done: object = None
            if answer is Move.REPRINT:
                done = await self.stage.slips.give_again(commands, view)
                if done is None:
                    return
            else:
                done = await self._send(f"{commands}/{_ACTIONS[answer]}", view)
            if isinstance(done, Refusal) and await self._is_told(done) is Move.START:
                return
            newer = await self.stage.client.get(path, TicketView)
            if isinstance(newer, Refusal):
                await self._ask_anew(newer)
                return
            view = newer

    async def _is_sure(self, view: TicketView) -> bool:
        return await self.stage.ask(CancelPage(view.number)) is True

    async def _is_told(self, refusal: Refusal) -> Move:
        answer: Move = await self.stage.ask(RefusedPage(refusal))
        return answer

    async def _send(self, path: str, view: TicketView) -> CommandReply | Refusal:
        """Send a command of the visitor while "one moment" stands on the screen."""
        await self.stage.show(AskingPage())
        return await self.stage.client.command(path, make_command(view.id.day), CommandReply)

    async def _ask_anew(self, refusal: Refusal) -> None:
        """Say why nothing was found; a wrong number may be typed again."""
        if refusal.code is RefusalCode.TICKET_UNKNOWN:
            await self.stage.ask(NumberPage(refusal))
        else:
            await self.stage.ask(RefusedPage(refusal))
