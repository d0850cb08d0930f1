"""Sealing personal data and opening it again.

Each row is a Fernet token (AES-128-CBC with an HMAC) of the data together with whose it is, so
that a row which was altered, or put in the place of another one, is noticed. Its `look_up` is an
HMAC of office, date, kind and data: the same number is found again on its day, and tells nobody
without the key that two visits were of one person.
"""

import base64
import hmac
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import msgspec
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

from server.contacts.keys import ContactKey, KeysFileError, read_keys
from server.journal.contacts import SealedContact

_SEALING, _LOOKING_UP = b"antrean contacts: sealing", b"antrean contacts: looking up"


class ContactsUnreadableError(Exception):
    """Personal data cannot be sealed or opened: its key is missing, or it was altered."""


class Whose(Struct, frozen=True):
    """The one row that sealed data belongs into."""

    office: str
    date: date
    ticket_id: str
    kind: str


class _Sealed(Struct, frozen=True):
    whose: Whose
    value: str


class Vault:
    """The keys of one file, read again whenever it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at: tuple[int, int, int] | None = None
        self._keys: list[ContactKey] = []
        self._fernet: MultiFernet
        self._look_ups: Mapping[str, bytes] = {}

    def seal(self, whose: Whose, value: str, erase_at: datetime) -> SealedContact:
        """Encrypt under the newest key. Raises ContactsUnreadableError: there is none."""
        self._refresh()
        key_id = self._keys[0].id
        sealed = self._fernet.encrypt(msgspec.json.encode(_Sealed(whose, value))).decode()
        look_up = self._look_up(key_id, whose, value)
        return SealedContact(whose.ticket_id, whose.kind, key_id, sealed, look_up, erase_at)

    def open(self, whose: Whose, contact: SealedContact) -> str:
        """The data again.

        Raises ContactsUnreadableError: the key is missing, or the row is not what was sealed.
        """
        self._refresh()
        try:
            opened = msgspec.json.decode(self._fernet.decrypt(contact.sealed), type=_Sealed)
        except (InvalidToken, msgspec.MsgspecError):
            raise ContactsUnreadableError(f"key {contact.key_id} does not open it") from None
        if opened.whose != whose:
            raise ContactsUnreadableError("it was sealed for another ticket")
        return opened.value

    def look_ups(self, whose: Whose, value: str) -> list[str]:
        """What a row with this data may be found by: one for each key. The ticket is left out."""
        self._refresh()
        return [self._look_up(key.id, whose, value) for key in self._keys]

    @property
    def newest(self) -> str:
        """The id of the key that is used now."""
        self._refresh()
        return self._keys[0].id

    def _look_up(self, key_id: str, whose: Whose, value: str) -> str:
        told = f"{whose.office}\n{whose.date.isoformat()}\n{whose.kind}\n{value}"
        return hmac.new(self._look_ups[key_id], told.encode(), "sha256").hexdigest()

    def _refresh(self) -> None:
        try:
            found = self._path.stat()
            stamp = (found.st_mtime_ns, found.st_ino, found.st_size)
            if stamp == self._read_at:
                return
            self._keys = read_keys(self._path)
        except OSError:
            raise ContactsUnreadableError(f"{self._path}: it cannot be read") from None
        except KeysFileError as error:
            raise ContactsUnreadableError(str(error)) from None
        self._fernet = MultiFernet([Fernet(_fernet_key(key)) for key in self._keys])
        self._look_ups = {key.id: _derived(key, _LOOKING_UP) for key in self._keys}
        self._read_at = stamp


def _fernet_key(key: ContactKey) -> bytes:
    return base64.urlsafe_b64encode(_derived(key, _SEALING))


def _derived(key: ContactKey, use: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=use).derive(key.secret)
