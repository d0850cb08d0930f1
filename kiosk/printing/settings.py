"""Which printer a kiosk has: the table `[printer]` of kiosk.toml, typed."""

from dataclasses import dataclass
from typing import Any

from look.slip import WIDTHS
from settings.kinds import Key, Scalar, Table
from settings.problems import Place, list_words
from settings.values import FLAG, TEXT, above_zero, choice, whole


@dataclass(frozen=True)
class NetworkAddress:
    """A printer with a network socket of its own."""

    host: str
    port: int


@dataclass(frozen=True)
class UsbAddress:
    """A printer found by the ids that `lsusb` shows."""

    vendor: int
    product: int
    in_endpoint: int
    out_endpoint: int


@dataclass(frozen=True)
class SerialAddress:
    """A printer at a serial line."""

    device: str
    baud: int


@dataclass(frozen=True)
class CupsAddress:
    """A queue of CUPS, printed to raw."""

    queue: str


@dataclass(frozen=True)
class FileAddress:
    """A device file that is written to, such as /dev/usb/lp0."""

    path: str


Address = NetworkAddress | UsbAddress | SerialAddress | CupsAddress | FileAddress

_BYTE = whole(0, 0xFF)
_USB_ID = Scalar(
    "a whole number from 0 to 0xFFFF, such as 0x04b8 (see lsusb)", whole(0, 0xFFFF).convert
)
_PORT = whole(1, 65_535)
_BAUD = whole(300, 4_000_000)

#: By kind: the address and its keys.
KINDS: dict[str, tuple[type[Any], tuple[Key, ...]]] = {
    "network": (NetworkAddress, (Key("host", TEXT), Key("port", _PORT, 9100))),
    "usb": (
        UsbAddress,
        (
            *(Key("vendor", _USB_ID), Key("product", _USB_ID)),
            *(Key("in_endpoint", _BYTE, 0x82), Key("out_endpoint", _BYTE, 0x01)),
        ),
    ),
    "serial": (SerialAddress, (Key("device", TEXT), Key("baud", _BAUD, 9600))),
    "cups": (CupsAddress, (Key("queue", TEXT),)),
    "file": (FileAddress, (Key("path", TEXT),)),
}
#: Kinds that can be read from.
_CAN_ANSWER = frozenset({"network", "usb", "serial"})
_KIND = choice(lambda: tuple(KINDS), f"a kind of printer: {list_words(KINDS)}")


def _width(found: object) -> int:
    if not isinstance(found, int) or found not in WIDTHS:
        raise ValueError
    return found


_WIDTH = Scalar(f"the width of the paper in millimetres: {list_words(WIDTHS)}", _width)

COMMON = (
    Key("kind", _KIND),
    Key("width", _WIDTH, 80),
    Key("answers", FLAG, None),
    Key("question_seconds", above_zero("seconds"), 20.0),
    Key("print_seconds", above_zero("seconds"), 15.0),
    Key("turn_seconds", above_zero("seconds"), 8.0),
)
_OF_KINDS = {key.name: Key(key.name, key.kind, None) for _, keys in KINDS.values() for key in keys}

PRINTER = Table(*COMMON, *_OF_KINDS.values())
"""The whole table: what all printers have, and what each kind has."""


@dataclass(frozen=True)
class PrinterSettings:
    """A printer, checked. `width` in pixels.

    `answers`: it tells how it is, so that a slip counts when it says so; else the visitor is
    asked, for `question_seconds`. `print_seconds`: how long a slip may take once it is sent.
    `turn_seconds`: how long to wait while another kiosk has the printer.
    """

    address: Address
    width: int
    answers: bool
    question_seconds: float = 20.0
    print_seconds: float = 15.0
    turn_seconds: float = 8.0


def build_printer(place: Place, values: dict[str, Any]) -> PrinterSettings | None:
    """The settings from the values of a table; None after noting what does not fit together."""
    kind = values.get("kind")
    if kind is None:
        return None
    address_type, keys = KINDS[kind]
    given = {name: value for name in _OF_KINDS if (value := values.get(name)) is not None}
    own = {key.name: key for key in keys}
    for name in given.keys() - own.keys():
        place.at(name).note(f"a key of another kind of printer than {kind!r}", list_words(own))
    for key in keys:
        if key.name in values and key.name not in given and isinstance(key.default, str | int):
            given[key.name] = key.default
        elif key.name in values and key.name not in given:
            place.at(key.name).note("nothing", key.kind.allowed)
    answers = values.get("answers")
    if answers and kind not in _CAN_ANSWER:
        place.at("answers").note("true", f"false: a printer of kind {kind!r} cannot be read from")
    if place.report.problems:
        return None
    return PrinterSettings(
        address=address_type(**{name: given[name] for name in own}),
        width=WIDTHS[values["width"]],
        answers=kind in _CAN_ANSWER if answers is None else answers,
        question_seconds=values["question_seconds"],
        print_seconds=values["print_seconds"],
        turn_seconds=values["turn_seconds"],
    )
