"""The file of the office key."""

import stat
from pathlib import Path

import pytest

from server.office.key import KeyFileError, OfficeKey, read_or_make_key


def test_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "antrean.db.key"
    key = read_or_make_key(path)
    assert len(key) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_or_make_key(path) == key


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    assert read_or_make_key(tmp_path / "a") != read_or_make_key(tmp_path / "b")


def test_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "antrean.db.key"
    read_or_make_key(path)
    path.chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        read_or_make_key(path)


@pytest.mark.parametrize("content", [b"", b"short", b"with spaces in between it", b"\xff" * 30])
def test_file_without_a_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "antrean.db.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match="key"):
        read_or_make_key(path)


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="cannot be made"):
        read_or_make_key(tmp_path / "nowhere" / "antrean.key")


def test_only_the_key_fits() -> None:
    key = OfficeKey("k" * 32)
    assert key.fits("k" * 32)
    assert not key.fits("k" * 31)
    assert not key.fits("ключ")
    assert key.fits_cookie(key.cookie)
    assert not key.fits_cookie("k" * 32)
    assert not key.fits(key.cookie)
    assert OfficeKey("l" * 32).cookie != key.cookie
