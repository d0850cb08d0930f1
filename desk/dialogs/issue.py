"""A number for a visitor without a kiosk: services, class, people, language, and why."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.widgets import SelectionList

from desk.dialogs import Dialog
from desk.dialogs.several import numbered_selections, toggle_by_digit
from desk.posts import IssueForm
from desk.words import pick_words, service_word
from protocol.snapshots import DeskSnapshot, ServiceView
from terminal.plain import Plain
from texts import LANGUAGES, Texts


class Stepper(Plain, can_focus=True):
    """One line with a name and a value; left and right go through the values."""

    def __init__(self, name: str, values: Sequence[tuple[str, str]], id: str) -> None:  # noqa: A002
        """`values` are pairs of a value and its words; the first is chosen."""
        super().__init__(id=id)
        self.caption = name
        self.values = list(values)
        self.index = 0

    @property
    def value(self) -> str:
        """The chosen value."""
        return self.values[self.index][0]

    def on_mount(self) -> None:
        """Show the first."""
        self._show()

    def on_key(self, event: Key) -> None:
        """Left, right."""
        steps = {"left": -1, "right": 1}
        if event.key in steps:
            event.stop()
            self._step(steps[event.key])

    def on_click(self, event: Click) -> None:
        """A press goes on to the next value."""
        self._step(1)

    def _step(self, step: int) -> None:
        self.index = (self.index + step) % len(self.values)
        self._show()

    def _show(self) -> None:
        words = self.values[self.index][1]
        self.update(Content.assemble(f"{self.caption:<14} ", ("◂ ", "bold"), words, (" ▸", "bold")))


class IssueDialog(Dialog[IssueForm]):
    """Gives the filled form. Services are taken in the order in which they were chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "give", show=False, priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, snapshot: DeskSnapshot, services: Sequence[ServiceView], texts: Texts):
        super().__init__(texts.gettext("Number for a visitor"), texts)
        self.snapshot = snapshot
        self.services = list(services)

    def compose_body(self) -> ComposeResult:
        """The services, then one line for each of the rest."""
        texts, office = self.texts, self.snapshot.hall.office
        services = [(each.id, service_word(each, texts)) for each in self.services]
        yield SelectionList[str](*numbered_selections(services))
        yield Stepper(
            texts.gettext("Class"),
            [("", texts.gettext("Regular")), ("priority", texts.gettext("Priority"))],
            id="issue-class",
        )
        people = [(str(size), str(size)) for size in range(1, office.largest_party + 1)]
        yield Stepper(texts.gettext("People"), people, id="issue-people")
        languages = [(code, LANGUAGES.get(code, code)) for code in office.languages]
        yield Stepper(texts.gettext("Language"), languages, id="issue-language")
        reasons = [(each.id, pick_words(each.words, texts)) for each in self.snapshot.reasons.issue]
        yield Stepper(
            texts.gettext("Reason"),
            [("", texts.gettext("please choose")), *reasons],
            id="issue-reason",
        )
        yield Plain(classes="dialog-answer")

    def help_line(self) -> str:
        """What the keys do."""
        return self.texts.gettext(
            "Digit: service · Tab: line · ← →: value · Enter: give · Esc: close"
        )

    def on_mount(self) -> None:
        """Services first."""
        self.query_one(SelectionList).focus()

    def on_key(self, event: Key) -> None:
        """A digit chooses a service, or leaves it out again."""
        values = [each.id for each in self.services]
        toggle_by_digit(event, self.query_one(SelectionList), values)

    def action_give(self) -> None:
        """Give the form back, or show what is still missing in it."""
        reason = self.query_one("#issue-reason", Stepper)
        services = self.query_one(SelectionList).selected
        if not services:
            self._ask_for(SelectionList, self.texts.gettext("Please choose a service first."))
        elif not reason.value:
            self._ask_for(Stepper, self.texts.gettext("Please choose the reason."), "#issue-reason")
        else:
            self.dismiss(self._form(services, reason.value))

    def _form(self, services: list[str], reason: str) -> IssueForm:
        return IssueForm(
            services=tuple(services),
            priority=bool(self.query_one("#issue-class", Stepper).value),
            party_size=int(self.query_one("#issue-people", Stepper).value),
            language=self.query_one("#issue-language", Stepper).value,
            reason=reason,
        )

    def _ask_for(self, kind: type, words: str, selector: str = "") -> None:
        self.query_one(".dialog-answer", Plain).update(words)
        (self.query_one(selector, kind) if selector else self.query_one(kind)).focus()
