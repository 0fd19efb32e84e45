"""Child process that reads a spreadsheet from standard input with calamine, and writes its first
visible sheet to standard output as lines of JSON: the number of rows, then for each row that is not
empty its number and its cells, null at the end; the code of an error instead.

calamine allocates a sheet as one rectangle up to the last cell, and ends the process where it gets
no memory; the limits below make that the end of the child only.
"""

import io
import json
import resource
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from records.errors import TableDamaged, TableLocked
from records.tables.lines import tidied
from records.tables.numbers import number_text

MEMORY = 2_000_000_000
CPU_SECONDS = 120
MAX_HEIGHT = 1_048_576
Value = int | float | str | bool | time | date | datetime | timedelta


def main() -> int:
    """Reads a spreadsheet; the arguments are columns, cell and merged of `Limits`. Returns 0."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    columns, cell, merged = map(int, sys.argv[1:4])
    try:
        for message in messages(sys.stdin.buffer.read(), columns, cell, merged):
            _send(message)
    except PasswordError:
        _send(TableLocked.code)
    except MemoryError:
        raise  # the end of the child without an answer says that the limit was passed
    except BaseException:  # noqa: BLE001 - calamine's panics are no Exception
        _send(TableDamaged.code)
    return 0


def messages(raw: bytes, columns: int, longest: int, merged: int) -> Iterator[object]:
    """Yields the messages for a file. Raises CalamineError, ValueError for a sheet that is higher
    than a sheet can be.
    """
    sheet = _first_sheet(CalamineWorkbook.from_filelike(io.BytesIO(raw)))
    height = sheet.total_height + 1
    if height > MAX_HEIGHT:
        raise ValueError(height)
    yield height
    left = (sheet.start or (0, 0))[1]
    below = _MergedCells(sheet, merged)
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [""] * min(left, columns) + [
            _text(value) for value in row[: max(0, columns - left)]
        ]
        cells = tidied(cells, longest)
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            below.fill(number, cells)
            yield number, cells
    yield None


def _send(message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")


def _first_sheet(book: CalamineWorkbook) -> CalamineSheet:
    for place, sheet in enumerate(book.sheets_metadata):
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            return book.get_sheet_by_index(place)
    raise ValueError


def _text(value: Value) -> str:
    """Returns a value as text: a moment as its day, True as 1."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return number_text(value)


class _MergedCells:
    """Repeats the value of vertically merged cells in the rows below the first."""

    def __init__(self, sheet: CalamineSheet, most: int) -> None:
        self._merged: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._values: dict[int, tuple[int, str]] = {}
        vertical = [
            (top, column, bottom)
            for (top, column), (bottom, _right) in sheet.merged_cell_ranges or ()
            if bottom > top
        ]
        for top, column, bottom in vertical[:most]:
            self._merged[top + 1].append((column, bottom + 1))

    def fill(self, number: int, cells: list[str]) -> None:
        """Fills the merged cells of a row from above, and stores the values of those that begin in
        it.
        """
        for column, (last, text) in list(self._values.items()):
            if number > last:
                del self._values[column]
                continue
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = cells[column] or text
        for column, last in self._merged.get(number, ()):
            if column < len(cells):
                self._values[column] = last, cells[column]


if __name__ == "__main__":
    sys.exit(main())
