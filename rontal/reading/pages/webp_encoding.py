"""Encoding of page images as WebP, without Django."""

import io
from typing import Any, Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

TONES: Final = 16
QUALITY: Final = 76
COMPRESSION_EFFORT: Final = 30
"""Effort of lossless compression, 0 to 100."""
DARK, BRIGHT, MAX_BETWEEN = 40, 215, 0.12
"""A page of printed text: at most this fraction of pixels is neither dark nor bright."""
_TONES: Final = [round(round(tone * (TONES - 1) / 255) * 255 / (TONES - 1)) for tone in range(256)]
MARK_HEIGHT: Final = 0.018
MARK_INK: Final = (96, 96, 96)


def encode_webp(pixels: Any) -> bytes:
    """Encodes pixels (height × width × 3, or 4 with the last unused) as WebP.

    Text pages are reduced to sixteen greys and compressed losslessly, which is sharper, smaller and
    faster; others are compressed with loss.
    """
    if _is_grey(pixels):
        tone = np.ascontiguousarray(pixels[..., 0])
        if _is_ink(tone):
            few = Image.fromarray(tone).point(_TONES).convert("RGB")
            return _encode(few, lossless=True, quality=COMPRESSION_EFFORT)
    return _encode(_image(pixels), quality=QUALITY)


def draw_mark(pixels: Any, mark: str, full: tuple[int, int], corner: tuple[int, int]) -> Any:
    """Returns the pixels with a small line of text at the foot of the page.

    `full` is the page's size in pixels, and `corner` the position of these pixels in it.
    """
    if not mark:
        return pixels
    size = max(9, round(min(full) * MARK_HEIGHT))
    place = (full[0] // 2 - corner[0], full[1] - size // 2 - corner[1])
    image = _image(pixels).convert("RGB")
    letters = ImageFont.load_default(size)
    ImageDraw.Draw(image).text(
        place,
        mark,
        fill=MARK_INK,
        font=letters,
        anchor="ms",
        stroke_width=max(1, size // 8),
        stroke_fill=(255, 255, 255),
    )
    return np.asarray(image)


def _image(pixels: Any) -> Image.Image:
    """Returns the pixels as an image; four-channel pixels are not copied."""
    height, width, depth = pixels.shape
    if depth == 3:
        return Image.fromarray(pixels)
    return Image.frombuffer("RGBX", (width, height), pixels, "raw", "RGBX", 0, 1)


def _is_grey(pixels: Any) -> bool:
    """Returns True where red, green and blue are equal in every pixel.

    Compares neighbouring bytes in one operation, which is faster than channel by channel.
    """
    flat, depth = np.ascontiguousarray(pixels).reshape(-1), pixels.shape[2]
    same = flat[1:] == flat[:-1]
    return bool(same[0::depth].all() and same[1::depth].all())


def _is_ink(tone: Any) -> bool:
    between = np.count_nonzero((tone > DARK) & (tone < BRIGHT))
    return bool(between <= MAX_BETWEEN * tone.size)


def _encode(image: Image.Image, **options: Any) -> bytes:
    """Encodes with the lowest effort, because more makes scans no smaller."""
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", method=0, **options)
    return buffer.getvalue()
