"""Reads a book file of any supported format."""

from pathlib import Path
from typing import IO, Final

from records import epub, formats
from records.books import images, metadata_files
from records.books.epubs import parse_epub
from records.books.results import ParsedBook
from records.errors import (
    BookUnknown,
    FileMissing,
    FileRefused,
    FileTooLarge,
    ZipWithin,
    ZipWithoutBooks,
)
from records.formats import Kind

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
        from records.books import pdf  # its libraries are loaded with the first PDF

        return pdf.read(source, name)
    if kind is Kind.IMAGES:
        return images.read(source, name)
    if kind is Kind.EPUB or name.lower().endswith(".epub"):
        return parse_epub(epub.read(source))
    raise ZipWithin if kind is Kind.ZIP else BookUnknown
