"""Where a request comes from, for rate limits and for what is read in the library only."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The sender's network address; for IPv6 its /64, which one household holds."""
    sender = _sender(request)
    return _bucket(sender) if sender else str(request.META.get("REMOTE_ADDR", ""))


def full_address(request: HttpRequest) -> str:
    """The sender's whole network address; "" where it is none."""
    return str(_sender(request) or "")


def _sender(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """The address that sent the request.

    X-Forwarded-For is believed only as far as trusted proxies (`TRUSTED_PROXIES`) wrote it: read
    from the right, the first address that is no trusted proxy is the sender. Anything that
    stands to the left of it can be invented.
    """
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    sender = _parsed(str(request.META.get("REMOTE_ADDR", "")))
    while sender is not None and _trusted(sender) and chain:
        before = _parsed(chain.pop())
        if before is None:
            break
        sender = before
    return sender


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _trusted(address: IPv4Address | IPv6Address) -> bool:
    return any(address in ip_network(network) for network in settings.TRUSTED_PROXIES)


def _bucket(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network(f"{address}/64", strict=False))
