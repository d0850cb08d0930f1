"""Power cuts: whatever was acknowledged is on the disk, in every state that a cut may leave."""

from pathlib import Path
from random import Random

import pytest

from tests.chaos.blackouts import Blackout
from tests.chaos.power import Disk, KeptFile, Write


async def test_whatever_was_acknowledged_survives_a_power_cut_at_any_moment(tmp_path: Path) -> None:
    blackout = Blackout(tmp_path, seed=1)
    await blackout.work(visitors=4)
    assert await blackout.wrong() == []
    assert blackout.disk.syncs["antrean.db"] > 0  # pages went over from the log, too
    assert len(blackout.states) > 200
    assert len(blackout.ledger.given) == len(blackout.ledger.called) == 4


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
async def test_a_journal_that_does_not_wait_for_the_disk_is_found_out(
    tmp_path: Path, synchronous: str
) -> None:
    blackout = Blackout(tmp_path, 1, synchronous)
    await blackout.work(visitors=3)
    assert any("was acknowledged, and is there 0 times" in said for said in await blackout.wrong())


def test_a_disk_forgets_what_was_not_synced() -> None:
    disk = Disk()
    disk.write("a", Write(0, b"first"))
    disk.write("old", Write(0, b"old"))
    disk.sync("a", folder_too=True)
    disk.write("a", Write(5, b" second"))
    disk.write("b", Write(0, b"new"))
    disk.delete("old", is_synced=False)
    states = list(disk.states(chance=Random(1)))
    assert states[0] == {"a": b"first", "old": b""}
    assert states[1] == {"a": b"first second", "b": b"new"}


def test_a_file_has_what_was_written_where_it_was_written() -> None:
    file = KeptFile(b"abcdef")
    assert file.after([Write(2, b"XY"), Write(8, b"!")]) == b"abXYef\0\0!"
    assert file.after([Write(3, None)]) == b"abc"
    assert file.after([Write(0, b"12345").torn(2)]) == b"12cdef"
