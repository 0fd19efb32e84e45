"""Zip archive of an EPUB; names, sizes and encryption are checked before anything is read."""

import unicodedata
import zipfile
import zlib
from collections.abc import Collection
from typing import IO, Final

from records.errors import (
    Bomb,
    DuplicateName,
    NotAnEpub,
    Protected,
    TooManyParts,
    Unreadable,
    UnsafeName,
)

MAX_ENTRIES: Final = 20_000
MAX_UNPACKED: Final = 1_500_000_000
MAX_XML: Final = 16_000_000
RATIO_FROM: Final = 10_000_000
MAX_RATIO: Final = 150
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED_FLAG: Final = 0x1
DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError,
    ValueError,
)  # fmt: skip
"""Exceptions that reading a damaged entry raises."""


class Archive:
    """Files of a checked archive."""

    def __init__(self, source: IO[bytes]) -> None:
        """Opens and checks an archive. Raises NotAnEpub, UnsafeName, DuplicateName, Bomb,
        TooManyParts, Protected, Unreadable."""
        try:
            self._zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
            raise NotAnEpub from None
        entries = self._zip.infolist()
        _check_sizes(entries)
        _check_names([entry.orig_filename for entry in entries])
        self._entries = {entry.filename: entry for entry in entries if not entry.is_dir()}

    @property
    def names(self) -> Collection[str]:
        """Paths of all files in the archive."""
        return self._entries.keys()

    def size(self, name: str) -> int:
        """Returns the unpacked size of a file in bytes."""
        return self._entries[name].file_size

    def read(self, name: str, *, limit: int = MAX_XML) -> bytes:
        """Returns the content of a file. Raises KeyError where there is none, Bomb above `limit`
        bytes, Unreadable."""
        entry = self._entries[name]
        if entry.file_size > limit:
            raise Bomb
        return unpack(self._zip, entry)

    def head(self, name: str, length: int) -> bytes:
        """Returns the first `length` bytes of a file. Raises KeyError, Unreadable."""
        try:
            with self._zip.open(self._entries[name]) as content:
                return content.read(length)
        except DAMAGED:
            raise Unreadable from None

    def __contains__(self, name: object) -> bool:
        return name in self._entries


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Returns the content of an entry. Raises Unreadable where it is damaged."""
    try:
        return archive.read(entry)
    except DAMAGED:
        raise Unreadable from None


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise TooManyParts
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Bomb
    for entry in entries:
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise Protected
        if entry.compress_type not in METHODS:
            raise Unreadable
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * entry.compress_size:
            raise Bomb


def _check_names(names: list[str]) -> None:
    checked: set[str] = set()
    for name in names:
        if not is_safe(name):
            raise UnsafeName
        key = unicodedata.normalize("NFC", name)
        if key in checked:
            raise DuplicateName
        checked.add(key)


def is_safe(name: str) -> bool:
    """Returns True for a relative path of plain parts, which stays inside the archive."""
    if not name or name.startswith("/") or "\\" in name or len(name) > 1000:
        return False
    if any(unicodedata.category(char) == "Cc" for char in name) or name[1:2] == ":":
        return False
    return not any(part in ("..", ".", "") for part in name.rstrip("/").split("/"))
