"""Second reading of empty cells in a family card's table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from idcard.reading.model import Field
from idcard.reading.parse import values
from idcard.reading.parse.layout import level
from idcard.reading.parse.line_readings import RepeatedReadings
from idcard.reading.parse.span import Passage, Span
from idcard.reading.parse.values import Draft

COLUMNS = (Field.NAME, Field.NUMBER, Field.SEX, Field.BIRTH_PLACE, Field.BIRTH_DATE)
"""Columns from left to right."""
BETWEEN = 0.15
"""Gap between a cell's text and its neighbours, in line heights."""
TALL = 1.1

Row = Mapping[Field, Draft]


@dataclass(frozen=True, slots=True)
class Grid:
    """Position of the table's columns by their headings, and height and slope of its lines."""

    heads: Mapping[Field, Span]
    height: float
    slope: float


def completed(
    rows: Sequence[Row], grid: Grid, readings: RepeatedReadings
) -> list[dict[Field, Draft]]:
    """Returns the rows with values read from their empty cells."""
    return [
        dict(row)
        | {
            name: draft
            for name in COLUMNS
            if (draft := _read_cell(row, name, rows, grid, readings))
        }
        for row in rows
    ]


def _read_cell(
    row: Row, name: Field, rows: Sequence[Row], grid: Grid, readings: RepeatedReadings
) -> Draft | None:
    """Returns the draft of an empty cell; None for a filled one, and where nothing is read."""
    if name in row or not row:
        return None
    reach = _reach(row, name, rows, grid)
    if reach is None:
        return None
    left, right = reach
    base = median(level(draft.passage.spans[0], grid.slope) for draft in row.values())
    line = readings.read_place(
        left, base + grid.slope * left, right, TALL * grid.height, grid.slope
    )
    return values.parse_value(name, Passage([Span.whole(line)])) if line else None


def _reach(row: Row, name: Field, rows: Sequence[Row], grid: Grid) -> tuple[float, float] | None:
    """Returns left and right of a cell: between its neighbours, around its column's middle."""
    place = COLUMNS.index(name)
    middle = _middle(name, rows, grid)
    if middle is None or place + 1 == len(COLUMNS):
        columns = [draft.passage.spans[0] for one in rows if (draft := one.get(name))]
        return (
            (min(span.left for span in columns), max(span.right for span in columns))
            if columns
            else None
        )
    after = _edges(COLUMNS[place + 1], row, rows, grid)
    before = _edges(COLUMNS[place - 1], row, rows, grid) if place else None
    if after is None:
        return None
    margin = BETWEEN * grid.height
    right = after[0] - margin
    left = before[1] + margin if before else 2 * middle - right
    return (left, right) if left < middle < right else None


def _middle(name: Field, rows: Sequence[Row], grid: Grid) -> float | None:
    spans = [draft.passage.spans[0] for row in rows if (draft := row.get(name))]
    spans += [grid.heads[name]] if name in grid.heads else []
    return median((span.left + span.right) / 2 for span in spans) if spans else None


def _edges(name: Field, row: Row, rows: Sequence[Row], grid: Grid) -> tuple[float, float] | None:
    """Returns left and right of a column's text, in this row or else in all rows."""
    own_draft = row.get(name)
    drafts = [own_draft] if own_draft else [draft for one in rows if (draft := one.get(name))]
    spans = [span for draft in drafts for span in draft.passage.spans]
    if not spans and name in grid.heads:
        spans = [grid.heads[name]]
    if not spans:
        return None
    return min(span.left for span in spans), max(span.right for span in spans)
