"""The rows of a family card's table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from rontal.membership.rules.kinds import Sex
from rontal.verification.reading.lines import TextLine
from rontal.verification.reading.model import Field, Value
from rontal.verification.reading.parse import numbers, trust, values
from rontal.verification.reading.parse.glyphs import distance, folded, is_digit, plain
from rontal.verification.reading.parse.layout import Layout
from rontal.verification.reading.parse.looks import Looks
from rontal.verification.reading.parse.span import Passage, Span, middles_of
from rontal.verification.reading.parse.values import Draft

Column = Field | str
HEADERS: Mapping[Column, tuple[str, ...]] = {
    "no": ("No", "No."),
    Field.NAME: ("Nama Lengkap", "Nama"),
    Field.NUMBER: ("NIK",),
    Field.SEX: ("Jenis Kelamin",),
    Field.BIRTH_PLACE: ("Tempat Lahir",),
    Field.BIRTH_DATE: ("Tanggal Lahir", "Tgl Lahir", "Tgl. Lahir"),
    Field.RELIGION: ("Agama",),
    "education": ("Pendidikan",),
    Field.OCCUPATION: ("Jenis Pekerjaan", "Pekerjaan"),
    Field.BLOOD_TYPE: ("Gol. Darah", "Golongan Darah", "Gol Darah"),
}
WANTED = (
    Field.NAME, Field.NUMBER, Field.SEX, Field.BIRTH_PLACE, Field.BIRTH_DATE, Field.RELIGION,
    Field.OCCUPATION, Field.BLOOD_TYPE,
)  # fmt: skip
ISSUED = re.compile("dikeiuarkan|diterbitkan")
FEWEST = 3
"""Headings that make a row the head of a table."""


@dataclass(frozen=True, slots=True)
class _Head:
    column: Column
    left: float
    right: float
    middle: float


def people_of(
    lines: Sequence[TextLine], layout: Layout, looks: Looks
) -> tuple[Mapping[Field, Value], ...]:
    """One mapping a person, in the order of the rows; empty rows are left out."""
    heads = _heads(lines, layout.height)
    if len(heads) < FEWEST:
        return ()
    people = []
    for row in _rows(lines, heads, layout.height):
        cells = _cells(row, heads)
        drafts = _person(cells, looks)
        if Field.NAME in drafts or Field.NUMBER in drafts:
            people.append(trust.finished(drafts, looks))
    return tuple(people)


def outside_tables(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines above the tables, and those below them that tell of the issue."""
    height = median([line.height for line in lines]) if lines else 0.0
    heads = _heads(lines, height)
    if len(heads) < FEWEST:
        return list(lines)
    top = min(head.middle for head in heads) - 0.6 * height
    return [line for line in lines if line.middle < top or ISSUED.match(folded(line.text))]


def _heads(lines: Sequence[TextLine], height: float) -> list[_Head]:
    """The headings of the table of people, from left to right."""
    found = [
        _Head(column, line.left, line.right, line.middle)
        for line in lines
        if (column := _column(line.text)) is not None
    ]
    best: list[_Head] = []
    for head in found:
        if head.column != Field.NUMBER and head.column != Field.NAME:
            continue
        row = [one for one in found if abs(one.middle - head.middle) < 1.2 * height]
        if len({one.column for one in row}) > len({one.column for one in best}):
            best = row
    unique = {one.column: one for one in reversed(best)}
    return sorted(unique.values(), key=lambda one: one.left)


def _column(text: str) -> Column | None:
    key = folded(text)
    for column, names in HEADERS.items():
        if any(distance(folded(name), key) <= len(folded(name)) // 6 for name in names):
            return column
    return None


def _rows(lines: Sequence[TextLine], heads: Sequence[_Head], height: float) -> list[list[TextLine]]:
    """The lines of each row under the headings, down to the next table."""
    top = sum(head.middle for head in heads) / len(heads)
    number = next((one for one in heads if one.column == Field.NUMBER), None)
    name = next((one for one in heads if one.column == Field.NAME), None)
    below = [line for line in lines if line.middle > top + 0.6 * height]
    anchors = sorted(
        line.middle
        for line in below
        if (number and _is_number(line)) or (name and number is None and _within(line, name))
    )
    return [
        [line for line in below if abs(line.middle - anchor) < 0.6 * height]
        for anchor in _apart(anchors, height)
    ]


def _apart(places: Sequence[float], height: float) -> list[float]:
    kept: list[float] = []
    for place in places:
        if not kept or place - kept[-1] > 0.7 * height:
            kept.append(place)
    return kept


def _is_number(line: TextLine) -> bool:
    return sum(is_digit(char) for char in plain(line.text)) >= 12


def _within(line: TextLine, head: _Head) -> bool:
    return line.left < head.right and line.right > head.left


def _cells(row: Sequence[TextLine], heads: Sequence[_Head]) -> dict[Column, Passage]:
    """What stands in each column; a line over a border is cut there."""
    borders = [(one.right + other.left) / 2 for one, other in pairwise(heads)]
    spans: dict[Column, list[Span]] = {}
    for line in sorted(row, key=lambda line: line.left):
        for span in _cut(line, borders):
            centre = (span.left + span.right) / 2
            place = sum(centre > border for border in borders)
            spans.setdefault(heads[place].column, []).append(span)
    return {column: Passage(found) for column, found in spans.items()}


def _cut(line: TextLine, borders: Sequence[float]) -> list[Span]:
    """A line in pieces, cut at spaces near the borders that it crosses."""
    whole = Span.whole(line)
    width = max(line.right - line.left, 1e-9)
    cuts = []
    for border in borders:
        share = (border - line.left) / width
        if 0.2 < share < 0.8:
            cut = _gap(line, share)
            if cut:
                cuts.append(cut)
    edges = [0, *cuts, len(line.text)]
    return [whole.part(start, end) for start, end in pairwise(edges) if end > start]


def _gap(line: TextLine, share: float) -> int:
    """The space nearest to a place along the line, if it is near; 0 for none."""
    middles = middles_of(line)
    spaces = [
        place for place, char in enumerate(line.text)
        if char.isspace() and abs(middles[place] - share) < 0.15
    ]  # fmt: skip
    return min(spaces, key=lambda place: abs(middles[place] - share), default=0)


def _person(cells: Mapping[Column, Passage], looks: Looks) -> dict[Field, Draft]:
    drafts: dict[Field, Draft] = {}
    for name in WANTED:
        passage = cells.get(name)
        if name is Field.NUMBER or not passage or passage.text.strip(" .:") == "-":
            continue
        made = values.make(name, passage)
        if made:
            drafts[name] = made
    birth, sex = drafts.get(Field.BIRTH_DATE), drafts.get(Field.SEX)
    facts = numbers.Facts(
        date.fromisoformat(birth.typed) if birth else None, Sex(sex.typed) if sex else None
    )
    number = cells.get(Field.NUMBER)
    made = trust.number(number, facts, looks) if number else None
    if made:
        drafts[Field.NUMBER] = made
    return drafts
