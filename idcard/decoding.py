"""Decoding of photos to pixels. Without Django."""

import io
import struct

import numpy as np
from PIL import Image

from idcard.errors import PhotoUnreadable
from idcard.pixels import Pixels

MAX_SIDE = 4000
"""Longest side in pixels; uploads are scaled to 2000, so a larger photo is an error."""
BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError)


def decode(content: bytes) -> Pixels:
    """Returns the read-only BGR pixels of a JPEG; raises PhotoUnreadable."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            if max(image.size) > MAX_SIDE:
                raise PhotoUnreadable
            rgb = image if image.mode == "RGB" else image.convert("RGB")
            content = rgb.tobytes("raw", "BGR")
    except BROKEN:
        raise PhotoUnreadable from None
    return np.frombuffer(content, np.uint8).reshape(rgb.height, rgb.width, 3)
