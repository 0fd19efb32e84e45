"""Addresses of the library as other programs keep them: whole, and the same whoever asks."""

from django.conf import settings
from django.urls import reverse


def whole(path: str) -> str:
    """An address of this library with scheme and host."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def cover(digest: str, width: int) -> str:
    """A cover picture."""
    return whole(reverse("cover", args=[digest, width]))
