"""How the server is reached: by which names, through which proxies, from visitors' phones or not.

Kinds of antrean.toml's keys, and what is allowed together.
"""

import os
import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any, Literal

from yarl import URL

from settings.kinds import Listing, Scalar
from settings.problems import Place, describe
from settings.values import choice, whole

Network = IPv4Network | IPv6Network
PhonesReach = Literal["everywhere", "office_wifi", "no"]

PHONES_REACH = ("everywhere", "office_wifi", "no")
_LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")


def _public_url(found: object) -> str:
    """The address that tickets' QR codes begin with; pages lie at its root."""
    if not isinstance(found, str) or any(each.isspace() for each in found):
        raise ValueError
    url = URL(found)
    ends = url.path in ("", "/") and not url.query_string and not url.fragment
    if url.scheme not in ("http", "https") or not url.host or url.user or not ends:
        raise ValueError
    return str(url.origin())


def _port(found: object) -> Any:
    return whole(0, 65_535).convert(found)


def _network(found: object) -> Network:
    if not isinstance(found, str):
        raise ValueError
    return ip_network(found)


def _host_name(found: object) -> str:
    if not isinstance(found, str) or not _HOST_NAME.fullmatch(found.lower()):
        raise ValueError
    return found.lower()


PUBLIC_URL = Scalar('an http or https address, such as "https://antrean.example"', _public_url)
PORT = Scalar("a port from 0 (any free one) to 65535", _port)
REACH = choice(lambda: PHONES_REACH, 'one of the words "everywhere", "office_wifi" and "no"')
PROXIES = Listing(
    Scalar('an address or a network, such as "127.0.0.1" or "10.0.0.0/24"', _network), unique=True
)
HOST_NAMES = Listing(
    Scalar('the name of a host, such as "antrean.office.lan"', _host_name), unique=True
)


def is_loopback(host: str) -> bool:
    """Whether a host to listen on is this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def makes_certificate(values: Mapping[str, Any]) -> bool:
    """Whether the server makes its own certificate: told so, or left alone beyond this machine."""
    told = values.get("local_certificate")
    if told is not None:
        return bool(told)
    is_otherwise = values.get("tls_certificate") is not None or values.get("insecure_lan", False)
    return not is_otherwise and not is_loopback(values.get("host", ""))


def check_tls(sources: Mapping[str, Place], values: Mapping[str, Any]) -> None:
    """A certificate has its key, both can be read, and only one way is asked for."""
    pair = ("tls_certificate", "tls_key")
    for name, other in (pair, pair[::-1]):
        path = values.get(name)
        if path is None:
            if values.get(other) is not None:
                sources[name].note("nothing", f"a PEM file, because {other} is given")
        elif not (Path(path).is_file() and os.access(path, os.R_OK)):
            sources[name].note(f'"{path}", which cannot be read', "a PEM file")
    if values.get("local_certificate"):
        for name in ("tls_certificate", "insecure_lan"):
            if values.get(name):
                sources["local_certificate"].note(f"true, beside {name}", "one of the two")


def check_reach(sources: Mapping[str, Place], values: Mapping[str, Any]) -> None:
    """Beyond this machine: encrypted or knowingly not, and with an address that answers phones."""
    host, public_url = values.get("host"), values.get("public_url")
    if host is not None and not is_loopback(host):
        if values.get("local_certificate") is False and not _is_encrypted_or_told(values):
            sources["local_certificate"].note(
                f"false, with host {describe(host)}, reachable from other machines without "
                "encryption",
                "true, or tls_certificate and tls_key, "
                "or insecure_lan = true (--insecure-lan) on a network that you trust",
            )
        if "public_url" in values and public_url is None and values.get("phones_reach") != "no":
            sources["public_url"].note(
                "nothing",
                "the address under which phones reach this server; the QR codes lead there "
                '(or phones_reach = "no": then no slip promises it)',
            )
    if public_url is not None and _leads_elsewhere(values):
        sources["public_url"].note(
            f"{describe(public_url)}, although this server speaks https",
            "an https address, or insecure_lan = true (--insecure-lan) on a network that you trust",
        )


def _leads_elsewhere(values: Mapping[str, Any]) -> bool:
    """Whether phones would speak http to a server that speaks https, with nothing in between."""
    speaks_tls = values.get("tls_certificate") is not None or makes_certificate(values)
    is_plain = URL(values["public_url"]).scheme == "http"
    return speaks_tls and is_plain and not values.get("trusted_proxies")


def _is_encrypted_or_told(values: Mapping[str, Any]) -> bool:
    return values.get("tls_certificate") is not None or bool(values.get("insecure_lan"))
