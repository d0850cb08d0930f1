"""What an API handler is given of a request: who asks, and from where."""

from aiohttp import web

from server.access.access import Access
from server.access.credentials import Known
from server.access.roles import Asker, Principal
from server.access.table import CLERKS, DEVICES, KIOSK
from server.web.keys import ACCESS_KEY, ASKER, CREDENTIAL, PRINCIPAL, SETTINGS
from server.web.requests.addresses import address_of
from server.web.settings import WebSettings

VISITOR = "visitor"
"""The actor where nobody asks whom the office knows."""

NEEDS_NO_PHONE = KIOSK | CLERKS
"""Who may do with a visitor's ticket what the visitor's own phone may."""


class AskedRequest:
    """A request that is about no office in particular."""

    __slots__ = ("_request",)

    def __init__(self, request: web.Request) -> None:
        self._request = request

    def __getitem__(self, name: str) -> str:
        """A variable part of the path."""
        return self._request.match_info[name]

    @property
    def settings(self) -> WebSettings:
        """The web's settings."""
        return self._request.app[SETTINGS]

    @property
    def access(self) -> Access:
        """Who may do what."""
        return self._request.app[ACCESS_KEY]

    @property
    def principal(self) -> Principal:
        """Who asks, wherever they have a part."""
        return self._request[PRINCIPAL]

    @property
    def asker(self) -> Asker:
        """As whom they ask about this office."""
        return self._request[ASKER]

    @property
    def credential(self) -> Known | None:
        """The key that they have shown, if it is good."""
        return self._request[CREDENTIAL]

    @property
    def address(self) -> str:
        """From where they ask."""
        return address_of(self._request)

    @property
    def device(self) -> tuple[str, str] | None:
        """Kind and name of the paired machine that asks; None where none of this office does."""
        return (self.principal.kind, self.principal.id) if self.asker in DEVICES else None

    @property
    def kiosk(self) -> str | None:
        """The name of the kiosk that asks; None where no kiosk does."""
        return self.principal.id if self.asker is Asker.KIOSK else None

    @property
    def needs_phone(self) -> bool:
        """Whether a ticket that a phone has claimed is that phone's alone, for who asks."""
        return self.asker not in NEEDS_NO_PHONE

    @property
    def actor(self) -> str:
        """Who the journal says it was: `staff:<account id>`, `kiosk:<name>` or `visitor`."""
        return VISITOR if self.asker is Asker.PUBLIC else self.principal.actor
