"""Builder of the demo library's e-books: a folder of Markdown and drawings becomes an EPUB 3.3.

A book is a folder with `book.toml`, `cover.svg`, chapters `NN-name.md` (each starts with one `#
heading`) and drawings in `images/`. The same source always results in the same bytes, so that a
built book can be compared, cached and identified by its hash. Sources: EPUB 3.3 and EPUB
Accessibility 1.1 (W3C), the schema.org accessibility vocabulary, DPUB-ARIA 1.1.
"""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rontal.demo.epub.package import CONTAINER, all_pictures, package
from rontal.demo.epub.pages import chapter_page, colophon, cover_page, navigation, title_page
from rontal.demo.epub.source import Book, BookSourceError, Chapter, read_book, read_chapters

__all__ = ["BOOKS", "BookSourceError", "book_folders", "build", "build_all", "read_book"]

BOOKS: Final = Path(__file__).parent.parent / "books"
STYLE: Final = BOOKS / "style.css"
EARLIEST_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


def build(source: Path, target: Path) -> Path:
    """Builds the book in the folder `source` into the file `target`, and returns `target`.

    Raises `BookSourceError` where the source is incomplete or invalid.
    """
    book = read_book(source)
    chapters = read_chapters(source, book)
    target.parent.mkdir(parents=True, exist_ok=True)
    half_done = target.with_name(f".{target.name}.part")
    with zipfile.ZipFile(half_done, "w") as archive:
        _store(archive, "mimetype", b"application/epub+zip", compress=False)
        for name, content in _resources(source, book, chapters):
            _store(archive, name, content)
    return half_done.replace(target)


def build_all(folder: Path) -> list[Path]:
    """Builds every book of the demo library into `folder` as `<slug>.epub`, in order of slug."""
    return [build(source, folder / f"{source.name}.epub") for source in book_folders()]


def book_folders() -> list[Path]:
    """Returns the source folders of the demo library's books, in order of slug."""
    return sorted(path.parent for path in BOOKS.glob("*/book.toml"))


def _resources(
    source: Path, book: Book, chapters: Sequence[Chapter]
) -> Iterator[tuple[str, str | bytes]]:
    yield "META-INF/container.xml", CONTAINER
    yield "EPUB/package.opf", package(book, chapters)
    yield "EPUB/nav.xhtml", navigation(book, chapters)
    yield "EPUB/style.css", STYLE.read_bytes()
    yield "EPUB/cover.svg", (source / "cover.svg").read_bytes()
    yield "EPUB/cover.xhtml", cover_page(book)
    yield "EPUB/title.xhtml", title_page(book)
    for chapter in chapters:
        yield f"EPUB/{chapter.href}", chapter_page(book, chapter)
    yield "EPUB/colophon.xhtml", colophon(book)
    for address in all_pictures(chapters):
        yield f"EPUB/{address}", (source / address).read_bytes()


def _store(
    archive: zipfile.ZipFile, name: str, content: str | bytes, *, compress: bool = True
) -> None:
    entry = zipfile.ZipInfo(name, EARLIEST_ZIP_TIME)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    archive.writestr(entry, content)
