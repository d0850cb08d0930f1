"""One job, from "are you well?" to "it is out". Blocking: it runs in a thread of its own.

A network printer speaks with one kiosk at a time: it refuses the others, or lets them connect and
says nothing. Both are waited out for `turn_seconds`. Once the first bytes of a picture have gone
out the job is never begun again, because nobody can tell how much of it is on the paper.
"""

import random
import threading
from time import monotonic

from kiosk.printing import answers as asking
from kiosk.printing.answers import Answers, GarbledError
from kiosk.printing.lines import BusyError, Line, LostError, open_line
from kiosk.printing.settings import PrinterSettings
from kiosk.printing.states import Outcome, Paper, PrinterState

#: A printer that is ours answers within this.
ANSWER_SECONDS = 1.0
#: Between two looks at a printer that is printing.
POLL_SECONDS = 0.25
#: Between two tries for a turn: at least, and by chance as much more.
_RETRY_SECONDS = 0.15
_CHUNK_BYTES = 4096


class SilentError(Exception):
    """The printer took the question and did not answer."""


class Conversation:
    """One job at one printer. `given_up` is set by whoever does not wait any more.

    `has_begun` tells, from any thread, whether bytes of the picture may have gone out.
    """

    def __init__(self, settings: PrinterSettings, given_up: threading.Event) -> None:
        self._settings = settings
        self._given_up = given_up
        self._answers = Answers()
        self.has_begun = False

    def look(self) -> PrinterState:
        """How the printer is now."""
        line, state = self._take_turn()
        if line is not None:
            _let_go(line)
        return state

    def print(self, data: bytes) -> Outcome:
        """Print a slip, if the printer is well."""
        line, state = self._take_turn()
        if line is None:
            return Outcome(Paper.NONE, state)
        outcome = Outcome(Paper.NONE, state)
        try:
            if state.can_print:
                outcome = self._print_on(line, data)
        finally:
            is_closed = _let_go(line)
        if not is_closed and outcome.paper is Paper.UNKNOWN and not self._settings.answers:
            return Outcome(Paper.NONE, PrinterState.FAILED)  # the queue did not take the job
        return outcome

    # ------------------------------------------------------------ the turn

    def _take_turn(self) -> tuple[Line | None, PrinterState]:
        """An open line to a printer that listens, and how it is; None where there is none."""
        until = monotonic() + self._settings.turn_seconds
        while True:
            try:
                return self._try_turn()
            except (BusyError, SilentError, GarbledError) as error:
                if monotonic() >= until or self._pause():
                    is_garbled = isinstance(error, GarbledError)
                    return None, PrinterState.FAILED if is_garbled else PrinterState.UNREACHABLE
            except (LostError, ImportError):
                return None, PrinterState.UNREACHABLE

    def _try_turn(self) -> tuple[Line, PrinterState]:
        line = open_line(self._settings.address)
        self._answers = Answers()
        if not self._settings.answers:
            return line, PrinterState.READY
        try:
            return line, self._ask_all(line)
        except LostError as lost:
            _let_go(line)
            raise BusyError from lost  # it let us in and shut the door: somebody else's turn
        except (SilentError, GarbledError):
            _let_go(line)
            raise

    def _pause(self) -> bool:
        """Wait a little, each kiosk differently long; tells whether nobody waits any more."""
        return self._given_up.wait(_RETRY_SECONDS * (1 + random.random()))  # noqa: S311

    def _ask_all(self, line: Line) -> PrinterState:
        """How the printer is, by all its statuses. Raises Silent-, Garbled- and LostError."""
        for number in asking.ALL_STATUSES:
            self._ask(line, number)
        until = monotonic() + ANSWER_SECONDS
        while self._answers.asked:
            if monotonic() >= until:
                raise SilentError
            self._listen(line, until - monotonic())
        return self._answers.state

    def _ask(self, line: Line, number: int) -> None:
        self._answers.asked.append(number)
        line.send(asking.ask_status(number))

    def _listen(self, line: Line, seconds: float) -> None:
        self._answers.feed(line.read(max(0.01, seconds)))

    # ------------------------------------------------------------ the slip

    def _print_on(self, line: Line, data: bytes) -> Outcome:
        until = monotonic() + self._settings.print_seconds
        try:
            for start in range(0, len(data), _CHUNK_BYTES):
                if self._given_up.is_set():
                    return Outcome(self._paper_now(), PrinterState.FAILED)
                self.has_begun = True
                line.send(data[start : start + _CHUNK_BYTES])
            if not self._settings.answers:
                return Outcome(Paper.UNKNOWN, PrinterState.READY)
            return self._wait_until_out(line, until)
        except LostError:
            return self._after_loss(line)
        except GarbledError:
            return Outcome(Paper.UNKNOWN, PrinterState.FAILED)

    def _wait_until_out(self, line: Line, until: float) -> Outcome:
        """Wait for the printer's word that the slip is out, looking for trouble meanwhile."""
        self._answers.awaits_printed = True
        line.send(asking.ASK_WHEN_PRINTED)
        ask_at = monotonic()
        while monotonic() < until and not self._given_up.is_set():
            if monotonic() >= ask_at and not self._answers.asked:
                ask_at = monotonic() + POLL_SECONDS
                self._ask(line, asking.OFFLINE_CAUSE)
                self._ask(line, asking.PAPER_SENSOR)
            self._listen(line, POLL_SECONDS)
            if self._answers.is_printed:
                return Outcome(Paper.OUT, self._state_after(line))
            if not self._answers.state.can_print:
                line.send(asking.CLEAR)
                return Outcome(Paper.NONE, self._answers.state)
        line.send(asking.CLEAR)
        return Outcome(Paper.UNKNOWN, PrinterState.FAILED)

    def _state_after(self, line: Line) -> PrinterState:
        """How the printer is once the slip is out; nothing that goes wrong now undoes the slip."""
        try:
            return self._ask_all(line)
        except (SilentError, LostError, GarbledError):
            return self._answers.state

    def _after_loss(self, line: Line) -> Outcome:
        """The line broke while the picture went out: look once whether the printer says why."""
        _let_go(line)
        if not self._settings.answers:
            return Outcome(Paper.UNKNOWN, PrinterState.UNREACHABLE)
        again, state = self._take_turn()
        if again is None:
            return Outcome(Paper.UNKNOWN, state)
        try:
            again.send(asking.CLEAR)
        except LostError:
            return Outcome(Paper.UNKNOWN, PrinterState.UNREACHABLE)
        finally:
            _let_go(again)
        return Outcome(Paper.UNKNOWN if state.can_print else Paper.NONE, state)

    def _paper_now(self) -> Paper:
        return Paper.UNKNOWN if self.has_begun else Paper.NONE


def _let_go(line: Line) -> bool:
    """Close a line; tells whether that went well."""
    try:
        line.close()
    except LostError:
        return False
    return True
