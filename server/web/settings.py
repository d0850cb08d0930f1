"""What the web needs to know that is neither an office's rule nor a secret."""

from msgspec import Struct

LARGEST_BODY = 16 * 1024
"""The most bytes of a body. The largest honest one, an issue with 32 services, has some 3 KiB."""


COMMENT_SECONDS = 15.0


class WebSettings(Struct, frozen=True):
    """`public_url`: the address that visitors' QR codes lead to, without a slash at the end."""

    public_url: str
    is_https: bool = False
    """Whether browsers reach us encrypted, so that the cookie never travels otherwise."""
    comment_seconds: float = COMMENT_SECONDS
    """Within how much silence a stream sends a comment; proxies cut at 60 s."""
    retry_seconds: tuple[float, float] = (1.0, 5.0)
    """After how long a browser may come back, chosen at random between the two, so that all
    phones of a hall do not come at once."""

    def ticket_url(self, office: str, token: str) -> str:
        """The visitor's own page, as the QR code carries it."""
        return f"{self.public_url}/t/{office}/{token}"  # both are of plain letters and digits
