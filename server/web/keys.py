"""Under which keys the application and a request keep what the handlers need."""

from aiohttp import web

from server.access.access import Access
from server.access.credentials import Known
from server.access.roles import Asker, Principal
from server.announcing.announcer import Announcer
from server.contacts.vault import Vault
from server.office.offices import Offices
from server.web.metrics import Metrics
from server.web.open_streams import OpenStreams
from server.web.pages.templates import Templates
from server.web.readiness import Readiness
from server.web.requests.limits import Limits
from server.web.requests.proxies import Peer
from server.web.settings import WebSettings

OFFICES = web.AppKey("OFFICES", Offices)
ANNOUNCERS = web.AppKey("ANNOUNCERS", dict[str, Announcer])
VAULT = web.AppKey("VAULT", Vault)
SETTINGS = web.AppKey("SETTINGS", WebSettings)
ACCESS_KEY = web.AppKey("ACCESS_KEY", Access)
READINESS = web.AppKey("READINESS", Readiness)
METRICS = web.AppKey("METRICS", Metrics)
LIMITS = web.AppKey("LIMITS", Limits)
STREAMS = web.AppKey("STREAMS", OpenStreams)
TEMPLATES = web.AppKey("TEMPLATES", Templates)
OPENAPI = web.AppKey("OPENAPI", bytes)

STREAMED = web.RequestKey("STREAMED", bool)
"""Set once the answer is a stream, which is noted when it ends."""
PRINCIPAL = web.RequestKey("PRINCIPAL", Principal)
PEER = web.RequestKey("PEER", Peer)
"""Set by `peers.peer_of`, which alone reads it."""
ASKER = web.RequestKey("ASKER", Asker)
CREDENTIAL: web.RequestKey[Known | None] = web.RequestKey("CREDENTIAL", Known)
