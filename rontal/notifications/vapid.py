"""The library's key for push services (VAPID, RFC 8292)."""

import base64
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from rontal.core import clock
from rontal.notifications.errors import PushRefused
from rontal.standard.selectors import library

TOKEN_SECONDS: Final = 12 * 3600
"""Seconds; push services refuse tokens that live for more than 24 hours."""


def is_set() -> bool:
    """Returns whether the library has a key for push messages."""
    return bool(settings.PUSH_KEY)


def public_key() -> str:
    """Returns the public key in the form for browsers (base64url, uncompressed point)."""
    point = _signer(settings.PUSH_KEY).public_key.public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


def authorization(endpoint: str) -> dict[str, str]:
    """Returns the header that identifies the sender to the push service of an endpoint. Raises
    PushRefused."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(clock.now().timestamp()) + TOKEN_SECONDS,
        "sub": f"mailto:{library().email}",
    }
    from py_vapid import VapidException

    try:
        headers: dict[str, str] = _signer(settings.PUSH_KEY).sign(claims)
    except VapidException:  # the endpoint has no valid host name
        raise PushRefused from None
    return headers


@lru_cache(2)
def _signer(key: str) -> Any:
    from py_vapid import Vapid02

    return Vapid02.from_raw(key.encode())
