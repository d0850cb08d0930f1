"""Somebody comes: laid over the page on which the visitor asked for help."""

from kiosk.moves import Move
from kiosk.screens.staff_called import StaffCalledPage
from kiosk.sentences import explain_to_visitor
from texts import N_, Texts


class HelpPage(StaffCalledPage):
    """Answers with `Move.BACK` to go on, or `Move.CANCEL` to take the call back."""

    is_laid_over = True
    ways = (Move.BACK, Move.CANCEL)
    second = N_("I need no help any more")

    @property
    def has_second(self) -> bool:
        """Only a call that has reached staff can be taken back."""
        return self.is_answered and self.refusal is None

    def says(self, texts: Texts) -> list[str]:
        """Who comes, and where to wait."""
        if not self.is_answered:
            return [texts.gettext("One moment, please …")]
        if self.refusal is not None:
            return [
                texts.gettext("Staff could not be called from here."),
                explain_to_visitor(self.refusal, texts),
            ]
        return [
            texts.gettext("Somebody will come to you."),
            texts.gettext("Please wait here, at this machine."),
        ]
