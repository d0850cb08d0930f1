"""The certificate of the office's own authority, for whoever is to trust this server."""

import asyncio

from aiohttp import web

from server.certificates import Certificates
from server.web.keys import SETTINGS

AUTHORITY_PATH = "/antrean-ca.crt"
"""By this ending phones and computers know what it is, and offer to take it in."""
CERTIFICATE = "application/x-x509-ca-cert"


async def send_authority(request: web.Request) -> web.StreamResponse:
    """The certificate alone, which is no secret; never a key. There may be none."""
    certificate = request.app[SETTINGS].authority
    if certificate is None:
        raise web.HTTPNotFound
    content = await asyncio.to_thread(certificate.read_bytes)
    return web.Response(body=content, content_type=CERTIFICATE)


def how_to_trust(certificates: Certificates, url: str) -> str:
    """The steps in short; docs/network.md has them at length."""
    told = "It is new: every machine must be told once to trust it." if certificates.is_new else ""
    return f"""\
This server speaks https by a certificate of its own making. {told}
  certificate  {certificates.authority}
  to download  {url}{AUTHORITY_PATH}
  SHA-256      {certificates.fingerprint}
Compare the SHA-256 before you trust it. Then (more in docs/network.md):
  kiosks, displays, desks  --ca {certificates.authority.name}, or ca_file in kiosk.toml
  Windows    open it, install it for the local machine as a trusted root authority
  Android    Settings, Security, Encryption and credentials, Install a certificate, CA certificate
  iPhone     open it in Safari; Settings, Profile downloaded, install; then Settings, General,
             About, Certificate trust settings, switch it on
  Debian     copy it to /usr/local/share/ca-certificates/, then run update-ca-certificates"""
