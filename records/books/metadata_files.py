"""Metadata file beside a book file: an OPF package (Calibre), Dublin Core in XML, MARCXML, or JSON.
Its values override those that the book file contains."""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

from lxml import etree

from records import formats
from records.books.epubs import record_of
from records.books.results import ParsedBook
from records.epub.metadata import metadata_of
from records.epub.package import Sheet
from records.epub.xml import parse_package_file, text_of
from records.errors import RecordsError
from records.formats import Kind, dublin_core
from records.record import Record

MAX_BYTES: Final = 5_000_000
UNREADABLE: Final = "metadata_beside_unreadable"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_EMPTY: Final = {one.name: one.default for one in fields(Record)}


def with_metadata(book: ParsedBook, path: Path) -> ParsedBook:
    """Returns `book` with its record overridden by the values of the metadata file at `path`. Adds
    the remark UNREADABLE where that file cannot be read."""
    record = _record(path, book.record.title)
    if record is None:
        return replace(book, remarks=(*book.remarks, UNREADABLE))
    values = {
        one.name: value
        for one in fields(Record)
        if (value := getattr(record, one.name)) and value != _EMPTY[one.name]
    }
    numbers = dict.fromkeys([*record.numbers, *book.record.numbers])
    return replace(book, record=replace(book.record, **{**values, "numbers": tuple(numbers)}))


def _record(path: Path, title: str) -> Record | None:
    """Returns the record of the metadata file, None where it cannot be read. `title` is used where
    the file names no title."""
    try:
        content = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
        if path.suffix.lower() == ".json":
            values = json.loads(content)
            if not isinstance(values, dict):
                return None
            return dublin_core.record({"title": [title], **dict(_words(values))})
        return _of_xml(content, title)
    except (OSError, ValueError, RecordsError, RecursionError):
        return None


def _of_xml(content: bytes, title: str) -> Record | None:
    root = parse_package_file(content)
    name = etree.QName(root).localname
    if name == "package":
        return record_of(metadata_of(Sheet(root)))
    if name in ("record", "collection"):
        items = formats.items(io.BytesIO(content), Kind.MARCXML)
        record = next((item.record for item in items if item.record), None)
        if record is not None:
            return record
    elements: dict[str, list[str]] = {}
    for node in root.iter():
        if isinstance(node.tag, str) and node.tag.startswith(_DC) and (text := text_of(node)):
            elements.setdefault(etree.QName(node).localname, []).append(text)
    return dublin_core.record({"title": [title], **elements})


def _words(values: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Yields the texts of a JSON object under the names of Dublin Core elements; common other names
    ("author", "isbn") are translated."""
    for name, value in values.items():
        entries = value if isinstance(value, list) else [value]
        texts = [_text(one) for one in entries if isinstance(one, str | int | dict)]
        if any(texts):
            yield _NAMES.get(name.lower(), name.lower()), texts


def _text(value: Any) -> str:
    return str(value.get("name", "")) if isinstance(value, dict) else str(value)


_NAMES: Final = {
    "author": "creator", "authors": "creator", "creators": "creator", "isbn": "identifier",
    "year": "date", "published": "date", "subjects": "subject", "tags": "subject",
    "license": "rights", "licence": "rights", "languages": "language",
    "series_index": "series_number", "translators": "translator", "editors": "editor",
    "illustrators": "illustrator",
}  # fmt: skip
