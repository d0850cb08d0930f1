"""A disk that forgets what was not synced: a file layer of SQLite's that remembers every write.

Between two syncs of a file a disk may keep any of its writes, whole or in part, and may lose a
file's name or its deletion. `Disk` knows all of them, and lays out the states that a power cut may
leave. It is put under the real journal by `journal_on`: the real statements, the real transactions;
only the library that calls the disk is apsw's SQLite, which lets one in between.
"""

import itertools
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, cast

import apsw

from server.journal.journal import Journal
from server.journal.migrations import prepare
from server.journal.sqlite import Connection, SqliteEngine, _set_up

NAMES = itertools.count(1)
NEW_LOG = apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL
PAGES_BEFORE_A_CHECKPOINT = 25
"""Small, so that pages move from the log into the database every few commits."""


class Write(NamedTuple):
    """Bytes at an offset; None: the file was cut there."""

    offset: int
    data: bytes | None

    def onto(self, content: bytearray) -> None:
        """Do it."""
        if self.data is None:
            del content[self.offset :]
            return
        if len(content) < self.offset:
            content.extend(bytes(self.offset - len(content)))
        content[self.offset : self.offset + len(self.data)] = self.data

    def torn(self, length: int) -> "Write":
        """Only its first bytes."""
        return self if self.data is None else Write(self.offset, self.data[:length])


@dataclass
class KeptFile:
    """A file as the disk surely has it, and what was done to it since."""

    durable: bytes = b""
    since: list[Write] = field(default_factory=list)
    is_named: bool = False  # the folder that has its name is on the disk
    is_deleted: bool = False  # but the folder has not been synced since

    def after(self, writes: list[Write]) -> bytes:
        """Its content if these writes have reached the disk."""
        content = bytearray(self.durable)
        for write in writes:
            write.onto(content)
        return bytes(content)

    def sync(self) -> None:
        """All of it is on the disk, if its name is."""
        self.durable, self.since = self.after(self.since), []


State = dict[str, bytes]
"""What a disk may hold: contents by name."""


class Disk:
    """All files below one folder. `cut` is called wherever a power cut would be of interest."""

    def __init__(self) -> None:
        self.files: dict[str, KeptFile] = {}
        self.cut: Callable[[], None] = lambda: None
        self.syncs: Counter[str] = Counter()

    def write(self, name: str, write: Write) -> None:
        """Something was written, or cut off."""
        self.files.setdefault(name, KeptFile()).since.append(write)

    def sync(self, name: str, *, folder_too: bool = False) -> None:
        """A file was synced, and perhaps the names in the folder."""
        self.cut()
        self.files.setdefault(name, KeptFile()).sync()
        if folder_too:
            self.files = {each: file for each, file in self.files.items() if not file.is_deleted}
            for file in self.files.values():
                file.is_named = True
        self.syncs[name] += 1
        self.cut()

    def delete(self, name: str, *, is_synced: bool) -> None:
        """A file was deleted; it may come back unless the folder was synced."""
        if is_synced:
            self.files.pop(name, None)
        elif name in self.files:
            self.files[name].is_deleted = True

    def states(self, chance: Random) -> Iterator[State]:
        """What may be there after a power cut now: the worst, the best, and some between."""
        yield self._state(lambda writes: [], lambda is_sure: is_sure)
        yield self._state(lambda writes: writes, lambda is_sure: True)
        yield self._state(lambda writes: writes[:-1], lambda is_sure: True)
        yield self._state(lambda writes: writes[1:], lambda is_sure: True)
        for _ in range(2):
            yield self._state(
                lambda writes: _some(writes, chance),
                lambda is_sure: is_sure or chance.random() < 0.5,
            )

    def _state(
        self, kept: Callable[[list[Write]], list[Write]], happened: Callable[[bool], bool]
    ) -> State:
        """Each file with those of its writes that were kept, where its name is there.

        `happened`: whether a name, or its deletion, that may be on the disk is.
        """
        return {
            name: file.after(kept(file.since))
            for name, file in self.files.items()
            if happened(file.is_named) and not (file.is_deleted and happened(False))
        }


def _some(writes: list[Write], chance: Random) -> list[Write]:
    """Any of them, some in part. Where two overlap the later one is the later one on the disk, too:
    the system has one copy of a page in memory, with the latest content."""
    chosen = [write for write in writes if chance.random() < 0.5]
    return [
        write.torn(chance.randrange(len(write.data)))
        if write.data and chance.random() < 0.3
        else write
        for write in chosen
    ]


def lay_out(state: State, folder: Path) -> None:
    """Write a state into an empty folder."""
    for name, content in state.items():
        (folder / name).write_bytes(content)


class _File(apsw.VFSFile):
    """A real file, whose every write is told to the disk."""

    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._disk, self._name = disk, Path(path).name
        # the system's layer syncs the folder with the first sync of a log that it has made
        self._folder_too = bool(flags[0] & NEW_LOG) and bool(flags[0] & apsw.SQLITE_OPEN_CREATE)

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802 - apsw's name
        super().xWrite(data, offset)
        self._disk.write(self._name, Write(offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - apsw's name
        super().xTruncate(newsize)
        self._disk.write(self._name, Write(newsize, None))

    def xSync(self, flags: int) -> None:  # noqa: N802 - apsw's name
        super().xSync(flags)
        self._disk.sync(self._name, folder_too=self._folder_too)
        self._folder_too = False


class _Layer(apsw.VFS):
    """The system's own file layer, with a disk that listens."""

    def __init__(self, disk: Disk) -> None:
        self.name = f"power-{next(NAMES)}"
        self._disk = disk
        super().__init__(self.name, base="")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - apsw's name
        return _File(self._disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802 - apsw's name
        super().xDelete(filename, syncdir)
        self._disk.delete(Path(filename).name, is_synced=bool(syncdir))


class _Connection(Connection):
    """As the engine's own, without a thread, and on apsw."""

    def __init__(self, opened: apsw.Connection) -> None:
        self._apsw = opened

    async def visit(self, work: Callable[[Any], Any]) -> Any:
        return work(cast(Any, self._apsw))


@asynccontextmanager
async def journal_on(
    disk: Disk, file: Path, synchronous: str | None = None
) -> AsyncIterator[Journal]:
    """The real journal on a file, with a disk under it. `synchronous`: other than it chooses."""
    layer = _Layer(disk)
    with (
        closing(apsw.Connection(str(file), vfs=layer.name)) as writer,
        closing(apsw.Connection(str(file), vfs=layer.name)) as reader,
    ):
        await _set_up(_Connection(writer))
        writer.execute(f"PRAGMA wal_autocheckpoint = {PAGES_BEFORE_A_CHECKPOINT}")
        if synchronous is not None:
            writer.execute(f"PRAGMA synchronous = {synchronous}")
        engine = SqliteEngine(_Connection(writer), _Connection(reader))
        async with engine.transaction() as transaction:
            engine.installation = await prepare(transaction)
            await transaction.commit()
        yield Journal(engine)
