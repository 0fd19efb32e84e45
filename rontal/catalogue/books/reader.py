"""Reads a book file of any supported format."""

from pathlib import Path
from typing import IO, Final

from rontal.catalogue import epub, formats
from rontal.catalogue.books import images, metadata_files
from rontal.catalogue.books.epubs import parse_epub
from rontal.catalogue.books.results import ParsedBook
from rontal.catalogue.errors import BookUnknown, FileMissing, FileTooLarge, ZipWithin
from rontal.catalogue.formats import Kind
from rontal.catalogue.formats.errors import FileRefused, ZipWithoutBooks

MAX_FILE: Final = 500_000_000


def read(path: Path, name: str, metadata: Path | None = None) -> ParsedBook:
    """Reads a book file. `name` is the file name that people see, `metadata` the path of a metadata
    file beside it. Raises a subclass of BookRefused."""
    with _open(path) as source:
        book = _read(source, name)
    return metadata_files.with_metadata(book, metadata) if metadata else book


def _open(path: Path) -> IO[bytes]:
    try:
        if not path.is_file():
            raise FileMissing
        if path.stat().st_size > MAX_FILE:
            raise FileTooLarge
        return path.open("rb")
    except (OSError, ValueError):
        raise FileMissing from None


def _read(source: IO[bytes], name: str) -> ParsedBook:
    try:
        kind = formats.kind_of(source, name)
    except ZipWithoutBooks:
        raise ZipWithin from None
    except FileRefused:
        kind = None
    if kind is Kind.PDF:
        from rontal.catalogue.books import pdf  # its libraries are loaded with the first PDF

        return pdf.read(source, name)
    if kind is Kind.IMAGES:
        return images.read(source, name)
    if kind is Kind.EPUB or name.lower().endswith(".epub"):
        return parse_epub(epub.read(source))
    raise ZipWithin if kind is Kind.ZIP else BookUnknown
