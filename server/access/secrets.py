"""What is secret: the keys of sessions, one-time passwords, codes, and what is kept of a key.

A key is 256 random bits, so plain SHA-256 is enough to keep it by; passwords are another matter
(`passwords`).
"""

import hashlib
import re
import secrets

SESSION_PREFIX = "s."
"""Tells a session's key from a device's, so that somebody whose key has ended hears what has."""

KEY_BYTES = 32
CODE_DIGITS = 6
ID_BYTES = 5
PAIRING_ID = re.compile(r"[A-Za-z0-9_-]{22}")
PLAIN_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Signs that nobody takes for another one on paper or screen."""


def new_session_key() -> str:
    """A secret that stands for a signed-in member of staff."""
    return SESSION_PREFIX + secrets.token_urlsafe(KEY_BYTES)


def new_device_key() -> str:
    """A secret that stands for a machine of the hall."""
    return secrets.token_urlsafe(KEY_BYTES)


def hash_of(key: str) -> str:
    """What is kept of a key: its SHA-256, in hex."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def is_session_key(key: str) -> bool:
    """Whether a key, good or not, is of a session."""
    return key.startswith(SESSION_PREFIX)


def new_account_id() -> str:
    """An opaque id for the journal, which lives longer than any account."""
    return secrets.token_hex(ID_BYTES)


def new_pairing_id() -> str:
    """An id that only who has asked knows."""
    return secrets.token_urlsafe(16)


def is_pairing_id(written: str) -> bool:
    """Whether it could be one."""
    return PAIRING_ID.fullmatch(written) is not None


def new_code() -> str:
    """Six digits, to be read off one screen and typed into another."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def new_one_time_password() -> str:
    """Such as `k7mp-3vxd-9hqa`: 59 bits, easy to copy by hand."""
    groups = ("".join(secrets.choice(PLAIN_SIGNS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)
