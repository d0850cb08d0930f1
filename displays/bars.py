"""The bars of the display: office and part of the hall; and what says that all this may be old."""

from datetime import datetime
from zoneinfo import ZoneInfo

from displays.words import Speakers, pick_words
from displays.zone import find_display
from terminal.bars import OfflineBar, TopBar, terminal_app
from terminal.plain import Plain
from terminal.stillness import LOOK_SECONDS, Stillness
from texts import Texts
from texts.moments import write_time


class DisplayBar(TopBar):
    """The office's name, with the title of this display where it has one."""

    def show(self) -> None:
        """Write what the app knows now."""
        super().show()
        app = terminal_app(self)
        if app.office is None:
            return
        title = pick_words(find_display(app.office, app.client.name).title, app.language)
        if title:
            self.query_one(".office-name", Plain).update(f"{app.office.name} · {title}")


class LostBar(OfflineBar):
    """Says since when the display gets no news, or that it stood still."""

    def __init__(self) -> None:
        super().__init__()
        self.lost_at: datetime | None = None
        self.stillness = Stillness()

    def on_mount(self) -> None:
        """Begin to look whether time passes as it should."""
        self.set_interval(LOOK_SECONDS, self._look)

    def show(self) -> None:
        """Write what is known, in all languages of the office."""
        app = terminal_app(self)
        if not app.offline:
            self.lost_at = None
        elif self.lost_at is None and app.clock.is_known:
            self.lost_at = app.clock.now()
        languages = app.office.languages if app.office else (app.language,)
        self.update("\n".join(self._write(texts) for texts in Speakers(languages).all))

    def _look(self) -> None:
        self.stillness.look()
        is_still = self.stillness.told_seconds > 0
        if is_still != self.screen.has_class("-still"):
            self.screen.set_class(is_still, "-still")
            self.show()

    def _write(self, texts: Texts) -> str:
        app = terminal_app(self)
        if not app.offline and self.stillness.told_seconds:
            return texts.gettext(
                "This screen stood still for %(seconds)s seconds. Please listen for calls.",
                seconds=str(round(self.stillness.told_seconds)),
            )
        if self.lost_at is None or app.office is None:
            return texts.gettext("No connection. Please listen for calls.")
        time = write_time(self.lost_at, ZoneInfo(app.office.timezone), texts.language)
        return texts.gettext("No connection since %(time)s. Please listen for calls.", time=time)
