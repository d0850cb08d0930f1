"""What can be pressed: the large action that comes next, the small ones, and the office's.

Widgets take what they show and post `ActionPressed` up; whether it happens is the screen's
business. Nothing here takes the focus, so that keys always go to the screen.
"""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Grid, Horizontal, Vertical
from textual.content import Content
from textual.message import Message

from desk.actions import COUNTER_VIEW, VIEWS, Standing, is_offered, main_action, refusal_of
from desk.words import action_word, key_word
from terminal.plain import Plain
from texts import Texts

#: Cells between two keys at the foot, where there is room.
KEY_GAP = 2


class ActionPressed(Message):
    """An action was pressed. `place` is what was pressed where it is not the action's own key."""

    def __init__(self, action_id: str, place: str = "") -> None:
        super().__init__()
        self.action_id = action_id
        self.place = place


class ActionKey(Plain):
    """A key and its action in few words."""

    def __init__(self, action_id: str, **options: str) -> None:
        super().__init__(**options)
        self.action_id = action_id

    def show(self, word: str, *, is_possible: bool = True) -> None:
        """Write the key and `word`; dimmed where the action makes no sense now."""
        self.set_class(not is_possible, "-impossible")
        key_style = "bold $text-accent" if is_possible else "$text-muted"
        self.update(Content.assemble((key_word(self.action_id), key_style), f" {word}"))

    def on_click(self) -> None:
        """Pressed."""
        self.post_message(ActionPressed(self.action_id))


class MainAction(Plain):
    """The one large action."""

    def __init__(self) -> None:
        super().__init__(id="main-action")
        self.action_id = "counter"

    def show(self, standing: Standing, texts: Texts, *, is_under_way: bool) -> None:
        """Write which action comes next, or that one is under way."""
        self.action_id = main_action(standing)
        self.set_class(is_under_way, "-under-way")
        word = action_word(self.action_id, texts)
        if standing.counter == "paused":
            word = texts.gettext("Go on")
        self.update(f"{key_word(self.action_id)}   {word}" + ("  …" if is_under_way else ""))

    def on_click(self) -> None:
        """Pressed. Its action changes: a double click is still one press of this place."""
        self.post_message(ActionPressed(self.action_id, "main-action"))


class SmallActions(Grid):
    """The other actions at the counter."""

    def compose(self) -> ComposeResult:
        """One key for each."""
        for action_id in VIEWS[COUNTER_VIEW].small:
            yield ActionKey(action_id)

    def show(self, standing: Standing, texts: Texts) -> None:
        """Write them, dimmed where they make no sense now."""
        for key in self.query(ActionKey):
            possible = refusal_of(key.action_id, standing) is None
            key.show(action_word(key.action_id, texts), is_possible=possible)


class FootActions(Vertical):
    """What a view has at its foot: single numbers, the office, the screen."""

    def __init__(self, view: str, **options: Any) -> None:
        super().__init__(**options)
        self._rows = VIEWS[view].foot

    def compose(self) -> ComposeResult:
        """Row by row."""
        for row in self._rows:
            with Horizontal():
                for action_id in row:
                    yield ActionKey(action_id)

    def show(self, standing: Standing, texts: Texts, other: dict[str, str]) -> None:
        """Write them; `other` has the words that differ from an action's usual one."""
        for key in self.query(ActionKey):
            key.display = is_offered(key.action_id, standing)
            possible = refusal_of(key.action_id, standing) is None
            word = other.get(key.action_id) or action_word(key.action_id, texts)
            key.show(word, is_possible=possible)
        longest = 0
        for row in self.query(Horizontal):
            keys = [key for key in row.query(ActionKey) if key.display]
            row.display = bool(keys)
            longest = max(longest, sum(len(str(key.content)) + KEY_GAP for key in keys))
        self.set_class(longest > self.size.width, "-tight")
