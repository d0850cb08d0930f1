"""Another machine: a network namespace of Linux, joined to this one by a cable of its own.

What runs there has no loopback of ours and no other way to us than the network.
"""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

NAME = "antrean.lan"


class OtherMachine(Struct, frozen=True):
    """`here` is this machine's address on the cable; there `NAME` stands for it, too."""

    namespace: str
    here: str

    def run(self, *command: str | Path, given: str = "") -> str:
        """What a command tells there. Raises AssertionError with its complaint where it fails."""
        done = subprocess.run(
            ["ip", "netns", "exec", self.namespace, *map(str, command)],
            input=given,
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def curl(self, url: str, *more: str | Path) -> str:
        """The answer with its head; fails where there is none."""
        port = url.split("/")[2].rpartition(":")[2]
        resolve = f"{NAME}:{port}:{self.here}"
        return self.run(
            *("curl", "--silent", "--show-error", "--include", "--max-time", "30"),
            *("--resolve", resolve, *more, url),
        )


def why_impossible() -> str | None:
    """Why this machine can have no other one; None if it can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    if shutil.which("ip") is None or shutil.which("curl") is None:
        return "ip or curl is not installed (Debian: apt-get install iproute2 curl)"
    name = f"antrean-try-{secrets.token_hex(3)}"
    done = subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False, text=True)
    if done.returncode:
        return f"network namespaces are not allowed here: {done.stderr.strip()}"
    subprocess.run(["ip", "netns", "del", name], check=True)
    return None


@contextmanager
def other_machine() -> Iterator[OtherMachine]:
    """A machine of its own network, inside the `with`."""
    mark = secrets.token_hex(3)
    namespace, ours, theirs = f"antrean-{mark}", f"an{mark}a", f"an{mark}b"
    net = f"10.{200 + secrets.randbelow(50)}.{secrets.randbelow(256)}"
    _ip("netns", "add", namespace)
    try:
        _ip("link", "add", ours, "type", "veth", "peer", "name", theirs, "netns", namespace)
        _ip("addr", "add", f"{net}.1/24", "dev", ours)
        _ip("link", "set", ours, "up")
        _ip("-n", namespace, "addr", "add", f"{net}.2/24", "dev", theirs)
        _ip("-n", namespace, "link", "set", theirs, "up")
        yield OtherMachine(namespace, f"{net}.1")
    finally:
        _ip("netns", "del", namespace)  # the cable goes with it


def _ip(*command: str) -> None:
    done = subprocess.run(["ip", *command], capture_output=True, check=False, text=True)
    assert done.returncode == 0, (command, done.stderr)
