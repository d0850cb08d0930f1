"""A real PostgreSQL server for the tests: owned by one test process, gone when it ends.

Each pytest worker starts its own server in a temporary folder, on loopback, on a port that the
system chose; so workers share nothing and need no lock. PostgreSQL refuses to run as root: there
it runs as the user that Debian's package made. It is a child of the worker, and where the system
can (`setpriv`) it is told to stop when the worker dies, however that happens.
"""

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

START_SECONDS = 60
STOP_SECONDS = 30
PORT_ATTEMPTS = 5


class PostgresError(RuntimeError):
    """The server did not start or did not obey; carries what it wrote."""


def find_binaries() -> Path | None:
    """The folder with `initdb` and `postgres`: the newest of Debian's, else the PATH's, or None."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    debian = sorted(versions, key=lambda initdb: float(initdb.parts[-3]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def why_unavailable() -> str | None:
    """Why no server can be started on this machine, or None."""
    if find_binaries() is None:
        return "PostgreSQL's server is not installed (Debian: apt-get install postgresql)"
    if os.geteuid() == 0 and server_user() is None:
        return "PostgreSQL refuses root, and there is no user 'postgres' to run it as"
    return None


def server_user() -> str | None:
    """The user to run the server as when we are root; None when we are not, or it is missing."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None


class Ownership(TypedDict, total=False):
    """Who a started process runs as; empty: as we do."""

    user: str
    group: str
    extra_groups: list[str]


def as_server_user() -> Ownership:
    """Run as the server's user and with nothing of root's; changes nothing if we are not root."""
    user = server_user()
    return Ownership(user=user, group=user, extra_groups=[]) if user else Ownership()


class PostgresServer:
    """One running server. Gives out databases, each by its URL."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.port = 0
        self._binaries = binaries
        self._folder = folder
        self._cluster = folder / "cluster"
        self._log = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)

    def initialise(self) -> None:
        """Make the cluster: UTF-8, superuser `postgres`, trusting loopback."""
        self._run(
            "initdb",
            *("--pgdata", str(self._cluster), "--username=postgres", "--auth=trust"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"),
        )

    def start(self) -> None:
        """Start, and return when it answers.

        Raises:
            PostgresError: it ended, or did not answer within START_SECONDS.
        """
        for _ in range(PORT_ATTEMPTS):
            self.port = free_port()
            if self._answers_after_start():
                return
            # Somebody may have taken the port in between: only then another one helps.
            if "could not create any TCP/IP sockets" not in self._log.read_text():
                break
        raise PostgresError(f"PostgreSQL did not start:\n{self._log.read_text()}")

    def _answers_after_start(self) -> bool:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [
                    *until_parent_dies(),
                    *(str(self._binaries / "postgres"), "-D", str(self._cluster)),
                    *("-c", "listen_addresses=127.0.0.1", "-c", f"port={self.port}"),
                    *("-c", f"unix_socket_directories={self._folder}"),
                    *("-c", "max_connections=200", "-c", "shared_buffers=32MB"),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                **as_server_user(),
                # A keyboard interrupt is for pytest, which then stops the server in order.
                start_new_session=True,
            )
        until = time.monotonic() + START_SECONDS
        while self._process.poll() is None:
            if self._is_ready():
                return True
            if time.monotonic() > until:
                self.stop()
                return False
            time.sleep(0.02)
        return False

    def _is_ready(self) -> bool:
        asked = subprocess.run(
            [str(self._binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)],
            check=False,
        )
        return asked.returncode == 0

    def crash(self) -> None:
        """Stop at once, as a power cut does; the next start recovers from the log."""
        self.stop(signal.SIGQUIT)

    def stop(self, how: int = signal.SIGINT) -> None:
        """Stop, disconnecting whoever is still connected."""
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a new, empty database, which is dropped at the end."""
        name = f"antrean_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield f"postgresql://postgres@127.0.0.1:{self.port}/{name}"
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def has_database(self, url: str) -> bool:
        """Whether the database of this URL is still there."""
        name = url.rpartition("/")[2]
        return name in self._execute("SELECT datname FROM pg_database").split()

    def _execute(self, statement: str) -> str:
        return self._run(
            "psql",
            *("-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", "postgres"),
            *("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement),
        )

    def _run(self, command: str, *arguments: str) -> str:
        done = subprocess.run(
            [str(self._binaries / command), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self._folder,
            **as_server_user(),
        )
        told = done.stdout.decode(errors="replace")
        if done.returncode:
            raise PostgresError(f"{command} failed:\n{told}")
        return told


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """A server that runs inside the `with` and leaves nothing behind."""
    binaries = find_binaries()
    if binaries is None:
        raise PostgresError(why_unavailable())
    # A short path of its own: a socket's path holds 107 bytes, and pytest's folders are not
    # open to the server's user.
    folder = Path(tempfile.mkdtemp(prefix="antrean-postgres-", dir="/tmp"))
    user = server_user()
    if user is not None:
        shutil.chown(folder, user)
    server = PostgresServer(binaries, folder)
    try:
        server.initialise()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A TCP port of loopback that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until_parent_dies() -> list[str]:
    """What to put before a command so that it is interrupted when we die; empty where it can't."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT", "--"] if setpriv else []
