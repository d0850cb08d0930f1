"""Certificates of the server's own making: what they are good for, and when they are made anew."""

import ssl
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from server.certificates import CertificateError, Certificates, Names, make_certificates, names_here
from server.certificates.keeping import load_into, tls_context

NOW = datetime(2026, 6, 23, 2, tzinfo=UTC)
NAMES = Names(told=("antrean.example", "antrean-pc"), found=("127.0.0.1", "192.168.1.5"))


def make(folder: Path, names: Names = NAMES, now: datetime = NOW) -> Certificates:
    return make_certificates(folder / "tls", names, now)


def certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def verify(made: Certificates, name: str, at: datetime = NOW, *, kind: str = "hostname") -> bool:
    """Ask openssl, which is nobody of ours."""
    done = subprocess.run(
        [
            *("openssl", "verify", "-x509_strict", "-purpose", "sslserver"),
            *("-attime", str(int(at.timestamp())), f"-verify_{kind}", name),
            *("-CAfile", made.authority, made.certificate),
        ],
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def test_openssl_takes_it_for_all_names_and_addresses_and_no_others(tmp_path: Path) -> None:
    made = make(tmp_path)
    assert made.is_new
    for name in NAMES.told:
        assert verify(made, name)
    for address in NAMES.found:
        assert verify(made, address, kind="ip")
    assert not verify(made, "bank.example")
    assert not verify(made, "192.168.1.6", kind="ip")
    assert verify(made, "antrean.example", NOW - timedelta(hours=20)), "clocks of phones are wrong"
    assert not verify(made, "antrean.example", NOW + timedelta(days=400))


def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    make(tmp_path)
    folder = tmp_path / "tls"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in ("ca.key", "server.key"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def test_fingerprint_is_what_openssl_shows(tmp_path: Path) -> None:
    made = make(tmp_path)
    told = subprocess.run(
        ["openssl", "x509", "-in", made.authority, "-noout", "-fingerprint", "-sha256"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert made.fingerprint in told


def test_what_does_is_kept(tmp_path: Path) -> None:
    first = make(tmp_path)
    was = first.certificate.read_bytes(), first.authority.read_bytes()
    again = make(tmp_path, now=NOW + timedelta(days=300))
    assert not again.is_new
    assert (again.certificate.read_bytes(), again.authority.read_bytes()) == was


@pytest.mark.parametrize(
    ("names", "days"),
    [
        (NAMES, 340),  # it would run out soon
        (Names(NAMES.told, (*NAMES.found, "10.0.0.9")), 1),  # another network
        (Names((*NAMES.told, "other.lan")), 1),  # another name
    ],
)
def test_servers_certificate_is_made_anew_under_the_same_authority(
    tmp_path: Path, names: Names, days: int
) -> None:
    first = make(tmp_path)
    authority, serial = first.authority.read_bytes(), certificate(first.certificate).serial_number
    again = make(tmp_path, names, NOW + timedelta(days=days))
    assert not again.is_new
    assert again.authority.read_bytes() == authority
    assert certificate(again.certificate).serial_number != serial
    for name in names.told:
        assert verify(again, name, NOW + timedelta(days=days))


def test_authority_is_good_for_no_names_of_the_world(tmp_path: Path) -> None:
    """Whoever steals its key cannot be a bank to those who trust it."""
    made = make(tmp_path)
    make_certificates(
        tmp_path / "tls", Names(NAMES.told, (*NAMES.found, "203.0.113.7", "bank.example")), NOW
    )
    held = certificate(made.certificate).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert "bank.example" not in held.value.get_values_for_type(x509.DNSName)
    assert not verify(made, "203.0.113.7", kind="ip")


def test_name_that_people_chose_later_makes_a_new_authority_and_says_so(tmp_path: Path) -> None:
    first = make(tmp_path)
    old = first.authority.read_bytes()
    again = make(tmp_path, Names((*NAMES.told, "queue.example")))
    assert again.is_new
    assert again.fingerprint != first.fingerprint
    assert verify(again, "queue.example")
    assert old in [each.read_bytes() for each in (tmp_path / "tls").glob("ca.crt.until-*")]


def test_authority_is_made_anew_before_it_runs_out(tmp_path: Path) -> None:
    first = make(tmp_path)
    again = make(tmp_path, now=NOW + timedelta(days=3650 - 399))
    assert again.is_new
    assert again.fingerprint != first.fingerprint


def test_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "tls" / "ca.key").chmod(0o640)
    with pytest.raises(CertificateError, match="chmod 600"):
        make(tmp_path)


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    made = make(tmp_path)
    made.authority.write_text("no certificate")
    with pytest.raises(CertificateError, match=r"ca\.crt"):
        make(tmp_path)


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "tls").write_text("a file")
    with pytest.raises(CertificateError, match="tls"):
        make(tmp_path)


def test_context_takes_a_renewed_certificate_while_it_is_in_use(tmp_path: Path) -> None:
    made = make(tmp_path)
    context = tls_context(made.certificate, made.key)
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    load_into(context, made.certificate, made.key)
    made.key.write_text("no key")
    with pytest.raises(CertificateError, match=r"server\.key"):
        load_into(context, made.certificate, made.key)


def test_names_are_this_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Antrean-PC")
    names = names_here("192.168.1.5", ["Antrean.Example", ""])
    assert names.told == ("192.168.1.5", "antrean-pc", "antrean.example")
    assert names.found == ("127.0.0.1", "::1", "antrean-pc.local", "localhost")
    assert "" not in names_here("").told
