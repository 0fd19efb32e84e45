"""Unpacks a ZIP of books as files whose names contain the ZIP and their folders; no name in the ZIP
is ever used as a path on disk. Runs in a child process: `listing` reads the directory of the ZIP
only, `pieces` unpacks it. No Django."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from records.books import names
from records.books.images import TYPES
from records.epub.archive import (
    DAMAGED,
    ENCRYPTED_FLAG,
    MAX_RATIO,
    METHODS,
    RATIO_FROM,
    is_safe,
)
from records.errors import ZipLocked, ZipTooLarge, ZipUnsafe, ZipWithoutBooks
from records.formats.kinds import BOOKS
from rontal.catalogue.importing import metadata_files
from rontal.core.children.frames import Frame, Head

MAX_FILES: Final = 2_000
MAX_BYTES: Final = 4_000_000_000
MAX_SCANS: Final = 50
"""Most folders of scans in one ZIP."""
PIECE: Final = 1 << 20
IN_MEMORY: Final = 8_000_000
DAY: Final = (1980, 1, 1, 0, 0, 0)
_NO_BOOKS: Final = ("__macosx", "thumbs.db", "desktop.ini")
File = tuple[str, IO[bytes]]
Entries = Sequence[zipfile.ZipInfo]


@dataclass(frozen=True)
class PackedFile:
    """File in a ZIP: its name, its unpacked size, and a function that opens it."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


def pieces(source: IO[bytes], head: Head) -> Iterator[Frame]:
    """Yields the books of a ZIP called `name` in the order of `listing`: for each the
    text of the metadata file beside it, and its content in pieces, of which the last is marked.
    Raises a subclass of FileRefused."""
    books, beside = metadata_files.split([(one.name, one) for one in packed(source, head["name"])])
    for name, book in books:
        metadata = beside.get(metadata_files.stem_of(name))
        text = metadata_files.text_of(metadata.open()) if metadata else ""
        yield Frame({"book": True}, (text.encode(),))
        with book.open() as content:
            while piece := content.read(PIECE):
                yield Frame({}, (piece,))
        yield Frame({"last": True})


def listing(source: IO[bytes], name: str) -> list[tuple[str, int]]:
    """Returns the names and unpacked sizes of the books in a ZIP, without unpacking any. Raises a
    subclass of FileRefused."""
    books, _beside = metadata_files.split([(one.name, one) for one in packed(source, name)])
    return [(book, one.size) for book, one in books]


def files(content: IO[bytes], name: str) -> list[File]:
    """Returns the files in a ZIP, opened; the ZIP must stay open while they are read. A damaged
    file is returned empty, so that the report lists it. Raises the errors of `packed`."""
    return [(one.name, one.open()) for one in packed(content, name)]


def packed(content: IO[bytes], name: str) -> list[PackedFile]:
    """Returns the files in a ZIP; the ZIP must stay open while they are read. A folder with images
    and no book becomes one book of scans; images beside books are ignored.

    Raises ZipTooLarge, ZipUnsafe, ZipLocked, ZipWithoutBooks.
    """
    try:
        archive = zipfile.ZipFile(content)
    except (*DAMAGED, ValueError):
        raise ZipLocked from None
    entries = archive.infolist()
    _check(entries)
    folders: dict[PurePosixPath, list[zipfile.ZipInfo]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: names.natural(one.filename)):
        if not entry.is_dir() and _is_included(entry.filename):
            folders[PurePosixPath(entry.filename).parent].append(entry)
    if sum(map(_is_scans, folders.values())) > MAX_SCANS:
        raise ZipTooLarge
    found: list[PackedFile] = []
    for folder, some in folders.items():
        found += _in_folder(archive, PurePosixPath(name), folder, some)
    if not found:
        raise ZipWithoutBooks
    return found


def _in_folder(
    archive: zipfile.ZipFile, name: PurePosixPath, folder: PurePosixPath, entries: Entries
) -> Iterator[PackedFile]:
    pictures = [entry for entry in entries if _ending(entry) in TYPES]
    for entry in entries:
        if entry not in pictures:
            opened = partial(_content, archive, entry)
            yield PackedFile(str(name / entry.filename), entry.file_size, opened)
    if _is_scans(entries):
        scans = str(name / f"{folder if folder.name else name.stem}.cbz")
        size = sum(entry.file_size for entry in pictures)
        yield PackedFile(scans, size, partial(_scans, archive, pictures))


def _is_scans(entries: Entries) -> bool:
    endings = set(map(_ending, entries))
    return bool(endings & set(TYPES)) and not endings & set(BOOKS)


def _scans(archive: zipfile.ZipFile, pictures: Entries) -> IO[bytes]:
    """Returns the images of a folder as one archive; the same images always give the same bytes."""
    target: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - returned open
    with zipfile.ZipFile(target, "w") as packed:
        for entry in pictures:
            with suppress(*DAMAGED):
                content = archive.read(entry)
                packed.writestr(zipfile.ZipInfo(PurePosixPath(entry.filename).name, DAY), content)
    target.seek(0)
    return target


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    """Returns a file of the archive after reading it once to its end, which verifies the checksum;
    an empty file where it is damaged."""
    try:
        with archive.open(entry) as source:
            while source.read(PIECE):
                pass
        return archive.open(entry)
    except DAMAGED:
        return io.BytesIO()


def _check(entries: Entries) -> None:
    if sum(not entry.is_dir() for entry in entries) > MAX_FILES:
        raise ZipTooLarge
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise ZipTooLarge
    for entry in entries:
        if entry.flag_bits & ENCRYPTED_FLAG or entry.compress_type not in METHODS:
            raise ZipLocked
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * entry.compress_size:
            raise ZipTooLarge
        if not is_safe(entry.orig_filename):
            raise ZipUnsafe
    if len({entry.filename for entry in entries}) != len(entries):
        raise ZipUnsafe


def _is_included(path: str) -> bool:
    parts = path.lower().split("/")
    return not any(part.startswith(".") or part in _NO_BOOKS for part in parts)


def _ending(entry: zipfile.ZipInfo) -> str:
    return PurePosixPath(entry.filename).suffix.lower()
