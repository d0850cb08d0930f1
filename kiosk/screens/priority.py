"""Priority? Which of the groups it is, is neither asked nor kept."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.page import Page
from kiosk.sentences import name_of
from terminal.plain import Plain
from texts import Texts


class PriorityPage(Page):
    """Answers with True, False or `Move.BACK`."""

    def compose_body(self) -> ComposeResult:
        """The question, the groups, two fields."""
        with Vertical(classes="column"):
            yield Plain(id="priority-heading", classes="heading")
            yield Plain(id="priority-groups")
            with Horizontal(classes="pair"):
                yield Choice(True, "1", id="priority-yes")
                yield Choice(False, "2", id="priority-no")

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        heading, *groups = self.says(texts)
        self.query_one("#priority-heading", Plain).update(heading)
        self.query_one("#priority-groups", Plain).update("\n".join(groups))
        self.query_one("#priority-yes", Choice).label(
            texts.gettext("Yes, priority"), texts.gettext("We do not note which.")
        )
        self.query_one("#priority-no", Choice).label(texts.gettext("No"))
        self.focus_first(self.query_one("#priority-no", Choice))

    def says(self, texts: Texts) -> list[str]:
        """The question, then the groups."""
        office = self.kiosk.office
        groups = office.priority_groups if office is not None else ()
        return [
            texts.gettext("Does one of these hold for you?"),
            *(f"• {name_of(words, texts)}" for words in groups),
        ]
