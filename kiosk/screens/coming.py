"""A member of staff comes to somebody without a mask or with unwashed hands; the way goes on."""

from kiosk.moves import Move
from kiosk.screens.staff_called import StaffCalledPage
from texts import N_, Texts


class ComingPage(StaffCalledPage):
    """Answers with `Move.CONTINUE` to the number, or `Move.BACK` to the question."""

    ways = (Move.CONTINUE, Move.BACK)
    second = N_("Back")

    def says(self, texts: Texts) -> list[str]:
        """Who comes, and that the visitor is served."""
        served = texts.gettext("You will be served.")
        if not self.is_answered:
            return [texts.gettext("One moment, please …"), served]
        if self.refusal is not None:
            return [texts.gettext("Please ask a member of staff for a mask or for help."), served]
        return [texts.gettext("A member of staff is coming."), served]
