"""Runs a program in a terminal inside the terminal, and types what comes through a named pipe.

`python typing_terminal.py PIPE PROGRAM [ARGUMENT...]`. Under cage nothing can press keys for a
test: it takes them from real keyboards only.
"""

import fcntl
import os
import pty
import select
import signal
import sys
import termios
import tty


def main(pipe: str, program: list[str]) -> int:
    """Until the program ends; gives its exit code."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(program[0], program)
    signal.signal(signal.SIGWINCH, lambda *_: _pass_size_on(terminal))
    _pass_size_on(terminal)
    tty.setraw(0)
    keys = os.open(pipe, os.O_RDWR)  # never at its end, however many have typed
    try:
        while True:
            ready, _, _ = select.select([0, keys, terminal], [], [])
            for source in ready:
                pressed = os.read(source, 65536)
                _write(1 if source == terminal else terminal, pressed)
    except OSError:  # the program has ended
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _pass_size_on(terminal: int) -> None:
    """The terminal outside may get its size only after the program has begun."""
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, size)


def _write(target: int, content: bytes) -> None:
    while content:
        content = content[os.write(target, content) :]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
