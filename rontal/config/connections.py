"""Connections to other machines that would carry secrets or files without encryption."""

import contextlib
import ipaddress
from typing import Final
from urllib.parse import parse_qs, urlsplit

from rontal.config.env import Environment

VERIFIED: Final = "verify-full"


def open_database(environment: Environment) -> str:
    """Returns the host of a database on another machine whose connection is not encrypted, or not
    to a server whose certificate is checked for its name; "" where there is none.
    """
    parts = urlsplit(environment.database_url)
    options = parse_qs(parts.query)
    hosts = options.get("host", [parts.hostname or ""])[0]
    addresses = options.get("hostaddr", [])
    sslmode = options.get("sslmode", [""])[-1]
    for host in ",".join([hosts, *addresses]).split(","):
        if not is_this_machine(host) and sslmode != VERIFIED:
            return host
    return ""


def open_scanner(environment: Environment) -> str:
    """Returns the host of a ClamAV on another machine; "" where there is none. Its protocol has
    neither encryption nor a sign-in.
    """
    parts = urlsplit(environment.clamav)
    if parts.scheme != "tcp" or is_this_machine(parts.hostname or ""):
        return ""
    return parts.hostname or ""


def is_this_machine(host: str) -> bool:
    """Returns True for an address of this machine, and for the folder of a socket."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host in ("", "localhost") or host.startswith(("/", "@"))
