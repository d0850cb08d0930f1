import random

import pytest
from PIL import Image

from kiosk.printing.answers import (
    ALL_STATUSES,
    OFFLINE_CAUSE,
    PAPER_SENSOR,
    PRINTER,
    Answers,
    GarbledError,
)
from kiosk.printing.slip_job import slip_bytes, without_commands
from kiosk.printing.states import PrinterState


def heard(**statuses: int) -> PrinterState:
    numbers = {"printer": PRINTER, "cause": OFFLINE_CAUSE, "error": 3, "paper": PAPER_SENSOR}
    answers = Answers()
    for name, bits in statuses.items():
        answers.asked.append(numbers[name])
        answers.feed(bytes([0x12 | bits]))
    return answers.state


# The bits are those of Epson's reference of DLE EOT.
@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ({"printer": 0, "cause": 0, "error": 0, "paper": 0}, PrinterState.READY),
        ({"paper": 0x0C}, PrinterState.PAPER_LOW),
        ({"paper": 0x6C}, PrinterState.PAPER_OUT),
        ({"cause": 0x20, "printer": 0x08}, PrinterState.PAPER_OUT),
        ({"cause": 0x04, "printer": 0x08, "paper": 0x60}, PrinterState.COVER_OPEN),
        ({"printer": 0x08}, PrinterState.FAILED),
        ({"cause": 0x40}, PrinterState.FAILED),
        ({"error": 0x08}, PrinterState.FAILED),
        ({"error": 0x20}, PrinterState.FAILED),
        ({"error": 0x40}, PrinterState.FAILED),
        ({"printer": 0x04}, PrinterState.READY),  # the drawer's pin
        ({"cause": 0x08}, PrinterState.READY),  # somebody feeds paper by the button
    ],
)
def test_state_is_read_from_the_status_bits(statuses: dict[str, int], state: PrinterState) -> None:
    assert heard(**statuses) is state


def test_answers_are_told_apart_by_their_fixed_bits() -> None:
    answers = Answers(awaits_printed=True)
    answers.asked.extend(ALL_STATUSES)
    answers.feed(b"\x12\x11\x14\x00\x00\x0f\x12\x12\x13")
    assert (list(answers.asked), answers.is_printed) == ([PAPER_SENSOR], False)
    answers.feed(b"\x03\x7e")
    assert (list(answers.asked), answers.is_printed) == ([], True)
    assert answers.state is PrinterState.PAPER_OUT


@pytest.mark.parametrize("garbage", [b"HTTP/1.1 400", b"\xff", b"\x00", b"\x7e", b"OK\r\n"])
def test_what_no_printer_says_is_garbage(garbage: bytes) -> None:
    with pytest.raises(GarbledError):
        Answers().feed(garbage)


def test_random_bytes_never_count_as_a_slip_that_nobody_waited_for() -> None:
    chance = random.Random(3)
    for _ in range(300):
        answers = Answers()
        try:
            answers.feed(chance.randbytes(20))
        except GarbledError:
            pass
        assert not answers.is_printed


@pytest.mark.parametrize(
    "command", [b"\x10\x04\x01", b"\x10\x05\x02", b"\x10\x14\x08", b"\x10" * 9]
)
def test_no_picture_holds_a_command_in_real_time(command: bytes) -> None:
    row = (command * 24)[:72]
    dots = bytes(0xFF - byte for byte in row * 40)
    picture = Image.frombytes("1", (576, 40), dots)
    changed = without_commands(picture)
    data = slip_bytes(picture)
    for second in (4, 5, 0x14):
        assert bytes([0x10, second]) not in data
    if command != b"\x10" * 9:
        assert changed.tobytes() != picture.tobytes()
    # Only ink is added, never taken away.
    assert all(
        before & after == after
        for before, after in zip(picture.tobytes(), changed.tobytes(), strict=True)
    )


def test_a_slip_begins_anew_and_ends_with_a_cut() -> None:
    data = slip_bytes(Image.new("1", (384, 500), 1))
    assert data.startswith(b"\x1b@\x1da\x00\x1dv0\x00\x30\x00\xf0\x00")
    assert data.count(b"\x1dv0\x00") == 3
    assert data.endswith(b"\x1dV\x00")
