"""Sealing: nobody without the key reads it, finds it, or puts it in another's place."""

import base64
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.contacts.keys import make_keys_file, new_key, read_keys, write_keys
from server.contacts.vault import ContactsUnreadableError, Vault, Whose
from tests.asking_office import PHONE

WHOSE = Whose("office", date(2026, 6, 23), "t1", "phone")
MIDNIGHT = datetime(2026, 6, 26, 17, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "keys"
    make_keys_file(path)
    return path


def test_what_was_sealed_is_opened(file: Path) -> None:
    vault = Vault(file)
    sealed = vault.seal(WHOSE, PHONE, MIDNIGHT)
    assert (sealed.ticket_id, sealed.kind, sealed.erase_at) == ("t1", "phone", MIDNIGHT)
    assert sealed.key_id == read_keys(file)[0].id
    assert PHONE not in repr(sealed)
    assert PHONE.encode() not in base64.urlsafe_b64decode(sealed.sealed)
    assert Vault(file).open(WHOSE, sealed) == PHONE


def test_same_data_is_sealed_to_something_else_each_time(file: Path) -> None:
    vault = Vault(file)
    first, again = (vault.seal(WHOSE, PHONE, MIDNIGHT) for _ in range(2))
    assert first.sealed != again.sealed
    assert first.look_up == again.look_up


@pytest.mark.parametrize(
    "change",
    [{"office": "other"}, {"date": date(2026, 6, 24)}, {"ticket_id": "t2"}, {"kind": "nik"}],
    ids=str,
)
def test_row_put_in_the_place_of_another_is_noticed(file: Path, change: dict[str, str]) -> None:
    vault = Vault(file)
    sealed = vault.seal(WHOSE, PHONE, MIDNIGHT)
    with pytest.raises(ContactsUnreadableError, match="another ticket"):
        vault.open(replace(WHOSE, **change), sealed)


def test_altered_row_is_noticed(file: Path) -> None:
    vault = Vault(file)
    sealed = vault.seal(WHOSE, PHONE, MIDNIGHT)
    for place in range(0, len(sealed.sealed), 7):
        letter = "B" if sealed.sealed[place] == "A" else "A"
        altered = f"{sealed.sealed[:place]}{letter}{sealed.sealed[place + 1 :]}"
        with pytest.raises(ContactsUnreadableError):
            vault.open(WHOSE, replace(sealed, sealed=altered))


def test_wrong_key_opens_nothing_and_says_which_is_missing(file: Path) -> None:
    sealed = Vault(file).seal(WHOSE, PHONE, MIDNIGHT)
    write_keys(file, [new_key()])
    with pytest.raises(ContactsUnreadableError, match=sealed.key_id):
        Vault(file).open(WHOSE, sealed)


def test_no_file_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(ContactsUnreadableError):
        Vault(tmp_path / "keys").seal(WHOSE, PHONE, MIDNIGHT)


def test_new_key_is_used_at_once_and_the_old_one_still_opens(file: Path) -> None:
    vault = Vault(file)
    before = vault.seal(WHOSE, PHONE, MIDNIGHT)
    write_keys(file, [new_key(), *read_keys(file)])
    after = vault.seal(WHOSE, PHONE, MIDNIGHT)
    assert after.key_id == vault.newest != before.key_id
    assert [vault.open(WHOSE, each) for each in (before, after)] == [PHONE, PHONE]
    assert {before.look_up, after.look_up} == set(vault.look_ups(WHOSE, PHONE))


def test_look_up_is_of_one_office_day_and_kind(file: Path) -> None:
    vault = Vault(file)
    (own,) = vault.look_ups(WHOSE, PHONE)
    assert vault.look_ups(replace(WHOSE, ticket_id="t2"), PHONE) == [own]
    for change in ({"office": "other"}, {"date": date(2026, 6, 24)}, {"kind": "nik"}):
        assert vault.look_ups(replace(WHOSE, **change), PHONE) != [own]
    assert vault.look_ups(WHOSE, f"{PHONE}0") != [own]
