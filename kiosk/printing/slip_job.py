"""The bytes of one slip: the picture, then the cut."""

from typing import TYPE_CHECKING

from kiosk.printing.library import load_printers

if TYPE_CHECKING:
    from PIL import Image

#: Rows of the picture to a command: small enough for the memory of small printers.
_BAND_ROWS = 240
#: No unasked statuses (GS a 0): they would mingle with the answers.
_BE_QUIET = b"\x1da\x00"
#: What begins a command in real time, wherever it stands, in a picture too.
_REAL_TIME = tuple(b"\x10" + bytes([second]) for second in (0x04, 0x05, 0x14))


def slip_bytes(picture: "Image.Image") -> bytes:
    """What is sent for a picture of mode "1", as wide as the paper."""
    printer = load_printers().Dummy()
    media = {"dpi": 203, "width": {"mm": picture.width // 8, "pixels": picture.width}}
    printer.profile.profile_data = {**printer.profile.profile_data, "media": media}
    printer.hw("INIT")
    data: bytes = printer.output + _BE_QUIET
    printer.clear()
    printer.image(without_commands(picture), fragment_height=_BAND_ROWS)
    printer.cut()
    return data + bytes(printer.output)


def without_commands(picture: "Image.Image") -> "Image.Image":
    """The picture with a dot more wherever its dots would read as a command in real time.

    A printer looks for these in all it receives: a pattern of dots could make it forget the rest.
    """
    from PIL import Image

    dots = bytes(0xFF - byte for byte in picture.tobytes())
    for command in _REAL_TIME:
        dots = dots.replace(command, b"\x30" + command[1:])
    paper = bytes(0xFF - byte for byte in dots)
    return Image.frombytes("1", picture.size, paper)
