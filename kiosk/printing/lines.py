"""The way to a printer of each kind: open, send, read, close. All of it blocks.

Built on python-escpos' printers; what differs between them when they are read from, or hang, is
settled here. Promises that a call ends within its time where the system lets it (a device file
may hold a writer for ever), and two errors only: BusyError and LostError.
"""

import socket
from time import monotonic
from typing import Any

from kiosk.printing.library import load_printers
from kiosk.printing.settings import (
    Address,
    CupsAddress,
    FileAddress,
    NetworkAddress,
    SerialAddress,
    UsbAddress,
)

CONNECT_SECONDS = 3.0
#: One wait for an answer, where a line can wait only in steps.
_STEP_SECONDS = 0.1


class LostError(Exception):
    """The printer is not there, or has gone."""


class BusyError(LostError):
    """The printer is there and takes nobody now."""


class Line:
    """A way to a printer, open from the start. Reading is for those that answer."""

    def __init__(self, device: Any) -> None:
        self._device = device
        self._is_closed = False
        try:
            self._open()
        except ConnectionRefusedError as error:
            raise BusyError(str(error)) from error
        except Exception as error:
            raise LostError(str(error)) from error

    def _open(self) -> None:
        self._device.open()

    def send(self, data: bytes) -> None:
        """Send it all. Raises LostError."""
        try:
            self._device._raw(data)  # noqa: SLF001 - the library's own way for bytes
        except Exception as error:
            raise LostError(str(error)) from error

    def read(self, seconds: float) -> bytes:
        """What came within `seconds`, b"" if nothing did. Raises LostError."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the printer; once is enough. Raises LostError."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            self._end()
        except LostError:
            raise
        except Exception as error:
            raise LostError(str(error)) from error

    def _end(self) -> None:
        self._device.close()


class NetworkLine(Line):
    """A TCP connection, one for each job, so that kiosks can take turns."""

    def __init__(self, address: NetworkAddress) -> None:
        printers = load_printers()
        super().__init__(printers.Network(address.host, address.port, CONNECT_SECONDS))

    def _open(self) -> None:
        """The library's own way knows no IPv6, and leaves a socket open where nobody listens."""
        where = (self._device.host, self._device.port)
        self._device.device = socket.create_connection(where, CONNECT_SECONDS)

    def read(self, seconds: float) -> bytes:
        """See Line. The end of the connection is a loss."""
        try:
            self._device.device.settimeout(max(0.01, seconds))
            data: bytes = self._device._read()  # noqa: SLF001
        except TimeoutError:
            return b""
        except OSError as error:
            raise LostError(str(error)) from error
        finally:
            self._device.device.settimeout(CONNECT_SECONDS)
        if not data:
            raise LostError("the printer has ended the connection")
        return data


class UsbLine(Line):
    """A printer at the USB bus."""

    def __init__(self, address: UsbAddress) -> None:
        super().__init__(
            load_printers().Usb(
                address.vendor,
                address.product,
                timeout=int(CONNECT_SECONDS * 1000),
                in_ep=address.in_endpoint,
                out_ep=address.out_endpoint,
            )
        )

    def read(self, seconds: float) -> bytes:
        """See Line."""
        from usb.core import USBError, USBTimeoutError  # type: ignore[import-untyped]

        self._device.device.default_timeout = max(1, int(seconds * 1000))
        try:
            return bytes(self._device._read())  # noqa: SLF001
        except USBTimeoutError:
            return b""
        except USBError as error:
            raise LostError(str(error)) from error


class SerialLine(Line):
    """A serial line. A printer that holds the line (no paper) must not hold us."""

    def __init__(self, address: SerialAddress) -> None:
        printers = load_printers()
        super().__init__(printers.Serial(address.device, address.baud, timeout=_STEP_SECONDS))
        self._device.device.write_timeout = CONNECT_SECONDS

    def read(self, seconds: float) -> bytes:
        """See Line."""
        until = monotonic() + seconds
        try:
            while not (data := bytes(self._device._read())):  # noqa: SLF001
                if monotonic() >= until:
                    break
        except OSError as error:
            raise LostError(str(error)) from error
        return data

    def _end(self) -> None:
        """What the printer does not take is dropped, else closing waits for it for ever."""
        if self._device.device.out_waiting:
            self._device.device.reset_output_buffer()
        super()._end()


class CupsLine(Line):
    """A job of a CUPS queue, taken by it when the line is closed."""

    def __init__(self, address: CupsAddress) -> None:
        super().__init__(load_printers().LP(address.queue))

    def _end(self) -> None:
        """A queue that takes no job is a loss."""
        job = self._device.device
        super()._end()
        if job is not None and job.returncode:
            raise LostError(f"lp ended with {job.returncode}")


class FileLine(Line):
    """A device file."""

    def __init__(self, address: FileAddress) -> None:
        super().__init__(load_printers().File(address.path))


_LINES: dict[type[Any], type[Any]] = {
    NetworkAddress: NetworkLine,
    UsbAddress: UsbLine,
    SerialAddress: SerialLine,
    CupsAddress: CupsLine,
    FileAddress: FileLine,
}


def open_line(address: Address) -> Line:
    """A way to the printer. Raises BusyError or LostError."""
    line: Line = _LINES[type(address)](address)
    return line
