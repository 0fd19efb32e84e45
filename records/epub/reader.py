"""Reads an EPUB file into a `Book`."""

from typing import IO, Final

from records.epub.archive import Archive
from records.epub.contents import contents_of
from records.epub.metadata import metadata_of
from records.epub.package import Package, resolve
from records.epub.shape import Book
from records.epub.xml import parse_content

MAX_COVER: Final = 20_000_000
PAGE_TYPES: Final = ("application/xhtml+xml", "text/html", "image/svg+xml")


def read(source: IO[bytes]) -> Book:
    """Reads an EPUB 2 or 3 from a seekable stream. Raises a subclass of BookRefused."""
    archive = Archive(source)
    package = Package(archive)
    spine = package.spine
    cover, cover_type = _cover(package)
    return Book(
        metadata=metadata_of(package),
        manifest=package.manifest,
        spine=spine,
        contents=contents_of(package),
        cover=cover,
        cover_type=cover_type,
        fixed_layout=package.fixed_layout,
        right_to_left=package.right_to_left,
    )


def _cover(package: Package) -> tuple[bytes | None, str]:
    path = _cover_path(package)
    if not path or package.archive.size(path) > MAX_COVER:
        return None, ""
    return package.archive.read(path, limit=MAX_COVER), package.media_type(path)


def _cover_path(package: Package) -> str:
    """Returns the path of the cover image: the item `cover-image` (EPUB 3), the meta `cover` (EPUB
    2), or the first image on a cover page; "" where there is none."""
    path = package.path_of(property="cover-image")
    if not path:
        metas = package.find("opf:metadata/opf:meta[@name='cover']")
        path = package.path_of(id=metas[0].get("content", "")) if metas else ""
    if not path:
        guides = package.find("opf:guide/opf:reference[@type='cover']")
        path = resolve(guides[0].get("href", ""), package.path) if guides else ""
    if package.media_type(path) in PAGE_TYPES[:2]:
        path = _picture_on(package, path)
    return path if package.media_type(path).startswith("image/") else ""


def _picture_on(package: Package, page: str) -> str:
    tree = parse_content(package.archive.read(page))
    if tree is None:
        return ""
    for node in tree.iter("{*}img", "{*}image"):
        href = node.get("src") or node.get("{http://www.w3.org/1999/xlink}href") or node.get("href")
        path = resolve(href, page) if href else ""
        if path in package.archive:
            return path
    return ""
