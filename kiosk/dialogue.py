"""The conversation with one visitor after the other, from the start screen back to it.

Owns the order of the steps and what follows each answer; screens know only their own question,
and the server knows nothing of steps. Promises that one press leads to one number, whatever is
lost on the way: a request is made once, and only ever sent again as it was.
"""

import asyncio
from typing import TYPE_CHECKING

from kiosk.codes import ScannedTicket, read_code
from kiosk.page import CodeRead, Move, VisitorLeft
from kiosk.screens.asking import AskingPage
from kiosk.screens.cancel import CancelPage
from kiosk.screens.chosen import ChosenPage
from kiosk.screens.number import NumberPage
from kiosk.screens.place import PlacePage
from kiosk.screens.priority import PriorityPage
from kiosk.screens.refused import RefusedPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.wishes import Wish, make_command, make_issue
from protocol.commands import CommandBody, IssueBody
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import CommandReply, IssueReply
from protocol.snapshots import TicketView

if TYPE_CHECKING:
    from kiosk.app import KioskApp


class Dialogue:
    """Speaks with the visitors of one kiosk, for ever."""

    def __init__(self, app: "KioskApp") -> None:
        self.app = app

    async def run(self) -> None:
        """Serve one visitor after the other."""
        code: str | None = None
        while True:
            try:
                if code is None:
                    await self._begin()
                else:
                    await self._look_up(code)
                code = None
            except VisitorLeft:
                code = None
            except CodeRead as read:
                code = read.text

    async def _begin(self) -> None:
        self.app.forget_visitor()
        answer = await self.app.ask(StartPage())
        if answer is Move.NUMBER:
            await self.app.ask(NumberPage(self._letters()))
        else:
            self.app.set_language(answer)
            await self._take_number()

    # ------------------------------------------------------------ the way to a number

    async def _take_number(self) -> None:
        """Services, priority, ticket; back means one step back, at the first one the start."""
        services: tuple[str, ...] = ()
        while (chosen := await self._choose_services(services)) is not None:
            priority = await self._ask_priority()
            if priority is None:
                services = chosen if self._most_services() > 1 else ()
                continue
            if await self._issue(Wish(chosen, priority, self.app.language)) is not Move.AGAIN:
                return
            services = ()

    async def _choose_services(self, chosen: tuple[str, ...]) -> tuple[str, ...] | None:
        """The services of the visit, at least one; None for back to the start."""
        while True:
            if chosen:
                answer = await self._ask_for_more(chosen)
                if answer is Move.CONTINUE:
                    return chosen
                if answer is Move.BACK:
                    chosen = chosen[:-1]
                    continue
            picked = await self.app.ask(ServicesPage(chosen))
            if picked is Move.BACK:
                if not chosen:
                    return None
            elif isinstance(picked, Refusal):
                if await self.app.ask(RefusedPage(picked)) is Move.START:
                    return None
            else:
                chosen = (*chosen, picked)
                if self._most_services() == 1:
                    return chosen

    async def _ask_for_more(self, chosen: tuple[str, ...]) -> Move:
        """Whether another service is wanted, where one can be had."""
        hall = self.app.hall
        open_services = [s.id for s in hall.services if s.refusal is None] if hall else []
        may_add = len(chosen) < self._most_services() and bool(set(open_services) - {*chosen})
        answer: Move = await self.app.ask(ChosenPage(chosen, may_add=may_add))
        return answer

    async def _ask_priority(self) -> bool | None:
        """The answer; False where the office names no groups, None for back."""
        office = self.app.office
        if office is None or not office.priority_groups:
            return False
        answer = await self.app.ask(PriorityPage())
        return None if answer is Move.BACK else bool(answer)

    async def _issue(self, wish: Wish) -> Move:
        """Get the number and show it. `Move.AGAIN`: the visitor wants other services."""
        hall = self.app.hall
        assert hall is not None, "services were chosen from a snapshot"
        body = make_issue(wish, hall.id.day)
        while True:
            reply = await self._send_issue(body)
            if isinstance(reply, IssueReply):
                await self._show_ticket(body, reply)
                return Move.START
            if reply is None:
                return Move.START
            answer = await self.app.ask(RefusedPage(reply))
            if answer is Move.OTHER_SERVICE:
                return Move.AGAIN
            if answer is not Move.AGAIN:
                return Move.START

    async def _send_issue(self, body: IssueBody) -> IssueReply | Refusal | None:
        """Send until an answer comes; None: the visitor gave up, or left."""
        page = AskingPage()
        await self.app.show(page)
        while True:
            sending = asyncio.create_task(self.app.client.command("tickets", body, IssueReply))
            try:
                await asyncio.wait({sending, page.answer}, return_when=asyncio.FIRST_COMPLETED)
                if page.answer.done():
                    await page.answer  # raises where the visitor has left
                    return None
                reply = sending.result()
            finally:
                sending.cancel()
            if not is_unreachable(reply):
                return reply
            page.show_trouble(Refusal(RefusalCode.SERVER_UNREACHABLE))
            self.app.patience.start(self.app.times.idle_seconds)
            await asyncio.wait({page.answer}, timeout=self.app.times.retry_seconds)

    async def _show_ticket(self, body: IssueBody, reply: IssueReply) -> None:
        """Give the number on paper or on the screen; then it counts."""
        await self.app.slips.give(body, reply)

    # ------------------------------------------------------------ a number already taken

    async def _look_up(self, text: str) -> None:
        """Show where a scanned or typed number stands, and do what its visitor asks."""
        code = read_code(text)
        if isinstance(code, ScannedTicket) and code.office != self.app.client.office:
            code = None
        if code is None:
            await self._ask_anew(Refusal(RefusalCode.TICKET_UNKNOWN))
            return
        if isinstance(code, ScannedTicket):
            path = f"tickets/by-token/{code.token}"
        else:
            path = f"tickets/by-number/{code.number}"
        await self.app.show(AskingPage())
        view = await self.app.client.get(path, TicketView)
        if isinstance(view, Refusal):
            await self._ask_anew(view)
            return
        own = isinstance(code, ScannedTicket)
        if own:
            self.app.set_language(view.language)
            if await self.app.slips.take_in_hand(view):
                newer = await self.app.client.get(path, TicketView)
                view = newer if isinstance(newer, TicketView) else view
        await self._show_place(path, view, path if own else f"tickets/{view.ticket_id}", own=own)

    async def _show_place(self, path: str, view: TicketView, commands: str, *, own: bool) -> None:
        """`path` is where the ticket is seen, `commands` where its commands go."""
        while True:
            may_print = self.app.slips.can_give_again(view, is_own=own)
            page = PlacePage(view, may_cancel=own, may_print=may_print)
            self.app.refresh_place(page, path)
            answer = await self.app.ask(page)
            view = page.view
            done: CommandReply | Refusal
            if answer is Move.RETURN:
                done = await self._send(f"{commands}/return", make_command(view.id.day))
            elif answer is Move.CANCEL:
                if await self.app.ask(CancelPage(view.number)) is not True:
                    continue
                done = await self._send(f"{commands}/cancel", make_command(view.id.day))
            elif answer is Move.REPRINT:
                again = await self.app.slips.give_again(commands, view)
                if again is None:
                    return
                done = again
            else:
                return
            if isinstance(done, Refusal) and await self.app.ask(RefusedPage(done)) is Move.START:
                return
            newer = await self.app.client.get(path, TicketView)
            if isinstance(newer, Refusal):
                await self._ask_anew(newer)
                return
            view = newer

    async def _send(self, path: str, body: CommandBody) -> CommandReply | Refusal:
        """Send a command of the visitor while "one moment" stands on the screen."""
        await self.app.show(AskingPage())
        return await self.app.client.command(path, body, CommandReply)

    async def _ask_anew(self, refusal: Refusal) -> None:
        """Say why nothing was found; a wrong number may be typed again."""
        if refusal.code is RefusalCode.TICKET_UNKNOWN:
            await self.app.ask(NumberPage(self._letters(), refusal))
        else:
            await self.app.ask(RefusedPage(refusal))

    # ------------------------------------------------------------ what the office allows

    def _letters(self) -> tuple[str, ...]:
        hall = self.app.hall
        return tuple(sorted({service.letter for service in hall.services})) if hall else ()

    def _most_services(self) -> int:
        return self.app.office.most_services if self.app.office is not None else 1


def is_unreachable(reply: object) -> bool:
    """Whether a reply says that none came."""
    return isinstance(reply, Refusal) and reply.code is RefusalCode.SERVER_UNREACHABLE
