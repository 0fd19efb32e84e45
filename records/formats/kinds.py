"""Detects the kind of a file by its content; by its name only if the content is ambiguous."""

import re
import zipfile
from typing import IO, Final

from records.errors import FileEmpty, KindUnknown, ZipWithoutBooks
from records.formats.item import Kind
from records.tables import BROKEN_ZIP, OLE, spreadsheet_in_zip
from records.tables.texts import encoding_of

HEAD: Final = 64 * 1024
LEADER: Final = re.compile(rb"[\s\x00\xef\xbb\xbf]*\d{5}[a-z #|][a-z #|].{13}4[0-9 ][0-9 ]", re.S)
_ROOT: Final = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_BLANK: Final = b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"
_PICTURES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".jxl", ".tif", ".tiff")
BOOKS: Final = (".epub", ".pdf", ".cbz")
"""File name extensions of books."""
_NAMED: Final = {
    ".mrc": Kind.MARC, ".marc": Kind.MARC, ".iso": Kind.MARC, ".iso2709": Kind.MARC,
    ".csv": Kind.TABLE, ".tsv": Kind.TABLE, ".txt": Kind.TABLE,
}  # fmt: skip
_CONTROL: Final = bytes([*range(9), *range(14, 32)])
_ENDING: Final = re.compile(r"\.[a-z0-9]{1,8}$")


def kind_of(source: IO[bytes], name: str) -> Kind:
    """Returns the kind of a seekable file and rewinds it to its beginning.

    Raises FileEmpty, KindUnknown, ZipWithoutBooks.
    """
    source.seek(0)
    head = source.read(HEAD)
    source.seek(0)
    if not head.strip(_BLANK):
        raise FileEmpty
    kind = _by_content(source, head, name) or _by_name(head, name)
    source.seek(0)
    if kind is None:
        raise KindUnknown
    return kind


def _by_content(source: IO[bytes], head: bytes, name: str) -> Kind | None:
    if head.startswith(b"%PDF-") or b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(source, name.lower())
    if head.startswith(OLE):
        return Kind.TABLE
    if LEADER.match(head):
        return Kind.MARC
    text = _narrow(head)
    if text.lstrip(_BLANK).startswith(b"<"):
        return _of_xml(text)
    return None


def _narrow(head: bytes) -> bytes:
    """Returns UTF-16 content as ASCII bytes ("?" for other characters); other content without its
    byte order mark."""
    encoding, mark = encoding_of(head)
    if not encoding.startswith("UTF-16"):
        return head[mark:]
    return head[mark:].decode(encoding, "replace").encode("ascii", "replace")


def _of_xml(text: bytes) -> Kind | None:
    """Returns ONIX by its root element, MARCXML for any other XML that may contain records. Raises
    KindUnknown for HTML, SVG, RSS and OPF."""
    root = next((name.lower() for name in _ROOT.findall(text)), b"")
    if root in (b"onixmessage", b"product"):
        return Kind.ONIX
    if root in (b"html", b"svg", b"rss", b"package"):
        raise KindUnknown
    return Kind.MARCXML


def _in_zip(source: IO[bytes], called: str) -> Kind:
    """Returns the kind of a ZIP. One with books counts as a folder of books, even with images
    beside them; a .cbz always counts as page images."""
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
            spreadsheet = spreadsheet_in_zip(archive)
    except BROKEN_ZIP:
        raise KindUnknown from None
    if "META-INF/container.xml" in names:
        return Kind.EPUB
    if spreadsheet:
        return Kind.TABLE
    if not called.endswith(".cbz") and any(name.lower().endswith(BOOKS) for name in names):
        return Kind.ZIP
    if any(name.lower().endswith(_PICTURES) for name in names):
        return Kind.IMAGES
    if called.endswith(".zip"):
        raise ZipWithoutBooks
    raise KindUnknown


def _by_name(head: bytes, name: str) -> Kind | None:
    """Returns MARC for a .mrc file whose first record is broken or a leader further on, TABLE for
    any text, None for other binary content."""
    ending = _ENDING.search(name.lower())
    kind = _NAMED.get(ending.group()) if ending else None
    if kind is Kind.MARC and (b"\x1e" in head or b"\x1d" in head):
        return kind
    if _is_binary(head):
        return Kind.MARC if LEADER.search(head) else None
    return Kind.TABLE


def _is_binary(head: bytes) -> bool:
    """Returns True where there are more control characters than the encoding explains."""
    if encoding_of(head)[0].startswith("UTF-16"):
        return False
    control = len(head) - len(head.translate(None, _CONTROL))
    return control > max(16, len(head) // 20) or (b"\x1e" in head and b"\x1d" in head)
