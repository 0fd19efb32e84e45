"""Sanitizing of photos: JPEG, upright, sRGB, at most 2000 pixels, without metadata.

The type of a file is determined by its first bytes, never by its name. A child process decodes it
(`photo_decoding`).
"""

import io
from dataclasses import dataclass
from typing import IO

from PIL import Image

from rontal.core.children.decoder import Decoder
from rontal.core.children.frames import Frame
from rontal.membership.errors import (
    PhotoDamaged,
    PhotoEmpty,
    PhotoRefused,
    PhotoTooLarge,
    PhotoWrongType,
)

MAX_BYTES = 15 * 1024 * 1024
PREVIEW_SIDE, PREVIEW_QUALITY = 1000, 78  # sharp on a phone, a tenth of the bytes
CONTENT_TYPE = "image/jpeg"
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
DECODER = Decoder("rontal.membership.photo_decoding", refusals=PhotoRefused, lost=PhotoDamaged)


@dataclass(frozen=True)
class Photo:
    """Sanitized JPEG; sizes in pixels."""

    content: bytes
    width: int
    height: int


def clean(content: IO[bytes], *, wait: float = 0) -> Photo:
    """Returns the sanitized form of a photo; waits at most `wait` seconds for its turn.

    Raises PhotoEmpty, PhotoTooLarge (15 MB), PhotoWrongType (not JPEG, PNG, WebP, HEIC),
    PhotoTooManyPixels (50 million, PNG and WebP 25), PhotoTooSmall, PhotoAnimated, PhotoDamaged,
    DecodersBusy.
    """
    raw = content.read(MAX_BYTES + 1)
    if not raw:
        raise PhotoEmpty
    if len(raw) > MAX_BYTES:
        raise PhotoTooLarge(megabytes=MAX_BYTES // 1024 // 1024)
    return DECODER.decode(raw, _photo, {"format": _format(raw[:32])}, wait=wait)


def _photo(answer: Frame) -> Photo:
    return Photo(answer.parts[0], int(answer.head["width"]), int(answer.head["height"]))


def preview_of(content: bytes) -> bytes:
    """Returns a sanitized photo in the size of a phone's screen, as a preview for its sender.

    It is decoded in this process, for its speed: it is the JPEG that the child wrote, no longer the
    bytes that came from outside.
    """
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), reducing_gap=2.0)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=PREVIEW_QUALITY)
        return out.getvalue()


def _format(head: bytes) -> str:
    """Returns Pillow's name of the format that the first bytes show; raises PhotoWrongType."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "HEIF"
    raise PhotoWrongType
