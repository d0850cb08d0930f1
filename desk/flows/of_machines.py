"""Flows of the machines: pairing them by their code, and taking a machine's key away."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from desk.dialogs.choose import Choice
from desk.dialogs.code import CodeDialog
from desk.dialogs.machines import MachinesDialog, NewsOfMachines
from desk.flows.asking import Asking
from desk.words import action_word, device_name
from protocol.access import (
    ConfirmPairingBody,
    DevicesView,
    PairedDevice,
    PairedReply,
    RevokedReply,
    WaitingPairing,
)
from protocol.refusals import Refusal
from texts import Texts
from texts.moments import write_date, write_time

CODE = "code"


class _Nothing(Struct, frozen=True):
    """A body without anything in it."""


class MachineFlows:
    """Kiosks and displays: which wait, which are paired."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._desk = asking.desk

    async def show(self) -> None:
        """All machines, again after each thing that was done, and as soon as others wait."""
        done, current = "", CODE
        while True:
            view = await self._desk.read("devices", DevicesView)
            if isinstance(view, Refusal):
                self._desk.refuse(view.code, view.params)
                return
            answer = await self._asking.ask(self._list(view, done, current))
            if answer is None:
                return
            if isinstance(answer, NewsOfMachines):
                current = str(answer)
                continue
            chosen = {_id(each): each for each in view.paired}.get(answer)
            done = await (self._confirm_code() if chosen is None else self._show_one(chosen))
            current = answer

    def _list(self, view: DevicesView, done: str, current: str) -> MachinesDialog:
        texts = self._asking.texts
        lines = [f"✓ {done}"] if done else []
        names = ", ".join(device_name(each.kind, each.name, texts) for each in view.waiting)
        lines.append(
            texts.gettext("Waiting with a code: %(machines)s", machines=names)
            if names
            else texts.gettext("No machine waits to be paired.")
        )
        choices = [Choice(CODE, texts.gettext("Type the code of a machine"), "1")]
        for place, each in enumerate(sorted(view.paired, key=_order), start=2):
            is_good = each.revoked_at is None
            key = str(place) if place <= 9 and is_good else ""
            choices.append(Choice(_id(each), self._line(each), key, is_possible=is_good))
        title, waiting = action_word("machines", texts), [_id(each) for each in view.waiting]
        return MachinesDialog(title, choices, texts, lines, current, waiting)

    def _line(self, device: PairedDevice) -> str:
        texts = self._asking.texts
        name = device_name(device.kind, device.name, texts)
        if device.revoked_at is not None:
            revoked = texts.gettext("revoked %(time)s", time=self._when(device.revoked_at))
            return f"✗ {name} · {revoked}"
        seen = texts.gettext("last seen %(time)s", time=self._when(device.last_used_at))
        return f"● {name} · {seen}"

    async def _confirm_code(self) -> str:
        """Type the code; gives what to say of it, "" where the question was closed."""
        texts = self._asking.texts

        async def send(typed: str) -> tuple[PairedReply | None, str]:
            body = ConfirmPairingBody(code=typed)
            reply = await self._desk.order("devices/pair", body, PairedReply)
            if isinstance(reply, Refusal):
                return None, self._desk.explain(reply)
            return reply, ""

        lines = [texts.gettext("It stands on the machine's own screen.")]
        title = texts.gettext("Type the code of a machine")
        paired = await self._asking.ask(CodeDialog(title, texts, lines, send))
        if paired is None:
            return ""
        name = device_name(paired.kind, paired.name, texts)
        return texts.gettext("%(machine)s is paired.", machine=name)

    async def _show_one(self, device: PairedDevice) -> str:
        """One machine, and whether its key shall be taken away."""
        texts = self._asking.texts
        name = device_name(device.kind, device.name, texts)
        at, by = self._when(device.paired_at), device.paired_by
        lines = [
            texts.gettext("Paired %(time)s by %(staff)s", time=at, staff=by or "-"),
            texts.gettext("last seen %(time)s", time=self._when(device.last_used_at)),
            texts.gettext("A revoked machine shows a code again, and nothing else."),
        ]
        if not await self._asking.confirm(name, _revoke(name, texts), lines):
            return ""
        path = f"devices/{device.kind}/{device.name}/revoke"
        reply = await self._desk.order(path, _Nothing(), RevokedReply)
        if isinstance(reply, Refusal):
            return self._desk.explain(reply)
        return texts.gettext("%(machine)s is revoked.", machine=name)

    def _when(self, at: datetime) -> str:
        """The time of day today, else the date."""
        texts = self._asking.texts
        zone = ZoneInfo(self._desk.situation.snapshot.hall.office.timezone)
        day = at.astimezone(zone).date()
        if day == self._desk.clock.now().astimezone(zone).date():
            return write_time(at, zone, texts.language)
        return write_date(day, texts.language)


def _revoke(name: str, texts: Texts) -> str:
    return texts.gettext("Revoke %(machine)s", machine=name)


def _id(device: PairedDevice | WaitingPairing) -> str:
    return f"{device.kind}/{device.name}"


def _order(device: PairedDevice) -> tuple[bool, str, str]:
    """Good ones first, then by kind and name."""
    return device.revoked_at is not None, device.kind, device.name
