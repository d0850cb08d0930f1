"""Text that is shown as it is.

Names of offices and services come from people; a bracket in one must never be read as Textual's
markup, which can stop an app. So terminals use `Plain` instead of `Static`, and `plain_label` for
what takes a label.
"""

from typing import Any

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static


class Plain(Static):
    """A `Static` that reads no markup."""

    def __init__(self, content: VisualType = "", **options: Any) -> None:
        super().__init__(content, markup=False, **options)


def plain_label(text: str) -> Content:
    """A label for a Button or the like, without markup."""
    return Content(text)
