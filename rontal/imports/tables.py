"""Tables (CSV, XLSX, XLS, ODS) from outside, read by a child process (`table_child`)."""

import json
from collections.abc import Generator
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import chain
from typing import IO, Final

from records.errors import TableDamaged, TableRefused, TableTooLarge
from records.tables import Limits, Line, Shape
from rontal.core.children.content_files import Content, content_of
from rontal.core.children.decoder import Decoder
from rontal.core.children.frames import Frame
from rontal.core.children.limits import SAMPLING, STREAMING
from rontal.core.children.reader import Reader

CHILD: Final = "rontal.imports.table_child"
SAMPLES: Final = Decoder(CHILD, TableRefused, TableDamaged, SAMPLING)
ROWS: Final = Reader(CHILD, TableRefused, TableDamaged, STREAMING)


@dataclass(frozen=True)
class TableSample:
    """Format of a table, and its first rows."""

    shape: Shape
    lines: list[Line]


def sample(content: IO[bytes], rows: int, limits: Limits, *, wait: float = 0) -> TableSample:
    """Returns the first rows of a table; waits at most `wait` seconds for its turn. Raises a
    subclass of TableRefused, DecodersBusy."""
    head = {"rows": rows, "limits": asdict(limits)}
    return SAMPLES.decode(_content(content, limits), _sample, head, wait=wait)


def lines(content: IO[bytes], limits: Limits) -> Generator[Line]:
    """Yields the rows of a table; close the generator to stop early. Raises a subclass of
    TableRefused, DecodersBusy."""
    pieces = ROWS.pieces(_content(content, limits), _lines, {"limits": asdict(limits)})
    with closing(pieces):
        yield from chain.from_iterable(pieces)


def _content(content: IO[bytes], limits: Limits) -> Content:
    """Returns the content for the child. Raises TableTooLarge before it is read into memory."""
    if content.seek(0, 2) > limits.size:
        raise TableTooLarge(megabytes=limits.megabytes)
    return content_of(content)


def _sample(answer: Frame) -> TableSample:
    return TableSample(Shape(**answer.head["shape"]), _lines(answer))


def _lines(answer: Frame) -> list[Line]:
    return [
        Line(int(number), [str(cell) for cell in cells], int(at), bool(broken))
        for number, cells, at, broken in json.loads(answer.parts[0])
    ]
