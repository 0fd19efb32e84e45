"""Files and folders on disk, sorted by the kind of import that reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from records.formats.kinds import BOOKS
from rontal.catalogue.importing import metadata_files

RECORDS = (".mrc", ".marc", ".iso", ".xml", ".csv", ".tsv", ".xlsx", ".xls", ".ods", ".onix")
PACKED = (".zip",)
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff")
BESIDE = ("comicinfo.xml", *metadata_files.NAMES)


@dataclass(frozen=True)
class SortedPaths:
    """Files found at the paths.

    `books` (with folders of scans) form one run; each file of records or ZIP in `records` is a
    separate run; `others` are of an unknown kind.
    """

    books: list[Path]
    records: list[Path]
    others: list[Path]


def sort_paths(paths: list[Path]) -> SortedPaths:
    """Sorts the files at the paths by kind.

    A folder with images and no book file is one book of scans.
    """
    books: list[Path] = []
    records: list[Path] = []
    for path in chain.from_iterable(map(_walk, paths)):
        ending = path.suffix.lower()
        is_record = ending in RECORDS or (path.is_file() and ending not in BOOKS)
        (records if is_record else books).append(path)
    return SortedPaths(
        books, records, [path for folder in paths for path in _unsupported_files(folder)]
    )


def _unsupported_files(folder: Path) -> Iterator[Path]:
    """Yields files in a folder whose kind is not supported."""
    for path in sorted(folder.rglob("*") if folder.is_dir() else ()):
        known = (
            path.suffix.lower() in (*BOOKS, *RECORDS, *PACKED, *PICTURES)
            or path.name.lower() in BESIDE
        )
        known = known or any(path.with_suffix(ending).exists() for ending in BOOKS)
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not known and not hidden:
            yield path


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
    files = [entry for entry in entries if entry.is_file()]
    books = [entry for entry in files if entry.suffix.lower() in BOOKS]
    if not books and any(entry.suffix.lower() in PICTURES for entry in files):
        yield path
    stems = {book.stem for book in books}
    for entry in files:
        beside = entry.name.lower() in BESIDE or entry.stem in stems
        ending = entry.suffix.lower()
        if entry in books or ending in PACKED or (ending in RECORDS and not beside):
            yield entry
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
