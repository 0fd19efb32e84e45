"""From the bytes of a photo to its pixels. Pure."""

import io
import struct

import numpy as np
from PIL import Image

from rontal.verification.errors import PhotoUnreadable
from rontal.verification.pdq import Pixels

LONGEST_SIDE = 4000
"""Photos are scaled to 2000 pixels when they are taken in; more means that something is wrong."""
BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError)


def decode(content: bytes) -> Pixels:
    """The BGR pixels of a JPEG, not to be written to; raises PhotoUnreadable."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            if max(image.size) > LONGEST_SIDE:
                raise PhotoUnreadable
            plain = image if image.mode == "RGB" else image.convert("RGB")
            content = plain.tobytes("raw", "BGR")
    except BROKEN:
        raise PhotoUnreadable from None
    return np.frombuffer(content, np.uint8).reshape(plain.height, plain.width, 3)


def size(content: bytes) -> tuple[int, int]:
    """Width and height of a JPEG in pixels, without decoding it; (0, 0) where it is none."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            return image.size
    except BROKEN:
        return 0, 0
