"""Addresses of the library as other programs keep them: whole, and the same whoever asks."""

import re
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

_DOMAIN: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]+)+")
NO_DOMAIN: Final = "rontal.invalid"


def whole(path: str) -> str:
    """An address of this library with scheme and host."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def title(slug: str) -> str:
    """The page of a title."""
    return _before_slug() + slug + "/"


def cover(digest: str, width: int) -> str:
    """A cover picture."""
    return whole(reverse("cover", args=[digest, width]))


def domain() -> str:
    """The name of this library in identifiers: the host of its address, where that is a name."""
    return _domain_of(settings.PUBLIC_URL)


@cache
def _domain_of(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return host if _DOMAIN.fullmatch(host) else NO_DOMAIN


@cache
def _before_slug() -> str:
    """Asked once: a harvest names a hundred thousand titles."""
    return whole(reverse("title", args=["x"])).removesuffix("x/")
