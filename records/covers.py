"""Cover pictures: any image that a book contains becomes WebP in several widths, from which a
browser takes the one that fits its layout and screen (docs/adr/0030-weight-of-pages.md)."""

import contextlib
import hashlib
import io
import tempfile
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree
from PIL import Image, ImageCms

from records.epub.xml import parse_content

if TYPE_CHECKING:
    import typst

WIDTHS: Final = (160, 224, 320, 480)
"""Widths in pixels. A search result shows 80 on a phone, a shelf 112; high-density screens need
twice as many. A title's own page and reading apps use the widest."""
RETIRED_WIDTHS: Final = (100, 200)
"""Widths of former versions. Their URLs return the next wider picture."""
LADDER: Final = 1
"""Version of WIDTHS; a job redraws covers that were drawn for an older version."""
MAX_ASPECT_RATIO: Final = 2
"""Greatest ratio of width to height; a wider picture is cropped to its middle."""
BOOK: Final = 2 / 3
MAX_PIXELS: Final = 50_000_000
MAX_SVG: Final = 5_000_000
XLINK_HREF: Final = "{http://www.w3.org/1999/xlink}href"
SVG_WIDTH: Final = 480
_DECOMPRESSION_BOMBS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "TIFF")
QUALITY: Final = {160: 50, 224: 45, 320: 40, 480: 50}
"""Quality of WebP by width. 224 and 320 are what dense screens show on half as much, where no
difference to 60 and 78 was seen; narrower pictures are drawn from 480."""
_SRGB: Final = ImageCms.createProfile("sRGB")


@dataclass(frozen=True)
class CoverPictures:
    """One cover in all widths. `digest` identifies it, `colour` is its mean as `#rrggbb`; `height`
    belongs to the widest; `files` maps widths to WebP bytes."""

    digest: str
    height: int
    colour: str
    files: dict[int, bytes]


def draw(content: bytes, media_type: str) -> CoverPictures | None:
    """Returns the cover in all widths, None where the image cannot be decoded."""
    if media_type == "image/svg+xml":
        content = _from_svg(content)
    picture = _open(content)
    return of_picture(picture, file_digest(content)) if picture else None


def file_digest(content: bytes) -> str:
    """Returns what identifies the cover of a file: half of its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()[:32]


def of_picture(picture: Image.Image, digest: str = "") -> CoverPictures:
    """Returns the cover in all widths for an open image. Without `digest` (`file_digest`), its
    pixels are hashed."""
    largest = _scaled(_shaped(_in_srgb(picture)), max(WIDTHS))
    mean = largest.resize((1, 1), Image.Resampling.BOX).tobytes()
    return CoverPictures(
        digest=digest or file_digest(largest.tobytes()),
        height=largest.height,
        colour=f"#{mean.hex()}",
        files=narrower(largest) | {max(WIDTHS): _webp(largest)},
    )


def narrower(largest: Image.Image) -> dict[int, bytes]:
    """Returns every width below the widest as WebP, scaled down from the widest."""
    pictures, picture = {}, largest
    for width in sorted(WIDTHS, reverse=True)[1:]:
        picture = _scaled(picture, width)
        pictures[width] = _webp(picture)
    return pictures


def open_stored(content: bytes) -> Image.Image | None:
    """Returns a stored WebP cover as an image, None where it is damaged."""
    try:
        with Image.open(io.BytesIO(content), formats=("WEBP",)) as picture:
            return picture.convert("RGB")
    except (OSError, ValueError, SyntaxError):
        return None


def _open(content: bytes) -> Image.Image | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS:
                return None
            picture.draft("RGB", (max(WIDTHS), max(WIDTHS) * 2))
            return _on_white(picture)
    except (OSError, ValueError, SyntaxError, *_DECOMPRESSION_BOMBS):
        return None


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "P", "PA"):
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return picture.convert("RGB")


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Converts to sRGB, which browsers assume, and drops the colour profile: it would add up to 3
    kB to each width."""
    profile = picture.info.get("icc_profile")
    plain = picture.convert("RGB")
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError):  # unsuitable or damaged profile
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ImageCms.profileToProfile(plain, source, _SRGB, inPlace=True)
    plain.info.pop("icc_profile", None)
    return plain


def _shaped(picture: Image.Image) -> Image.Image:
    """Returns a picture cropped to the shape of a book where it is much wider than high (such as a
    lontar leaf): scaled down whole it would be a thin line on a shelf."""
    if picture.width <= MAX_ASPECT_RATIO * picture.height:
        return picture
    width = max(1, round(picture.height * BOOK))
    left = (picture.width - width) // 2
    return picture.crop((left, 0, left + width, picture.height))


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    """Returns a picture scaled to the width, cropped in the middle to twice its width in height."""
    height = round(picture.height * width / picture.width)
    scaled = picture.resize((width, max(1, height)), Image.Resampling.BICUBIC, reducing_gap=2.0)
    if height <= 2 * width:
        return scaled
    top = (height - 2 * width) // 2
    return scaled.crop((0, top, width, top + 2 * width))


def _webp(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "WEBP", quality=QUALITY[picture.width], method=2)
    return target.getvalue()


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=True)


def _from_svg(content: bytes) -> bytes:
    """Returns an SVG as PNG bytes, b"" where it cannot be drawn. Typst renders it: it runs no
    script and reads no file outside its folder."""
    content = _self_contained(content) if len(content) <= MAX_SVG else b""
    if not content:
        return b""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.typ"
        (Path(folder) / "cover.svg").write_bytes(content)
        page.write_text(
            f"#set page(width: {SVG_WIDTH}pt, height: auto, margin: 0pt)\n"
            '#image("cover.svg", width: 100%)'
        )
        try:
            drawn = typst.compile(
                page, root=Path(folder), format="png", ppi=72.0, font_paths=_fonts()
            )
        except (typst.TypstError, RuntimeError, OSError, ValueError):
            return b""
    return drawn if isinstance(drawn, bytes) else b""


def _self_contained(content: bytes) -> bytes:
    """Returns the SVG without scripts, foreign objects and external images."""
    root = parse_content(content)
    if root is None:
        return b""
    for node in list(root.iter("{*}script", "{*}foreignObject", "{*}image")):
        address = node.get(XLINK_HREF) or node.get("href") or ""
        parent = node.getparent()
        if parent is not None and not address.startswith("data:image/"):
            parent.remove(node)
    return etree.tostring(root)
