"""The two certificates themselves: an authority of the office's own, and the server's by it.

The authority is made once and trusted by people's hands, so it lives long. A phone or computer
that trusts it must not thereby trust whoever steals its key to be a bank: it is good only for
private addresses, for the endings that private networks have, and for the names that the server
had when it was made.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_network

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.certificates.names import as_address

Key = ec.EllipticCurvePrivateKey

AUTHORITY_DAYS = 3650
SERVER_DAYS = 397
"""Longer ones are refused by browsers."""
BACKDATED = timedelta(days=1)
"""Clocks of phones and kiosks are wrong by hours; a certificate of today must hold for them."""
PRIVATE_ENDINGS = ("internal", "home.arpa", "lan", "local", "localhost")
PRIVATE_NETWORKS = (
    *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8"),
    *("fc00::/7", "fe80::/10", "::1/128"),
)


def new_key() -> Key:
    """A key that every phone of the last ten years can use."""
    return ec.generate_private_key(ec.SECP256R1())


def make_authority(key: Key, names: Iterable[str], now: datetime) -> x509.Certificate:
    """The office's own authority, for private networks and `names` alone."""
    name = _subject(f"Antrean, office network, {now:%Y-%m-%d}")
    usage = _usage(signs_certificates=True)
    return (
        _begin(name, name, key.public_key(), now, timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(_permitted(names), None), critical=True)
        .sign(key, hashes.SHA256())
    )


def make_server(
    key: Key, names: Iterable[str], authority: x509.Certificate, signing: Key, now: datetime
) -> x509.Certificate:
    """The server's certificate for `names` and addresses."""
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        _begin(
            _subject("Antrean"), authority.subject, key.public_key(), now, timedelta(SERVER_DAYS)
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(purpose, critical=False)
        .add_extension(issuer, critical=False)
        .add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False)
        .sign(signing, hashes.SHA256())
    )


def names_of(certificate: x509.Certificate) -> frozenset[str]:
    """The names and addresses that a server's certificate covers."""
    held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return frozenset(
        {
            *held.get_values_for_type(x509.DNSName),
            *map(str, held.get_values_for_type(x509.IPAddress)),
        }
    )


def may_certify(authority: x509.Certificate, name: str) -> bool:
    """Whether an authority is good for a name or an address."""
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    return any(_is_within(name, each.value) for each in limits.permitted_subtrees or [])


def _is_within(name: str, limit: object) -> bool:
    address = as_address(name)
    if isinstance(limit, str):
        return address is None and f".{name}".endswith(f".{limit}")
    return address is not None and address in limit  # type: ignore[operator]


def _permitted(names: Iterable[str]) -> list[x509.GeneralName]:
    outside: list[x509.GeneralName] = []
    for name in names:
        address = as_address(name)
        if address is None:
            outside.append(x509.DNSName(name))
        elif not any(address in ip_network(each) for each in PRIVATE_NETWORKS):
            outside.append(x509.IPAddress(ip_network(address)))
    endings = [x509.DNSName(each) for each in PRIVATE_ENDINGS]
    networks = [x509.IPAddress(ip_network(each)) for each in PRIVATE_NETWORKS]
    return [*endings, *networks, *outside]


def _alternatives(names: Iterable[str]) -> list[x509.GeneralName]:
    addresses = {name: as_address(name) for name in names}
    return [
        x509.DNSName(name) if address is None else x509.IPAddress(address)
        for name, address in addresses.items()
    ]


def _begin(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: datetime,
    life: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now - BACKDATED + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _subject(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
