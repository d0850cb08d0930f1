"""Flows of the office: numbers for visitors, services that rest, issuing, the end of the day."""

from desk import posts
from desk.dialogs.issue import IssueDialog
from desk.flows.asking import Asking
from desk.words import service_word
from protocol.snapshots import ServiceView

#: When an interrupted service is expected to go on: minutes from now.
INTERRUPTIONS = (15, 30, 60, 120)

#: How many numbers of those left are named before the day ends.
NAMED = 40


class OfficeFlows:
    """What concerns more than one counter."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._desk = asking.desk

    async def issue(self) -> None:
        """A form, then the number and its code. An office that gives none says so at once."""
        snapshot = self._desk.situation.snapshot
        if refusal := snapshot.hall.refusal:
            self._desk.refuse(refusal.code, refusal.params)
            return
        dialog = IssueDialog(snapshot, self._asking.services_here(), self._asking.texts)
        if form := await self._asking.ask(dialog):
            reply = await self._desk.send(posts.issue_post(self._desk.situation, form))
            await self._asking.give(reply, is_copy=False)

    async def change_service(self) -> None:
        """Interrupt a service, or let it go on."""
        texts = self._asking.texts
        services = {each.id: each for each in self._asking.services_here()}
        answers = [(each, self._line(services[each])) for each in services]
        title = texts.gettext("Interrupt or resume a service")
        service_id = await self._asking.choose(title, answers)
        if service_id is None:
            return
        if services[service_id].suspended:
            await self._desk.send(posts.resume_service_post(self._desk.situation, service_id))
            return
        name = service_word(services[service_id], texts)
        reasons = self._desk.situation.snapshot.reasons.suspend
        title = texts.gettext("Interrupt %(service)s: why?", service=name)
        reason = await self._asking.ask_why(title, reasons)
        if reason is not None:
            await self._interrupt(service_id, name, reason)

    async def change_issuing(self) -> None:
        """Stop the giving of numbers, or allow it again."""
        texts, situation = self._asking.texts, self._desk.situation
        stop, allow = texts.gettext("Stop giving numbers"), texts.gettext("Give numbers again")
        word = allow if situation.snapshot.issuing_stopped else stop
        if await self._asking.confirm(word, word):
            await self._desk.send(posts.issuing_post(situation))

    async def end_day(self) -> None:
        """Whoever is left is shown first; the count goes along, and must still be right."""
        texts, situation = self._asking.texts, self._desk.situation
        left = situation.snapshot.left
        numbers = [each.number for each in situation.snapshot.tickets if each.state != "no_show"]
        more = " …" if len(numbers) > NAMED else ""
        lines = [texts.ngettext("%(n)s visitor is left", "%(n)s visitors are left", left)]
        lines += [", ".join(numbers[:NAMED]) + more] if numbers else []
        word = texts.ngettext(
            "End the day; %(n)s visitor is not served",
            "End the day; %(n)s visitors are not served",
            left,
        )
        if await self._asking.confirm(texts.gettext("End the day"), word, lines):
            await self._desk.send(posts.end_day_post(situation))

    async def _interrupt(self, service_id: str, name: str, reason: str) -> None:
        texts = self._asking.texts
        title = texts.gettext("%(service)s goes on", service=name)
        end = await self._asking.ask_moment(title, INTERRUPTIONS, texts.gettext("not known"))
        if end is not None:
            post = posts.suspend_post(self._desk.situation, service_id, reason, end.at)
            await self._desk.send(post)

    def _line(self, service: ServiceView) -> str:
        texts = self._asking.texts
        name = service_word(service, texts)
        return f"‖ {name}: {texts.gettext('Resume')}" if service.suspended else f"● {name}"
