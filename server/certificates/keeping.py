"""Where the certificates are kept, and when they are made anew.

A folder of the server's own, its keys readable for their owner alone. The server's certificate is
made anew long before it runs out, and whenever the machine has a name or an address that it does
not cover; nobody need do anything then. The authority's only when it runs out or may not vouch for
a name that people chose: then everybody must trust the new one, so the old one is put aside, and
it is told.
"""

import os
import ssl
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec import Struct

from server.certificates.making import (
    Key,
    make_authority,
    make_server,
    may_certify,
    names_of,
    new_key,
)
from server.certificates.names import Names

RENEW_BEFORE = timedelta(days=60)
"""A server's certificate is renewed so long before it runs out."""
AUTHORITY_BEFORE = timedelta(days=400)
"""An authority must outlive whatever it signs."""

AUTHORITY, AUTHORITY_KEY = "ca.crt", "ca.key"
SERVER, SERVER_KEY = "server.crt", "server.key"


class CertificateError(Exception):
    """The certificates cannot be made, read or used; the message says why and what to do."""


class Certificates(Struct, frozen=True):
    """What the server shows, and what others must trust."""

    certificate: Path
    key: Path
    authority: Path
    fingerprint: str
    """The authority's, SHA-256, as phones and browsers write it."""
    is_new: bool = False
    """The authority was made just now: nobody trusts it yet."""


def make_certificates(folder: Path, names: Names, now: datetime) -> Certificates:
    """The certificates in `folder`, made or renewed where need be. Raises CertificateError."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        signing, authority, is_new = _authority(folder, names, now)
        good = [name for name in names if may_certify(authority, name)]
        if is_new or not _still_does(folder, authority, good, now):
            key = new_key()
            made = make_server(key, good, authority, signing, now)
            _write_key(folder / SERVER_KEY, key)
            _write(folder / SERVER, _pem(made) + _pem(authority), 0o644)
    except OSError as error:
        told = error.strerror or type(error).__name__
        raise CertificateError(f"{folder}: the certificates cannot be kept: {told}") from error
    return Certificates(
        certificate=folder / SERVER,
        key=folder / SERVER_KEY,
        authority=folder / AUTHORITY,
        fingerprint=fingerprint(authority),
        is_new=is_new,
    )


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 in pairs of letters, as people compare it."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def tls_context(certificate: Path, key: Path | None) -> ssl.SSLContext:
    """What the server's sockets speak. Raises CertificateError where the files do not fit."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    load_into(context, certificate, key)
    return context


def load_into(context: ssl.SSLContext, certificate: Path, key: Path | None) -> None:
    """Let new connections have this certificate. Raises CertificateError."""
    try:
        context.load_cert_chain(certificate, key, password=_no_password)
    except (OSError, ValueError) as error:
        told = f"{certificate}, {key}: no certificate and its key ({type(error).__name__})"
        raise CertificateError(told) from error


def _no_password() -> str:
    """Asked for an encrypted key only: a server that starts by itself has nobody to type it."""
    raise ValueError("the key is encrypted")


def _authority(folder: Path, names: Names, now: datetime) -> tuple[Key, x509.Certificate, bool]:
    """Key and certificate of the authority, and whether they are new."""
    kept = _read_pair(folder / AUTHORITY, folder / AUTHORITY_KEY)
    if kept is not None:
        key, certificate = kept
        lasts = certificate.not_valid_after_utc - now > AUTHORITY_BEFORE
        if lasts and all(may_certify(certificate, name) for name in names.told):
            return key, certificate, False
        _put_aside(folder, now)
    key = new_key()
    certificate = make_authority(key, names, now)
    _write_key(folder / AUTHORITY_KEY, key)
    _write(folder / AUTHORITY, _pem(certificate), 0o644)
    return key, certificate, True


def _still_does(folder: Path, authority: x509.Certificate, names: list[str], now: datetime) -> bool:
    """Whether the server's certificate covers all names and lasts."""
    kept = _read_pair(folder / SERVER, folder / SERVER_KEY)
    if kept is None:
        return False
    _, certificate = kept
    lasts = certificate.not_valid_after_utc - now > RENEW_BEFORE
    return lasts and certificate.issuer == authority.subject and names_of(certificate) >= {*names}


def _read_pair(certificate_file: Path, key_file: Path) -> tuple[Key, x509.Certificate] | None:
    """A certificate with its key; None where there is none. Raises CertificateError, OSError."""
    if not certificate_file.exists() or not key_file.exists():
        return None
    if key_file.stat().st_mode & 0o077:
        told = f"{key_file}: others may read this key; run: chmod 600 {key_file}"
        raise CertificateError(told)
    try:
        certificate = x509.load_pem_x509_certificate(certificate_file.read_bytes())
        key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        told = f"{certificate_file}, {key_file}: cannot be read; move them away to have new ones"
        raise CertificateError(told) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != (
        certificate.public_key()
    ):
        told = f"{certificate_file}, {key_file}: do not belong together; move them away"
        raise CertificateError(told)
    return key, certificate


def _put_aside(folder: Path, now: datetime) -> None:
    for name in (AUTHORITY, AUTHORITY_KEY):
        (folder / name).rename(folder / f"{name}.until-{now:%Y%m%d-%H%M%S}")


def _write_key(path: Path, key: Key) -> None:
    encoded = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    _write(path, encoded, 0o600)


def _write(path: Path, content: bytes, mode: int) -> None:
    """All of it or nothing, and never readable for others in between."""
    draft = path.with_suffix(f"{path.suffix}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
