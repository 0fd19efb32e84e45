"""Detection of a table's format by the first bytes of its file; the file's name is not used."""

import io
from typing import IO

from records.errors import (
    TableEmpty,
    TableLocked,
    TableTooLarge,
    TableWrongType,
)
from records.tables.delimited import Delimited
from records.tables.limits import LIMITS, Limits
from records.tables.lines import Table
from records.tables.texts import HEAD, UTF8, WINDOWS, encoding_of
from records.tables.workbook import Workbook, check_zip

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
OLD_EXCEL = "book".encode("utf-16-le")
"""End of the name of the stream with the sheets: Workbook since Excel 97, Book before."""
PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"RIFF",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
)


def open_table(source: IO[bytes], limits: Limits = LIMITS) -> Table:
    """Opens the table in a seekable file.

    Raises TableEmpty, TableTooLarge (compressed or uncompressed), TableWrongType, TableLocked,
    TableDamaged.
    """
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    head = source.read(HEAD)
    if size > limits.size:
        raise TableTooLarge(megabytes=limits.megabytes)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise TableEmpty
    if head.startswith(ZIP):
        return Workbook(source, check_zip(source, limits), size, limits)
    if head.startswith(OLE):
        _check_old_excel(source)
        return Workbook(source, "xls", size, limits)
    if head.startswith(PICTURES) or _is_markup(head) or _is_binary(head):
        raise TableWrongType
    return Delimited(source, size, limits)


def _check_old_excel(source: IO[bytes]) -> None:
    source.seek(0)
    content = source.read()
    if LOCKED in content:
        raise TableLocked
    if OLD_EXCEL not in content.lower():
        raise TableWrongType


def _is_markup(head: bytes) -> bool:
    """Returns True for markup or JSON; some programs save a web page under the name of a table
    (.xls that is HTML).
    """
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    return start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"{", b"["))


def _is_binary(head: bytes) -> bool:
    """Returns True when there are many control characters. UTF-16 is not checked, as its bytes may
    look like control characters.
    """
    if encoding_of(head)[0] not in (UTF8, WINDOWS):
        return False
    control = sum(head.count(bytes([code])) for code in range(1, 32) if code not in (9, 10, 13))
    return control > max(16, len(head) // 20)
