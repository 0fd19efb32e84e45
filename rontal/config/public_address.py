"""Checks how the public address answers: version of TLS and certificate."""

import socket
import ssl
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from rontal.core import clock

SECONDS: Final = 5
HTTPS: Final = 443


@dataclass(frozen=True)
class Answer:
    """Answer of the web server at an address: version of TLS, days until the certificate ends, and
    whether TLS 1.0 or 1.1 is accepted.
    """

    version: str
    days: int
    accepts_old: bool


def examine(url: str) -> Answer:
    """Connects to an https address, with its certificate checked.

    Raises ssl.SSLCertVerificationError, or OSError where nothing answers.
    """
    parts = urlsplit(url)
    place = (parts.hostname or "", parts.port or HTTPS)
    version, ends = _connect(place, ssl.create_default_context())
    at = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), tz=UTC)
    return Answer(version, (at - clock.now()).days, _accepts_old(place))


def _connect(place: tuple[str, int], context: ssl.SSLContext) -> tuple[str, str]:
    """Returns the version of TLS and the end of the certificate."""
    with (
        socket.create_connection(place, SECONDS) as line,
        context.wrap_socket(line, server_hostname=place[0]) as secure,
    ):
        certificate = secure.getpeercert() or {}
        return secure.version() or "", str(certificate.get("notAfter", ""))


def _accepts_old(place: tuple[str, int]) -> bool:
    """Offers TLS 1.0 and 1.1 only (RFC 8996 forbids both)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    try:
        _connect(place, context)
    except OSError:
        return False
    return True
