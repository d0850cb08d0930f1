"""More than one service? Asked only where the office allows several in one visit."""

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk.choice import Choice
from kiosk.page import Move, Page
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
        self.query_one("#chosen-heading", Plain).update(texts.gettext("Your choice"))
        hall = self.kiosk.hall
        names = {service.id: service.name for service in hall.services} if hall else {}
        self.query_one("#chosen-services", Plain).update(
            "\n".join(
                f"✓ {name_of(names.get(service_id, {}), texts)}" for service_id in self.chosen
            )
        )
        self.query_one("#continue", Choice).label(texts.gettext("Continue"))
        if self.may_add:
            self.query_one("#add", Choice).label(
                texts.gettext("Add another service"),
                texts.gettext("All under one number, one after the other"),
            )
        if self.focused is None:
            self.query_one("#continue", Choice).focus()
