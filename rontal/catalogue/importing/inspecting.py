"""Kind of an uploaded file, and what staff have to see of it before an import. Archives and tables
are opened in a child process: `answer` runs there. Other kinds show in the first bytes."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import PurePath
from typing import IO, Any, Final

from records import formats
from records.errors import FileRefused, FileTooHeavy, TableRefused
from records.formats import Kind
from records.formats.tables import reading as tables
from records.formats.tables.columns import recognise
from records.tables import OLE, ZIP
from rontal.catalogue.importing import unpacking
from rontal.core.children.content_files import content_of, source_of
from rontal.core.children.decoder import Decoder
from rontal.core.children.frames import Frame
from rontal.core.children.limits import SAMPLING

BOOK_ARCHIVES: Final = {".epub": Kind.EPUB, ".cbz": Kind.IMAGES}
"""File name extensions of archives that count as one book; the import finds out if they are."""
SHOWN_CELLS, SHOWN_LETTERS = 3, 200
MAX_CELL: Final = 1_000
"""Letters of a cell by which its column is recognised."""
DECODER: Final = Decoder(
    "rontal.catalogue.importing.inspecting", (FileRefused, TableRefused), FileTooHeavy, SAMPLING
)


@dataclass(frozen=True)
class Inspected:
    """Uploaded file: its kind; of a table the recognised structure (`Import.columns`), of a ZIP of
    books their names and sizes."""

    name: str
    content: IO[bytes]
    kind: Kind
    columns: dict[str, Any] = field(default_factory=dict)
    books: Sequence[tuple[str, int]] = ()


def inspect(content: IO[bytes], name: str, *, wait: float = 0) -> Inspected:
    """Returns the kind of a seekable file, and its structure; waits at most `wait` seconds for its
    turn. Raises a subclass of FileRefused or TableRefused, DecodersBusy."""
    content.seek(0)
    head = content.read(len(OLE))
    archive = head.startswith(ZIP)
    kind = BOOK_ARCHIVES.get(PurePath(name.lower()).suffix) if archive else None
    if kind is None and not archive:
        kind = formats.kind_of(content, name)
    if kind is None or kind is Kind.TABLE:
        return DECODER.decode(
            content_of(content),
            lambda answer: _read(answer, content, name),
            {"name": name},
            wait=wait,
        )
    return Inspected(name, content, kind)


def columns_of(content: IO[bytes], name: str, *, wait: float = 0) -> dict[str, Any]:
    """Returns the recognised structure of a table, without columns for a file that is refused or no
    table. Raises DecodersBusy."""
    with suppress(FileRefused, TableRefused):
        if columns := inspect(content, name, wait=wait).columns:
            return columns
    return _columns([])


def answer(frame: Frame) -> Frame:
    """Answers an archive or a table by its kind, its first rows, or its books. Raises a subclass of
    FileRefused or TableRefused."""
    source, name = source_of(frame), str(frame.head["name"])
    kind = formats.kind_of(source, name)
    found: Any = None
    if kind is Kind.TABLE:
        rows = tables.sample(source).rows
        found = [[cell[:MAX_CELL] for cell in row] for row in rows]
    if kind is Kind.ZIP:
        found = unpacking.listing(source, name)
    return Frame({"kind": kind.value}, (json.dumps(found).encode(),))


def _read(answer: Frame, content: IO[bytes], name: str) -> Inspected:
    kind, found = Kind(answer.head["kind"]), json.loads(answer.parts[0])
    if kind is Kind.TABLE:
        rows = [[str(cell) for cell in row] for row in found]
        return Inspected(name, content, kind, columns=_columns(rows))
    if kind is Kind.ZIP:
        books = [(str(book), int(size)) for book, size in found]
        return Inspected(name, content, kind, books=books[: unpacking.MAX_FILES])
    return Inspected(name, content, kind)


def _columns(rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Returns the recognised structure of a table: its headings, the field of each column ("" for
    none), and rows made of the first cells of each column that are not empty."""
    columns = recognise(rows)
    cells: list[list[str]] = [[] for _field in columns.fields]
    for row in rows[columns.heading :]:
        for column, cell in zip(cells, row, strict=False):
            if cell and len(column) < SHOWN_CELLS:
                column.append(cell[:SHOWN_LETTERS])
    return {
        "program": columns.program.value,
        "heading": columns.heading,
        "headings": list(columns.headings),
        "fields": [field.value if field else "" for field in columns.fields],
        "rows": [list(row) for row in zip_longest(*cells, fillvalue="")],
    }
