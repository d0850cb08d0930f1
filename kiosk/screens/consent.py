"""May we have a telephone number, or the NIK? What for, for how long, and in whose hands it is."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.moves import Move
from kiosk.page import Page
from kiosk.sentences import name_of
from protocol.presenting import AskingView
from terminal.plain import Plain
from texts import Texts


class ConsentPage(Page):
    """Answers with True, False (no, thanks), `Move.HELP` or `Move.BACK`.

    `is_needed`: the service cannot do without; whoever would rather not is sent to staff, who can.
    """

    def __init__(self, asking: AskingView, *, is_needed: bool) -> None:
        super().__init__()
        self.asking = asking
        self.is_needed = is_needed

    def compose_body(self) -> ComposeResult:
        """The question, purpose and time, two fields."""
        with Vertical(classes="column"):
            yield Plain(id="consent-heading", classes="heading")
            yield Plain(id="consent-words")
            with Horizontal(classes="pair"):
                yield Choice(True, "1", id="consent-yes", classes="main-action")
                yield Choice(Move.HELP if self.is_needed else False, "2", id="consent-no")

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        heading, *words = self.says(texts)
        self.query_one("#consent-heading", Plain).update(heading)
        self.query_one("#consent-words", Plain).update("\n".join(words))
        yes, no = self.query_one("#consent-yes", Choice), self.query_one("#consent-no", Choice)
        yes.label(texts.gettext("I agree"), texts.gettext("Type it on the next screen."))
        if self.is_needed:
            no.label(texts.gettext("I would rather not"), texts.gettext("Staff will help you."))
        else:
            no.label(texts.gettext("No, thanks"), texts.gettext("You get a number all the same."))
        self.focus_first(yes if self.is_needed else no)

    def says(self, texts: Texts) -> list[str]:
        """What is asked, what for, until when, and that it can be taken back."""
        heading = {
            "phone": texts.gettext("May we have your mobile number?"),
            "nik": texts.gettext("May we have your NIK?"),
        }.get(self.asking.kind, self.asking.kind)
        return [
            heading,
            name_of(self.asking.purpose, texts),
            *_kept(self.asking.days, texts),
            name_of(self.asking.consent, texts),
        ]


def _kept(days: int, texts: Texts) -> list[str]:
    """For how long, and how it ends sooner."""
    if days:
        end = texts.ngettext(
            "It is erased after %(n)s day.", "It is erased after %(n)s days.", days
        )
    else:
        end = texts.gettext("It is erased tonight.")
    return [end, texts.gettext("You can erase it yourself on your ticket's page.")]
