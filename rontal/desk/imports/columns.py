"""Columns of an uploaded table, for the choice of their meanings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SHOWN_CELLS: Final = 3


@dataclass(frozen=True)
class ColumnLine:
    """One column of the table: 1-based position, heading, sample cells, and chosen field."""

    place: int
    heading: str
    samples: list[str]
    chosen: str

    @property
    def name(self) -> str:
        """Name of the select element."""
        return f"kolom-{self.place}"


def column_lines(
    headings: Sequence[str],
    fields: Sequence[StrEnum | None],
    rows: Sequence[Sequence[str]],
    chosen: Sequence[str],
) -> list[ColumnLine]:
    """Returns the columns with the first cells that are not empty. `fields` are recognised,
    `chosen` are those that staff chose, from the first column on."""
    recognised = [field or "" for field in fields]
    lines = []
    for place, field in enumerate([*chosen, *recognised[len(chosen) :]]):
        cells = [row[place] for row in rows if place < len(row) and row[place]]
        heading = headings[place] if place < len(headings) else ""
        lines.append(ColumnLine(place + 1, heading, cells[:SHOWN_CELLS], field))
    return lines
