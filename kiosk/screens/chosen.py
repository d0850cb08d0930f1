"""More than one service? Asked only where the office allows several in one visit."""

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk.choice import Choice
from kiosk.moves import Move
from kiosk.page import Page
from kiosk.sentences import name_of
from terminal.plain import Plain
from texts import Texts


class ChosenPage(Page):
    """Answers with `Move.CONTINUE`, `Move.MORE` or `Move.BACK`."""

    def __init__(self, chosen: tuple[str, ...], *, may_add: bool) -> None:
        super().__init__()
        self.chosen = chosen
        self.may_add = may_add

    def compose_body(self) -> ComposeResult:
        """What was chosen, in order, and how to go on."""
        with Vertical(classes="column"):
            yield Plain(id="chosen-heading", classes="heading")
            yield Plain(id="chosen-services")
            yield Choice(Move.CONTINUE, "1", id="continue", classes="main-action")
            if self.may_add:
                yield Choice(Move.MORE, "2", id="add")

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        heading, *services = self.says(texts)
        self.query_one("#chosen-heading", Plain).update(heading)
        self.query_one("#chosen-services", Plain).update("\n".join(services))
        self.query_one("#continue", Choice).label(texts.gettext("Continue"))
        if self.may_add:
            self.query_one("#add", Choice).label(
                texts.gettext("Add another service"),
                texts.gettext("All under one number, one after the other"),
            )
        self.focus_first(self.query_one("#continue", Choice))

    @property
    def headings_in_large(self) -> int:
        """All: the visitor has just chosen it."""
        return 1 + len(self.chosen)

    def says(self, texts: Texts) -> list[str]:
        """What was chosen, in order."""
        hall = self.kiosk.hall
        names = {service.id: service.name for service in hall.services} if hall else {}
        chosen = (f"✓ {name_of(names.get(service_id, {}), texts)}" for service_id in self.chosen)
        return [texts.gettext("Your choice"), *chosen]
