"""Sanitizing of photos: JPEG, upright, sRGB, at most 2000 pixels, without metadata.

The type of a file is determined by its first bytes, never by its name. The size in pixels is
checked by the header before anything is decoded. Only the pixels are re-encoded: everything else in
a file (a script, a second file behind the first) is removed.
"""

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from functools import cache
from typing import IO

from PIL import Image, ImageCms, ImageFile, ImageOps

from rontal.membership.errors import (
    PhotoAnimated,
    PhotoDamaged,
    PhotoEmpty,
    PhotoTooLarge,
    PhotoTooManyPixels,
    PhotoTooSmall,
    PhotoWrongType,
)

MAX_BYTES = 15 * 1024 * 1024
MAX_MEGAPIXELS = 50
MIN_SIDE = 200
MAX_SIDE = 2000
QUALITY = 88
# Cameras write about ten scans; a large picture with thousands of scans takes minutes to decode.
MAX_SCANS = 200
PREVIEW_SIDE, PREVIEW_QUALITY = 1000, 78  # sharp on a phone, a tenth of the bytes
CONTENT_TYPE = "image/jpeg"
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
# A JPEG with a second picture (depth, HDR gain map) is read as MPO; the first picture is used.
STILLS = frozenset({"JPEG", "MPO", "HEIF"})
BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, RuntimeError)


@dataclass(frozen=True)
class Photo:
    """Sanitized JPEG; sizes in pixels."""

    content: bytes
    width: int
    height: int


def clean(content: IO[bytes]) -> Photo:
    """Returns the sanitized form of a photo.

    Raises PhotoEmpty, PhotoTooLarge (15 MB), PhotoWrongType (not JPEG, PNG, WebP, HEIC),
    PhotoTooManyPixels (50 million), PhotoTooSmall, PhotoAnimated, PhotoDamaged.
    """
    raw = content.read(MAX_BYTES + 1)
    if not raw:
        raise PhotoEmpty
    if len(raw) > MAX_BYTES:
        raise PhotoTooLarge(megabytes=MAX_BYTES // 1024 // 1024)
    formats = _formats(raw[:32])
    if formats == ["JPEG"] and raw.count(b"\xff\xda") > MAX_SCANS:
        raise PhotoDamaged
    try:
        return _decode(raw, formats)
    except Image.DecompressionBombError:
        raise PhotoTooManyPixels(megapixels=MAX_MEGAPIXELS) from None
    except BROKEN:
        raise PhotoDamaged from None


def preview_of(content: bytes) -> bytes:
    """Returns a sanitized photo in the size of a phone's screen, as a preview for its sender."""
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), reducing_gap=2.0)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=PREVIEW_QUALITY)
        return out.getvalue()


def _formats(head: bytes) -> list[str]:
    """Returns Pillow's names of the format that the first bytes show; raises PhotoWrongType."""
    if head.startswith(b"\xff\xd8\xff"):
        return ["JPEG"]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return ["PNG"]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return ["WEBP"]
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return ["HEIF"]
    raise PhotoWrongType


def _decode(raw: bytes, formats: list[str]) -> Photo:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        _know_heif()
        with Image.open(io.BytesIO(raw), formats=formats) as image:
            _check_header(image)
            image.draft("RGB", (MAX_SIDE, MAX_SIDE))
            image.load()
            return _encode(_to_rgb(_upright(image)))


def _check_header(image: ImageFile.ImageFile) -> None:
    """Checks the header; raises PhotoTooManyPixels, PhotoTooSmall, PhotoAnimated."""
    width, height = image.size
    if width * height > MAX_MEGAPIXELS * 1_000_000:
        raise PhotoTooManyPixels(megapixels=MAX_MEGAPIXELS)
    if min(width, height) < MIN_SIDE:
        raise PhotoTooSmall(pixels=MIN_SIDE)
    if image.format not in STILLS and getattr(image, "n_frames", 1) > 1:
        raise PhotoAnimated


def _upright(image: Image.Image) -> Image.Image:
    """Scales the photo down, and rotates it as its EXIF orientation says."""
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return ImageOps.exif_transpose(image)


def _to_rgb(image: Image.Image) -> Image.Image:
    """Converts any mode (palette, grey, 16 bits, CMYK, transparent, P3) to 8-bit sRGB on white."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("P", "PA", "LA", "La", "RGBa"):
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image).convert("RGB")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        image = _to_srgb(image, profile)
    return image if image.mode == "RGB" else image.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Converts by the embedded colour profile; a profile that does not fit is ignored."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _encode(image: Image.Image) -> Photo:
    """Encodes the pixels only, without metadata."""
    blank = Image.new("RGB", image.size)
    blank.paste(image)
    out = io.BytesIO()
    blank.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Photo(out.getvalue(), *blank.size)


@cache
def _know_heif() -> None:
    """Lets Pillow open HEIF; the library is loaded with the first photo."""
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)
