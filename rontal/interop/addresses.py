"""Absolute URLs of the library for other programs, independent of the request."""

from django.conf import settings
from django.urls import reverse


def absolute_url(path: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def cover(digest: str, width: int) -> str:
    """Returns the absolute URL of a cover picture."""
    return absolute_url(reverse("cover", args=[digest, width]))
