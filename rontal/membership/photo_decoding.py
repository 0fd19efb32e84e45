"""Decoding of photos, in a child process: the size in pixels is checked by the header before
anything is decoded. Only the pixels are re-encoded: everything else in a file (a script, a second
file behind the first) is removed.
"""

import io
import struct
import warnings
import zlib
from functools import cache

from PIL import Image, ImageCms, ImageFile, ImageOps

from rontal.core.children.frames import Frame
from rontal.membership.errors import (
    PhotoAnimated,
    PhotoDamaged,
    PhotoTooManyPixels,
    PhotoTooSmall,
)

MAX_MEGAPIXELS = {"JPEG": 50, "HEIF": 50, "PNG": 25, "WEBP": 25}
"""Pixels by format. A JPEG is scaled down while it is decoded. Phones take HEIC of 48 million; PNG
and WebP come from screens and scanners, and a PNG may hold 8 bytes a pixel.
"""
MIN_SIDE = 200
MAX_SIDE = 2000
QUALITY = 88
# Cameras write about ten scans; a large picture with thousands of scans takes minutes to decode.
MAX_SCANS = 200
# A JPEG with a second picture (depth, HDR gain map) is read as MPO; the first picture is used.
STILLS = frozenset({"JPEG", "MPO", "HEIF"})
BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, RuntimeError)


def answer(frame: Frame) -> Frame:
    """Answers a photo, whose format the head names, by its sanitized form.

    Raises PhotoTooManyPixels, PhotoTooSmall, PhotoAnimated, PhotoDamaged.
    """
    (raw,), kind = frame.parts, frame.head["format"]
    if kind == "JPEG" and raw.count(b"\xff\xda") > MAX_SCANS:
        raise PhotoDamaged
    try:
        image = _decode(raw, kind)
    except Image.DecompressionBombError:
        raise PhotoTooManyPixels(megapixels=MAX_MEGAPIXELS[kind]) from None
    except BROKEN:
        raise PhotoDamaged from None
    return Frame({"width": image.width, "height": image.height}, (_encode(image),))


def _decode(raw: bytes, kind: str) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        _know_heif(kind)
        with Image.open(io.BytesIO(raw), formats=[kind]) as image:
            _check_header(image, MAX_MEGAPIXELS[kind])
            image.draft("RGB", (MAX_SIDE, MAX_SIDE))
            image.load()
            return _to_rgb(_upright(image))


def _check_header(image: ImageFile.ImageFile, megapixels: int) -> None:
    """Checks the header; raises PhotoTooManyPixels, PhotoTooSmall, PhotoAnimated."""
    width, height = image.size
    if width * height > megapixels * 1_000_000:
        raise PhotoTooManyPixels(megapixels=megapixels)
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


def _encode(image: Image.Image) -> bytes:
    """Encodes the pixels only, without metadata."""
    blank = Image.new("RGB", image.size)
    blank.paste(image)
    out = io.BytesIO()
    blank.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


@cache
def _know_heif(kind: str) -> None:
    """Lets Pillow open HEIF; the library is loaded for such a photo only."""
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
