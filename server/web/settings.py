"""What the web needs to know that is neither an office's rule nor a secret."""

from pathlib import Path

from msgspec import Struct

from server.configuration.server_file.reach import Network

LARGEST_BODY = 16 * 1024
"""The most bytes of a body. The largest honest one, an issue with 32 services, has some 3 KiB."""

COMMENT_SECONDS = 15.0
IDLE_SECONDS = 65.0
"""How long a connection may be silent, or a head half sent. Longer than proxies keep an idle one
(nginx: 60 s), so that they never send into one that we just ended."""
BODY_SECONDS = 10.0
"""How long a body may take: an honest one is there with its head."""


class WebSettings(Struct, frozen=True):
    """`public_url`: the address that visitors' QR codes lead to, without a slash at the end."""

    public_url: str
    is_https: bool = False
    """Whether browsers reach us encrypted, so that the cookie never travels otherwise."""
    host_names: frozenset[str] = frozenset()
    """What browsers may call this server, beside its addresses; see `hosts`."""
    trusted_proxies: tuple[Network, ...] = ()
    authority: Path | None = None
    """The certificate that others must trust, where the server has one of its own making."""
    comment_seconds: float = COMMENT_SECONDS
    """Within how much silence a stream sends a comment; proxies cut at 60 s."""
    idle_seconds: float = IDLE_SECONDS
    body_seconds: float = BODY_SECONDS
    retry_seconds: tuple[float, float] = (1.0, 5.0)
    """After how long a browser may come back, chosen at random between the two, so that all
    phones of a hall do not come at once."""

    def ticket_url(self, office: str, token: str) -> str:
        """The visitor's own page, as the QR code carries it."""
        return f"{self.public_url}/t/{office}/{token}"  # both are of plain letters and digits
