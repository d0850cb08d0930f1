"""How a visitor gets the number: on paper where there is a printer, else on the screen.

Promises:

- A number counts whatever becomes of the paper: it is confirmed with what is known of the slip.
- One press gives one slip. A job that may have reached the paper is never sent again by itself;
  only the visitor can ask for it again, and that slip is marked as a copy.
- What is not known is asked of the visitor. Whoever walks away has the slip.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from kiosk.conversation.confirming import Confirming
from kiosk.conversation.slip_drawing import SlipDrawing
from kiosk.conversation.wishes import make_confirm, make_reprint
from kiosk.moves import VisitorLeft
from kiosk.offline.numbers import OfflineNumber
from kiosk.printing.states import Paper, PrinterState
from kiosk.screens.asking import AskingPage
from kiosk.screens.printing import PrintingPage
from kiosk.screens.slip_question import SlipQuestionPage
from kiosk.screens.ticket import TicketPage
from look.slip import Slip
from protocol.refusals import Refusal
from protocol.replies import CommandReply, IssueReply
from protocol.snapshots import TicketView

if TYPE_CHECKING:
    from kiosk.app import KioskApp
    from kiosk.offline.standby import Standby
    from kiosk.printing.printer import Printer

#: How often a visitor may say that no slip came out, until staff must help.
MOST_SLIPS = 3
#: Between two looks at the printer.
LOOK_SECONDS = 15.0
#: States in which a slip is of use.
_PRINTABLE = frozenset({"waiting", "called", "serving", "held", "no_show"})


@dataclass(frozen=True)
class PaperNews:
    """What became of a slip; `trouble` is why there is none. `visitor_left`: nobody reads it."""

    slip: Literal["shown", "printed", "assumed", "failed"]
    trouble: PrinterState | None = None
    visitor_left: bool = False


class Slips:
    """Gives numbers to the visitors of one kiosk. Without a printer the screen is the slip."""

    def __init__(
        self, app: "KioskApp", printer: "Printer | None" = None, standby: "Standby | None" = None
    ) -> None:
        self._app = app
        self.printer = printer
        self._standby = standby
        self.confirming = Confirming(app, standby.store if standby is not None else None)
        self._drawing = SlipDrawing(app, printer.settings.width if printer is not None else 0)

    async def give(
        self, services: tuple[str, ...], day: date, number: IssueReply | OfflineNumber
    ) -> None:
        """Give a new number of that day, and stay until its visitor has gone."""
        news = PaperNews("shown")
        if self.printer is not None:
            # If the power goes while the paper moves, the slip counts as out.
            if isinstance(number, IssueReply):
                await self.confirming.note(number.ticket_id, make_confirm(day, "assumed"))
            slip = self._drawing.describe(number, services)
            news = await self._print(self.printer, slip, number.ticket_id)
        if news.visitor_left:
            await self._settle(number, day, news, None)
            return
        page = TicketPage(number, services, slip=news.slip, trouble=news.trouble)
        await self._app.show(page, self._seconds(news))
        await page.shown.wait()
        await self._settle(number, day, news, page)
        await page.answer

    async def _settle(
        self,
        number: IssueReply | OfflineNumber,
        day: date,
        news: PaperNews,
        page: TicketPage | None,
    ) -> None:
        """The visitor has the number: it counts. Only the server's own need be told of."""
        if isinstance(number, IssueReply):
            confirm = make_confirm(day, news.slip)
            await self.confirming.send(number.ticket_id, confirm, page)
        elif self._standby is not None:
            await self._standby.settle(number.ticket_id, news.slip)

    # ------------------------------------------------------------ once more

    async def can_give_again(self, view: TicketView, *, is_own: bool) -> bool:
        """Whether this number's slip can be printed here now.

        `is_own`: the visitor has shown the slip or phone. A number that was only typed could be
        anybody's, so its slip must be known to have failed. A printer that was in trouble is asked
        anew: its paper may just have been changed for this very visitor.
        """
        may_print = view.state in _PRINTABLE and (is_own or view.slip == "failed")
        if self.printer is None or not may_print:
            return False
        if not self.printer.state.can_print:
            await self.printer.look()
        return self.printer.state.can_print

    async def take_in_hand(self, view: TicketView) -> bool:
        """Count a slip that was scanned before its number was confirmed; tells whether it was."""
        is_unconfirmed = view.state == "reserved" or view.reason == "unconfirmed"
        if not is_unconfirmed:
            return False
        path = f"tickets/{view.ticket_id}/confirm"
        confirm = make_confirm(view.id.day, "assumed")
        return isinstance(await self._app.client.command(path, confirm, CommandReply), CommandReply)

    async def give_again(self, path: str, view: TicketView) -> Refusal | None:
        """Print a copy; `path` is where the ticket's commands go. A refusal is the server's."""
        assert self.printer is not None, "copies are offered where they can be printed"
        await self._app.show(AskingPage())
        request = make_reprint(view.id.day)
        reply = await self._app.client.command(f"{path}/reprint", request, IssueReply)
        if isinstance(reply, Refusal):
            return reply
        slip = self._drawing.describe_copy(reply, view)
        news = await self._print(self.printer, slip, view.ticket_id)
        if news.slip != "failed" and view.slip == "failed":
            confirm = make_confirm(view.id.day, news.slip)
            await self.confirming.send(view.ticket_id, confirm, None)
        if not news.visitor_left:
            names = (view.service, *view.services_after)
            page = TicketPage(reply, (), slip=news.slip, trouble=news.trouble, names=names)
            await self._app.show(page, self._seconds(news))
            await page.answer
        return None

    # ------------------------------------------------------------ the paper

    async def _print(self, printer: "Printer", slip: Slip, ticket_id: str) -> PaperNews:
        """Print until a slip is out, the printer fails, or the visitor has asked too often."""
        for _ in range(MOST_SLIPS):
            await self._app.show(PrintingPage(slip.number, ticket_id))
            outcome = await printer.print(await self._drawing.draw(slip))
            if outcome.paper is Paper.OUT:
                return PaperNews("printed")
            if outcome.paper is Paper.NONE:
                return PaperNews("failed", outcome.state)
            question = SlipQuestionPage(slip.number, ticket_id)
            await self._app.show(question, printer.settings.question_seconds)
            try:
                if await question.answer:
                    return PaperNews("printed")
            except VisitorLeft:
                return PaperNews("assumed", visitor_left=True)
            slip = replace(slip, is_copy=True)
        return PaperNews("failed", PrinterState.FAILED)

    def _seconds(self, news: PaperNews) -> float:
        """A number without a slip is to be written down: that takes twice as long."""
        return self._app.times.ticket_seconds * (2 if news.slip == "failed" else 1)

    # ------------------------------------------------------------ in the background

    async def run(self) -> None:
        """Keep an eye on the printer."""
        while self.printer is not None:
            await self.printer.look()
            await asyncio.sleep(LOOK_SECONDS)
