"""The sign in the bar that a display which should speak is not heard: it takes no line away."""

from typing import TYPE_CHECKING, cast

from displays.words import Speakers
from terminal.plain import Plain
from terminal.player import NONE_INSTALLED, SILENT
from texts import N_

if TYPE_CHECKING:
    from displays.app import DisplayApp

NO_SOUND = N_("No sound")


class SoundSign(Plain):
    """Hidden while all is well; what is wrong exactly, staff are told."""

    DEFAULT_CLASSES = "sound-sign"

    def on_mount(self) -> None:
        """Show what is known already."""
        self.show()

    def show(self) -> None:
        """Write what the loudspeaker's state means, in all languages of the office."""
        app = cast("DisplayApp", self.app)
        is_wrong = app.voice.state in (SILENT, NONE_INSTALLED)
        self.set_class(is_wrong, "-warning")
        if is_wrong:
            texts = Speakers(app.office.languages if app.office else ("id",)).all
            self.update(" · ".join(each.gettext(NO_SOUND) for each in texts))
