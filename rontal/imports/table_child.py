"""Child process that reads a table (CSV, XLSX, XLS, ODS) of an import: `answer` gives its first
rows, `pieces` all of them. No Django."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from typing import IO

from records.tables import Limits, Line, open_table
from rontal.core.children.content_files import source_of
from rontal.core.children.frames import Frame, Head

ROWS = 1_000
LETTERS = 4_000_000
"""Rows and letters after which a piece is complete."""


def answer(frame: Frame) -> Frame:
    """Answers a table by its shape and its first `rows` rows. Raises TableRefused."""
    table = open_table(source_of(frame), _limits(frame.head))
    lines = list(islice(table.lines(), frame.head["rows"]))
    return _frame(lines, {"shape": asdict(table.shape)})


def pieces(source: IO[bytes], head: Head) -> Iterator[Frame]:
    """Yields the rows of a table. Raises TableRefused."""
    batch: list[Line] = []
    letters = 0
    for line in open_table(source, _limits(head)).lines():
        batch.append(line)
        letters += sum(map(len, line.cells))
        if len(batch) >= ROWS or letters > LETTERS:
            yield _frame(batch, {})
            batch, letters = [], 0
    if batch:
        yield _frame(batch, {})


def _limits(head: Head) -> Limits:
    return Limits(**head["limits"])


def _frame(lines: Sequence[Line], head: Head) -> Frame:
    return Frame(head, (json.dumps(lines, check_circular=False).encode(),))
