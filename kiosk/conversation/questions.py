"""What a visitor is asked between the services and the number, and the way back through it.

Owns which questions there are here and now. What was answered is told on in `Answers`; what was
said about masks and hands is told to nobody. Personal data is not asked for while the server is
away: nobody could keep it.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from kiosk.conversation.telling import Asked, Telling, kinds_asked
from kiosk.conversation.wishes import make_help
from kiosk.moves import Move
from kiosk.screens.coming import ComingPage
from kiosk.screens.health import HealthPage
from kiosk.screens.party import PartyPage
from kiosk.screens.priority import PriorityPage
from kiosk.stage import Stage
from personal.kinds import Kind
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import CommandReply


@dataclass(frozen=True)
class Answers:
    """What is usual, until the visitor says otherwise."""

    priority: bool = False
    party_size: int = 1
    contacts: Mapping[Kind, str] = field(default_factory=dict, repr=False)


Question = Callable[[Answers], Awaitable[Answers | None]]


class Questions:
    """Asks the visitor of one kiosk."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._telling = Telling(stage)

    async def ask(self, services: tuple[str, ...]) -> Answers | None:
        """All answers; None where the visitor goes back beyond the first question."""
        questions = [*self._needed(), *self._about_the_visitor(services)]
        given = [Answers()]
        while len(given) <= len(questions):
            answers = await questions[len(given) - 1](given[-1])
            if answers is not None:
                given.append(answers)
            elif len(given) > 1:
                given.pop()
            else:
                return None
        return given[-1]

    def _needed(self) -> list[Question]:
        hall, office = self._stage.hall, self._stage.office
        room = hall.room if hall is not None else None
        questions: list[Question] = []
        if office is not None and office.priority_groups:
            questions.append(self._ask_priority)
        if room is not None and office is not None and office.largest_party > 1:
            questions.append(self._ask_party)
        if room is not None and (room.mask or room.hand_wash):
            questions.append(self._ask_health)
        return questions

    def _about_the_visitor(self, services: tuple[str, ...]) -> list[Question]:
        hall = self._stage.hall
        if hall is None or self._stage.offline:
            return []
        return [partial(self._ask_for, asked) for asked in kinds_asked(hall, services)]

    async def _ask_for(self, asked: Asked, answers: Answers) -> Answers | None:
        """One kind of personal data; passed over where the server has gone away meanwhile."""
        if self._stage.offline:
            return answers
        answer = await self._telling.ask(asked)
        if isinstance(answer, str):
            return replace(answers, contacts={**answers.contacts, asked.kind: answer})
        return None if answer is Move.BACK else answers

    async def _ask_priority(self, answers: Answers) -> Answers | None:
        answer = await self._stage.ask(PriorityPage())
        return None if answer is Move.BACK else replace(answers, priority=bool(answer))

    async def _ask_party(self, answers: Answers) -> Answers | None:
        office = self._stage.office
        answer = await self._stage.ask(PartyPage(office.largest_party if office else 1))
        return replace(answers, party_size=answer) if isinstance(answer, int) else None

    async def _ask_health(self, answers: Answers) -> Answers | None:
        """Who says no is served as well: staff come and help."""
        hall = self._stage.hall
        room = hall.room if hall is not None else None
        if room is None or not (room.mask or room.hand_wash):
            return answers
        while True:
            answer = await self._stage.ask(HealthPage(mask=room.mask, hand_wash=room.hand_wash))
            if answer is Move.BACK:
                return None
            if answer is True or await self._send_for_staff() is Move.CONTINUE:
                return answers

    async def _send_for_staff(self) -> Move:
        """Call a member of staff to this kiosk. `Move.BACK`: asked by mistake, or it is put on."""
        hall, client = self._stage.hall, self._stage.client
        page = ComingPage()
        await self._stage.show(page)
        if self._stage.offline:
            page.show_reply(Refusal(RefusalCode.SERVER_UNREACHABLE))
        elif hall is not None:
            path = f"kiosks/{client.name}/help"
            reply = await client.command(path, make_help(hall.id.day), CommandReply)
            page.show_reply(reply if isinstance(reply, Refusal) else None)
        answer: Move = await page.answer
        return answer
