"""Pictures of titles. Reading apps need not support WebP (OPDS 1.2, 5.2.2), so they get JPEG,
converted from the stored cover, or drawn where a title has none."""

import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from zlib import crc32

from PIL import Image, ImageDraw, ImageFont

from records.covers import RETIRED_WIDTHS, WIDTHS
from rontal.catalogue import selectors
from rontal.catalogue.rows import Row
from rontal.core.errors import NotFound
from rontal.interop.authentication.document import LOGO_SIDE
from rontal.ui import covers, drawings

TYPE: Final = "image/jpeg"
IMAGE: Final = "http://opds-spec.org/image"
LARGE: Final = max(WIDTHS)
SMALL: Final = min(WIDTHS)
QUALITY: Final = 80
ICON: Final = drawings.FOLDER / "icon.svg"
DRAWING_SIZE: Final = (200, 300)
"""Width and height of the drawings of `ui.covers`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Picture of a title with its size in pixels."""

    rel: str
    href: str
    type: str
    width: int
    height: int


def pictures(row: Row) -> Sequence[Picture]:
    """Returns the picture of a title and its thumbnail. The URL of a drawn cover changes with the
    text on it, because apps cache pictures."""
    if row.cover is None:
        start, height = (
            f"/opds/sampul/judul/{row.slug}-",
            LARGE * DRAWING_SIZE[1] // DRAWING_SIZE[0],
        )
        end = f".jpg?v={crc32(f'{row.title}/{row.by_line}'.encode()):08x}"
    else:
        start, height = f"/opds/sampul/{row.cover.digest}-", row.cover.height
        end = ".jpg"
    small = max(1, round(height * SMALL / LARGE))
    return (
        Picture(IMAGE, f"{start}{LARGE}{end}", TYPE, LARGE, height),
        Picture(f"{IMAGE}/thumbnail", f"{start}{SMALL}{end}", TYPE, SMALL, small),
    )


def stored_cover(digest: str, width: int) -> bytes:
    """Returns the stored cover with this digest as JPEG. Raises NotFound."""
    _width, content = selectors.cover_picture(digest, width)
    try:
        with Image.open(io.BytesIO(content), formats=("WEBP",)) as picture:
            return _encode_jpeg(picture.convert("RGB"))
    except OSError:
        raise NotFound from None


def compose_cover(row: Row, width: int) -> bytes:
    """Returns a cover as JPEG, drawn like the one on pages. Raises NotFound for other widths."""
    if width not in (*WIDTHS, *RETIRED_WIDTHS):
        raise NotFound
    scale = width / DRAWING_SIZE[0]
    cover = covers.compose(row.title, row.by_line)
    picture = Image.new("RGB", (width, round(DRAWING_SIZE[1] * scale)), cover.ground)
    brush = ImageDraw.Draw(picture)
    brush.rectangle([14 * scale, 26 * scale, 62 * scale, 29 * scale], fill=cover.gold)
    for at, line in cover.lines:
        _write_line(brush, (14 * scale, at * scale), line, 22 * scale, cover.ink)
    for leaf in cover.leaves:
        box = [leaf.x, leaf.y, leaf.x + leaf.width, leaf.y + 11]
        brush.rounded_rectangle([side * scale for side in box], 5 * scale, fill=cover.gold)
        hole = [leaf.hole, leaf.y + 3, leaf.hole + 5, leaf.y + 8]
        brush.ellipse([side * scale for side in hole], fill=cover.ground)
    _write_line(brush, (14 * scale, 286 * scale), cover.by, 13 * scale, cover.ink)
    return _encode_jpeg(picture)


@cache
def logo() -> bytes:
    import typst  # loaded with the first logo

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.typ"
        (Path(folder) / "sign.svg").write_bytes(ICON.read_bytes())
        page.write_text(
            f"#set page(width: {LOGO_SIDE}pt, height: {LOGO_SIDE}pt, margin: 0pt, fill: none)\n"
            '#image("sign.svg", width: 100%)'
        )
        image = typst.compile(page, root=Path(folder), format="png", ppi=72.0)
    if not isinstance(image, bytes):
        raise TypeError("one picture was expected")
    return image


def _write_line(
    brush: ImageDraw.ImageDraw, place: tuple[float, float], line: str, size: float, ink: str
) -> None:
    """Writes one line of text with its baseline at `place`."""
    brush.text(place, line, fill=ink, font=ImageFont.load_default(size), anchor="ls")


def _encode_jpeg(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()
