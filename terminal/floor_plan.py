"""The hall seen from above, as a widget that fills its place."""

from textual.message import Message

from look.floor_picture import FloorOptions, FloorPicture, draw_floor
from protocol.snapshots import FloorView, RoomView
from terminal.plain import Plain


class FloorPlan(Plain):
    """Draws a floor and who stands where, as large as the widget is."""

    class Drawn(Message):
        """The picture is another; `picture` tells whether labels were left out."""

        def __init__(self, picture: FloorPicture) -> None:
            super().__init__()
            self.picture = picture

    def __init__(self, **options: str) -> None:
        super().__init__(**options)
        self._shown: tuple[FloorView, RoomView | None, FloorOptions] | None = None

    def show(
        self, floor: FloorView, room: RoomView | None, options: FloorOptions | None = None
    ) -> None:
        """Show a floor with the people of `room`."""
        self._shown = (floor, room, options or FloorOptions())
        self._draw()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw()

    def _draw(self) -> None:
        if self._shown is None or not self.size.width or not self.size.height:
            return
        floor, room, options = self._shown
        picture = draw_floor(floor, room, self.size.width, self.size.height, options)
        self.update(picture.as_text())
        self.post_message(self.Drawn(picture))
