"""Packs a folder of scans into one archive of images; the same images always give the same bytes.
TIFF is converted to WebP, because no browser shows TIFF."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image

from records.books import names
from records.books.images import MAX_PAGES, MAX_PICTURE_BYTES, TYPES

MAX_PIXELS: Final = 200_000_000
QUALITY: Final = 88
DAY: Final = (1980, 1, 1, 0, 0, 0)
TIFF: Final = (".tif", ".tiff")


def pack(folder: Path, target: Path) -> int:
    """Packs the images of a folder in natural order of their names and returns their number.
    Deletes the target file where there is none."""
    count = 0
    with zipfile.ZipFile(target, "w") as archive:
        for path in pictures(folder):
            name, content = _page(path)
            if content:
                archive.writestr(zipfile.ZipInfo(name, DAY), content)
                count += 1
        for path in folder.glob("*.xml"):
            if path.name.lower() == "comicinfo.xml":
                archive.writestr(zipfile.ZipInfo("ComicInfo.xml", DAY), path.read_bytes())
    if not count:
        target.unlink()
    return count


def pictures(folder: Path) -> Iterator[Path]:
    """Yields the images directly in the folder in natural order; no links, no hidden files."""
    images = [
        path
        for path in folder.iterdir()
        if path.suffix.lower() in TYPES
        and not path.name.startswith(".")
        and path.is_file()
        and not path.is_symlink()
    ]
    yield from sorted(images, key=lambda path: names.natural(path.name))[:MAX_PAGES]


def _page(path: Path) -> tuple[str, bytes]:
    if path.suffix.lower() not in TIFF:
        return path.name, path.read_bytes() if path.stat().st_size <= MAX_PICTURE_BYTES else b""
    target = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(path, formats=["TIFF"])
            if picture.width * picture.height > MAX_PIXELS:
                return path.name, b""
            picture.convert("RGB").save(target, "WEBP", quality=QUALITY, method=2)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return path.name, b""
    return f"{path.stem}.webp", target.getvalue()
