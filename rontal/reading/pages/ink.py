"""From pixels to WebP. No Django."""

import io
from typing import Any, Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

TONES: Final = 16
QUALITY: Final = 76
PACKING: Final = 30
"""Of 100: how long to look for a smaller form of a page without losses."""
DARK, BRIGHT, MOST_BETWEEN = 40, 215, 0.12
"""A page of ink on paper: few of its dots are neither dark nor bright."""
_TONES: Final = [round(round(tone * (TONES - 1) / 255) * 255 / (TONES - 1)) for tone in range(256)]
MARK_HEIGHT: Final = 0.018
MARK_INK: Final = (96, 96, 96)


def webp(pixels: Any) -> bytes:
    """Pixels (height × width × 3, or 4 of which the last is nothing) as WebP: letters sharp in
    sixteen tones of grey, which is also smaller and sooner made; pictures with losses."""
    if _is_grey(pixels):
        tone = np.ascontiguousarray(pixels[..., 0])
        if _is_ink(tone):
            few = Image.fromarray(tone).point(_TONES).convert("RGB")
            return _packed(few, lossless=True, quality=PACKING)
    return _packed(_image(pixels), quality=QUALITY)


def marked(pixels: Any, mark: str, full: tuple[int, int], corner: tuple[int, int]) -> Any:
    """The pixels with a quiet line at the foot of the page, which is `full` pixels large and of
    which they are the part at `corner`."""
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
    """The picture that they are; four bytes each are taken where they lie."""
    height, width, depth = pixels.shape
    if depth == 3:
        return Image.fromarray(pixels)
    return Image.frombuffer("RGBX", (width, height), pixels, "raw", "RGBX", 0, 1)


def _is_grey(pixels: Any) -> bool:
    """Where red, green and blue are the same. Bytes are compared with their neighbours in one go,
    which is sooner done than colour by colour."""
    flat, depth = np.ascontiguousarray(pixels).reshape(-1), pixels.shape[2]
    same = flat[1:] == flat[:-1]
    return bool(same[0::depth].all() and same[1::depth].all())


def _is_ink(tone: Any) -> bool:
    between = np.count_nonzero((tone > DARK) & (tone < BRIGHT))
    return bool(between <= MOST_BETWEEN * tone.size)


def _packed(image: Image.Image, **options: Any) -> bytes:
    """With the least effort: more makes scans no smaller, and readers wait."""
    out = io.BytesIO()
    image.save(out, "WEBP", method=0, **options)
    return out.getvalue()
