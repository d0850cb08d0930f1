"""The bar that runs down while a ticket stands on the screen."""

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

_EIGHTHS = " ▏▎▍▌▋▊▉█"


class TimeBar(Widget):
    """Full at `share` 1, empty at 0."""

    share: reactive[float] = reactive(1.0)

    def render(self) -> Text:
        """The bar, drawn to an eighth of a cell."""
        eighths = round(max(0.0, min(1.0, self.share)) * self.size.width * 8)
        full, rest = divmod(eighths, 8)
        return Text("█" * full + (_EIGHTHS[rest] if rest else ""), no_wrap=True)
