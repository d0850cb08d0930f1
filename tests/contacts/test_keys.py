"""The file of keys: made once, for its owner's eyes, and never used when it is not whole."""

from pathlib import Path

import pytest

from server.contacts.keys import KeysFileError, make_keys_file, new_key, read_keys, write_keys


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "antrean.db.contacts-keys"


def test_file_is_made_once_and_only_its_owner_can_read_it(file: Path) -> None:
    make_keys_file(file)
    keys = read_keys(file)
    make_keys_file(file)
    assert read_keys(file) == keys
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_keys_are_read_as_they_were_written(file: Path) -> None:
    keys = [new_key(), new_key(), new_key()]
    write_keys(file, keys)
    assert read_keys(file) == keys


def test_key_never_writes_its_secret(file: Path) -> None:
    assert "secret" not in repr(new_key())


def test_file_that_others_may_read_is_refused(file: Path) -> None:
    make_keys_file(file)
    file.chmod(0o640)
    with pytest.raises(KeysFileError, match="chmod 600"):
        read_keys(file)


@pytest.mark.parametrize("content", ["", "# only words\n"])
def test_file_without_a_key_is_refused(file: Path, content: str) -> None:
    write_keys(file, [])
    file.write_text(content)
    with pytest.raises(KeysFileError, match="no key"):
        read_keys(file)


@pytest.mark.parametrize("line", ["0123abcd short=", "0123ABCD " + "A" * 43 + "=", "key"])
def test_line_that_is_no_key_is_told_by_its_number(file: Path, line: str) -> None:
    write_keys(file, [new_key()])
    file.write_text(file.read_text() + line + "\n")
    with pytest.raises(KeysFileError, match="line 3 is no key"):
        read_keys(file)


def test_file_that_is_not_there_or_not_text_is_told(file: Path) -> None:
    with pytest.raises(KeysFileError, match="missing"):
        read_keys(file)
    write_keys(file, [new_key()])
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(KeysFileError, match="cannot be read"):
        read_keys(file)


def test_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeysFileError, match="cannot be written"):
        make_keys_file(tmp_path / "no-folder" / "keys")
