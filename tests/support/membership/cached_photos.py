"""Sanitized photos, cached by their content."""

import io
from functools import cache
from typing import IO

from rontal.membership.photos import Photo
from rontal.membership.photos import clean as real

WAIT_SECONDS = 60


def clean(content: IO[bytes], *, wait: float = 0) -> Photo:
    """Does what `photos.clean` does, and waits longer for its turn."""
    return _cleaned(content.read(), max(wait, WAIT_SECONDS))


@cache
def _cleaned(raw: bytes, wait: float) -> Photo:
    return real(io.BytesIO(raw), wait=wait)
