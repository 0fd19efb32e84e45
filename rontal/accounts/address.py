"""Client addresses of requests, for rate limits and for titles to read in the library only."""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from rontal.core.visitors import Visitor

Address = IPv4Address | IPv6Address
MAX_AGENT_LENGTH: Final = 300


def client_address(request: HttpRequest) -> str:
    """Returns the client's network address; for IPv6 its /64 network, which a household shares."""
    sender = _sender(request)
    return _rate_limit_key(sender) if sender else str(request.META.get("REMOTE_ADDR", ""))


def visitor_of(request: HttpRequest) -> Visitor:
    """Returns the network address and the User-Agent (cut to `MAX_AGENT_LENGTH`) of a request."""
    agent = request.headers.get("User-Agent", "")[:MAX_AGENT_LENGTH]
    return Visitor(client_address(request), agent)


def full_address(request: HttpRequest) -> str:
    """Returns the client's whole network address; "" when it is not valid."""
    return str(_sender(request) or "")


def _sender(request: HttpRequest) -> Address | None:
    """Returns the address that sent the request.

    X-Forwarded-For is trusted only as far as trusted proxies (`TRUSTED_PROXIES`) wrote it: read
    from the right, the first address that is no trusted proxy is the client. Anything to the left
    of it can be forged.
    """
    meta = request.META
    proxies = tuple(settings.TRUSTED_PROXIES)
    return _client_behind_proxies(
        meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""), proxies
    )


@lru_cache(1_000)  # called for every picture of a page
def _client_behind_proxies(nearest: str, forwarded: str, proxies: Sequence[str]) -> Address | None:
    chain = [part.strip() for part in forwarded.split(",")]
    sender = _parse(nearest)
    while sender is not None and _is_trusted(sender, proxies) and chain:
        before = _parse(chain.pop())
        if before is None:
            break
        sender = before
    return sender


def _parse(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_trusted(address: Address, proxies: Sequence[str]) -> bool:
    return any(address in ip_network(network) for network in proxies)


def _rate_limit_key(address: Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network(f"{address}/64", strict=False))
