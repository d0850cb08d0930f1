"""The conversation with one visitor after the other, from the start screen back to it.

Owns the order of the steps and what follows each answer; screens know only their own question,
and the server knows nothing of steps. Promises that one press leads to one number, whatever is
lost on the way: a request is made once, and only ever sent again as it was; where no answer comes
in time, the number is one of those that the kiosk holds (`kiosk.offline`).
"""

import asyncio
from typing import Any

from kiosk.conversation.lookup import Lookup
from kiosk.conversation.questions import Questions
from kiosk.conversation.wishes import Wish, make_issue
from kiosk.moves import CodeRead, Move, VisitorLeft
from kiosk.offline.numbers import OfflineNumber
from kiosk.screens.asking import AskingPage
from kiosk.screens.chosen import ChosenPage
from kiosk.screens.papers import PapersPage
from kiosk.screens.pause import PausePage
from kiosk.screens.refused import RefusedPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.sentences import is_away
from kiosk.stage import Stage
from protocol.commands import IssueBody
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import IssueReply


class Dialogue:
    """Speaks with the visitors of one kiosk, for ever."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.lookup = Lookup(stage)
        self.questions = Questions(stage)

    async def run(self, greeting: StartPage) -> None:
        """Serve one visitor after the other, the first from the greeting that stands there."""
        code: str | None = None
        first: StartPage | None = greeting
        while True:
            try:
                if code is None:
                    greeting, first = first or await self._greet(), None
                    await self._serve(await greeting.answer)
                else:
                    await self.lookup.show(code)
                code = None
            except VisitorLeft:
                code = None
            except CodeRead as read:
                code = read.text

    async def _greet(self) -> StartPage:
        self.stage.forget_visitor()
        greeting = StartPage()
        await self.stage.show(greeting)
        return greeting

    async def _serve(self, answer: Any) -> None:
        if answer is Move.NUMBER:
            await self.lookup.begin()
        else:
            self.stage.set_language(answer)
            await self._take_number()

    # ------------------------------------------------------------ the way to a number

    async def _take_number(self) -> None:
        """Services, questions, ticket; back means one step back, at the first one the start."""
        services: tuple[str, ...] = ()
        while (chosen := await self._choose_services(services)) is not None:
            answers = await self.questions.ask(chosen)
            if answers is None:
                services = chosen if self._most_services() > 1 else ()
                continue
            language, party = self.stage.language, answers.party_size
            wish = Wish(chosen, answers.priority, language, party, answers.contacts)
            if await self._issue(wish) is not Move.AGAIN:
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
            picked = await self._pick_service(chosen)
            if picked is Move.START or (picked is Move.BACK and not chosen):
                return None
            if isinstance(picked, str) and await self._has_papers(picked):
                chosen = (*chosen, picked)
                if self._most_services() == 1:
                    return chosen

    async def _pick_service(self, chosen: tuple[str, ...]) -> str | Move:
        """The id of one more service; one that is not given is explained, and takes nothing."""
        picked: str | Refusal | Move = await self.stage.ask(ServicesPage(chosen))
        if isinstance(picked, Refusal):
            answer: Move = await self.stage.ask(RefusedPage(picked))
            return answer
        return picked

    async def _has_papers(self, service_id: str) -> bool:
        """Whether the visitor has what this service needs, or it needs nothing."""
        hall = self.stage.hall
        services = hall.services if hall is not None else ()
        service = next((each for each in services if each.id == service_id), None)
        if service is None or not service.requirements:
            return True
        return await self.stage.ask(PapersPage(service)) is Move.CONTINUE

    async def _ask_for_more(self, chosen: tuple[str, ...]) -> Move:
        """Whether another service is wanted, where one can be had."""
        hall = self.stage.hall
        open_services = [s.id for s in hall.services if s.refusal is None] if hall else []
        may_add = len(chosen) < self._most_services() and bool(set(open_services) - {*chosen})
        answer: Move = await self.stage.ask(ChosenPage(chosen, may_add=may_add))
        return answer

    async def _issue(self, wish: Wish) -> Move:
        """Get the number and show it. `Move.AGAIN`: the visitor wants other services."""
        hall = self.stage.hall
        assert hall is not None, "services were chosen from a snapshot"
        body = make_issue(wish, hall.id.day)
        while True:
            reply = await self._get_number(wish, body)
            if isinstance(reply, IssueReply | OfflineNumber):
                await self.stage.slips.give(body.services, body.day, reply)
                return Move.START
            if reply is None:
                return Move.START
            if reply.code is RefusalCode.TOO_MANY_AT_ONCE:
                if await self._wait_for_turn(reply) is Move.CONTINUE:
                    continue
                return Move.START
            answer = await self.stage.ask(RefusedPage(reply))
            if answer is Move.OTHER_SERVICE:
                return Move.AGAIN
            if answer is not Move.AGAIN:
                return Move.START

    async def _wait_for_turn(self, refusal: Refusal) -> Move:
        """Many numbers were drawn here: the very same request is sent again after a pause."""
        seconds = float(refusal.params.get("seconds", 0))
        page = PausePage(seconds)
        await self.stage.show(page, page.seconds + self.stage.times.idle_seconds)
        answer: Move = await page.answer
        return answer

    async def _get_number(
        self, wish: Wish, body: IssueBody
    ) -> IssueReply | OfflineNumber | Refusal | None:
        """The server's number, or one of ours where it is away; None: the visitor has given up."""
        page = AskingPage()
        await self.stage.show(page)
        while True:
            reply: IssueReply | OfflineNumber | Refusal | None = None
            if not self._is_long_away():
                reply = await self._send_issue(body, page)
                if reply is None or not is_away_answer(reply):
                    return reply
            if self.stage.standby is not None:
                given = await self.stage.standby.give(wish, body.ticket_id)
                if given is not None:
                    return given
            if isinstance(reply, Refusal) and not is_unreachable(reply):
                return reply
            page.show_trouble(Refusal(RefusalCode.SERVER_UNREACHABLE))
            self.stage.patience.start(self.stage.times.idle_seconds)
            await asyncio.wait({page.answer}, timeout=self.stage.times.retry_seconds)

    def _is_long_away(self) -> bool:
        """Whether the server need not be asked: it has been away for longer than one would wait."""
        standby = self.stage.standby
        away_seconds = standby.away_seconds if standby is not None else 0.0
        return self.stage.gives_offline and away_seconds > self.stage.times.server_seconds

    async def _send_issue(self, body: IssueBody, page: AskingPage) -> IssueReply | Refusal | None:
        """Send until an answer comes, or patience ends; None: the visitor gave up, or left."""
        can_give = self.stage.standby is not None and self.stage.standby.can_give
        seconds = self.stage.times.server_seconds if can_give else None
        sending = asyncio.create_task(self.stage.client.command("tickets", body, IssueReply))
        try:
            await asyncio.wait(
                {sending, page.answer}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if page.answer.done():
                await page.answer  # raises where the visitor has left
                return None
            return sending.result() if sending.done() else Refusal(RefusalCode.SERVER_UNREACHABLE)
        finally:
            sending.cancel()

    # ------------------------------------------------------------ what the office allows

    def _most_services(self) -> int:
        return self.stage.office.most_services if self.stage.office is not None else 1


def is_away_answer(reply: object) -> bool:
    """Whether a reply says that no number can be had from the server now."""
    return isinstance(reply, Refusal) and is_away(reply)


def is_unreachable(reply: object) -> bool:
    """Whether a reply says that none came."""
    return isinstance(reply, Refusal) and reply.code is RefusalCode.SERVER_UNREACHABLE
