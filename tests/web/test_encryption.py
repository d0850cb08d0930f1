"""Certificates are looked after while the server runs."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from server.certificates import CertificateError, Names, make_certificates
from server.configuration import load_server
from server.web.encryption import encrypted
from tests.certificates.test_certificates import NOW


async def shown_certificate(port: int) -> bytes:
    """What a new connection is shown."""
    nobody_in_particular = ssl.create_default_context()
    nobody_in_particular.check_hostname = False
    nobody_in_particular.verify_mode = ssl.CERT_NONE
    _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=nobody_in_particular)
    shown: bytes = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.close()
    return shown


async def is_renewed(port: int, since: bytes) -> bool:
    return await shown_certificate(port) != since


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    """Wait for something that happens in another thread."""
    async with asyncio.timeout(20):
        while not await is_so():
            pass


async def test_certificate_that_is_renewed_is_shown_to_the_next_connection(tmp_path: Path) -> None:
    made = make_certificates(tmp_path / "given", Names(("a.lan",)), NOW)
    config = tmp_path / "antrean.toml"
    config.write_text('tls_certificate = "given/server.crt"\ntls_key = "given/server.key"')
    settings = load_server(config)
    async with encrypted(settings, look_seconds=0.02) as encryption:
        assert encryption.certificates is None
        server = await asyncio.start_server(
            lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=encryption.context
        )
        async with server, asyncio.timeout(20):
            port = server.sockets[0].getsockname()[1]
            first = await shown_certificate(port)
            made.key.write_text("half written")
            with capture_logs() as logs:
                await until(lambda: asyncio.sleep(0, bool(logs)))
            assert logs[0]["event"] == "certificate_unusable"
            assert await shown_certificate(port) == first, "the old one goes on"
            make_certificates(tmp_path / "other", Names(("b.lan",)), NOW)
            for name in ("server.crt", "server.key"):
                (tmp_path / "other" / name).replace(tmp_path / "given" / name)
            await until(lambda: is_renewed(port, first))


async def test_own_certificate_that_is_gone_is_made_again(tmp_path: Path) -> None:
    options = {"database": str(tmp_path / "a.db"), "local_certificate": True}
    async with encrypted(load_server(None, options), look_seconds=0.02) as encryption:
        made = encryption.certificates
        assert made is not None
        made.certificate.unlink()
        await until(lambda: asyncio.to_thread(made.certificate.exists))


async def test_files_that_do_not_fit_are_told_before_anything_is_served(tmp_path: Path) -> None:
    for name in ("cert.pem", "key.pem"):
        (tmp_path / name).write_text("nothing")
    config = tmp_path / "antrean.toml"
    config.write_text('tls_certificate = "cert.pem"\ntls_key = "key.pem"')
    with pytest.raises(CertificateError, match=r"cert\.pem"):
        async with encrypted(load_server(config)):
            pass


async def test_nothing_is_made_where_nothing_is_encrypted(tmp_path: Path) -> None:
    async with encrypted(load_server(None, {"database": str(tmp_path / "a.db")})) as encryption:
        assert (encryption.context, encryption.certificates) == (None, None)
    assert not (tmp_path / "a.db.tls").exists()
