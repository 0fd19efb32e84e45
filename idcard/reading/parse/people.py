"""Rows of a family card's tables; cells are recognised by content, then by column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from idcard.reading.lines import TextLine
from idcard.reading.model import Field, Value
from idcard.reading.parse import confidence, values, vocabulary
from idcard.reading.parse.cells import COLUMNS, Grid, completed
from idcard.reading.parse.dates import last_day
from idcard.reading.parse.facts import facts_of, with_facts_support
from idcard.reading.parse.glyphs import distance, distances, folded, is_digit, normalized
from idcard.reading.parse.layout import level
from idcard.reading.parse.line_readings import RepeatedReadings
from idcard.reading.parse.slant import slant
from idcard.reading.parse.span import Passage, Span
from idcard.reading.parse.values import Draft

HEADINGS = ("Nama Lengkap", "NIK", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir", "Agama",
            "Pendidikan", "Jenis Pekerjaan", "Gol. Darah", "Golongan Darah")  # fmt: skip
MIN_HEADINGS = 3
"""Number of headings that form the head of a table."""
SECOND = ("Status Perkawinan", "Status Hubungan Dalam Keluarga", "Kewarganegaraan", "Dikeluarkan")
"""Texts at the head of the second table, or below both."""
ISSUED = re.compile("dikeiuarkan|diterbitkan")
_NUMBER = re.compile(r"[0-9OoIlSBZ]{14,18}")
_DAY = re.compile(r"[0-9OoIlSBZ]{2}[-/. ][0-9OoIlSBZ]{2}[-/. ][0-9OoIlSBZ]{4}")
_SEX = re.compile("LAKI-LAKI|PEREMPUAN")
NOTHING = " .:-"


@dataclass(frozen=True, slots=True)
class _Table:
    """Lines of the table of people."""

    top: float
    body: Sequence[Span]
    height: float
    slope: float


def people_of(
    lines: Sequence[TextLine], readings: RepeatedReadings
) -> tuple[Mapping[Field, Value], ...]:
    """Returns a mapping for each person, in the order of the rows, without empty rows."""
    table = _table(lines)
    if table is None:
        return ()
    rows = [drafts for row in _rows(table) if (drafts := _person(row, readings))]
    grid = Grid(_heads(lines), table.height, table.slope)
    rows = [_named(row, readings) for row in completed(rows, grid, readings)]
    return tuple(confidence.finished(with_facts_support(drafts), readings) for drafts in rows)


def _heads(lines: Sequence[TextLine]) -> dict[Field, Span]:
    """Returns the headings of the columns in which empty cells are read."""
    heads: dict[Field, Span] = {}
    for line in lines:
        for name, heading in zip(COLUMNS, HEADINGS, strict=False):
            if _is_near(line.text, heading):
                heads.setdefault(name, Span.whole(line))
    return heads


def _named(drafts: dict[Field, Draft], readings: RepeatedReadings) -> dict[Field, Draft]:
    """Returns the row with its number chosen again, using the facts added since."""
    if Field.NUMBER not in drafts or "facts" in drafts[Field.NUMBER].support:
        return drafts
    result = confidence.number(drafts[Field.NUMBER].passage, facts_of(drafts), readings)
    return {**drafts, Field.NUMBER: result} if result else drafts


def outside_tables(lines: Sequence[TextLine]) -> list[TextLine]:
    """Returns the lines above the tables, and those below them about the issue."""
    table = _table(lines)
    if table is None:
        return list(lines)
    issued = [line for line in lines if ISSUED.match(folded(line.text))]
    return [
        line
        for line in lines
        if level(Span.whole(line), table.slope) < table.top
        or line in issued
        or any(_follows(line, label, table) for label in issued)
    ]


def _follows(line: TextLine, label: TextLine, table: _Table) -> bool:
    """Returns True where a line continues a label's row closely behind it."""
    down = level(Span.whole(line), table.slope) - level(Span.whole(label), table.slope)
    behind = line.left - label.right
    return abs(down) < 0.6 * table.height and -table.height < behind < 3 * table.height


def _table(lines: Sequence[TextLine]) -> _Table | None:
    if not lines:
        return None
    height, slope = max(median([line.height for line in lines]), 1e-6), slant(lines)
    heads = _head_levels(lines, slope, height)
    if not heads:
        return None
    spans = [piece for line in lines for piece in _pieces(line)]
    under = [span for span in spans if level(span, slope) > max(heads) + 0.5 * height]
    ends = [level(span, slope) for span in under if _is_one_of(span.text, SECOND)]
    end = min(ends, default=max(heads) + 100 * height) - 0.5 * height
    return _Table(
        top=min(heads) - 0.6 * height,
        body=[span for span in under if level(span, slope) < end],
        height=height,
        slope=slope,
    )


def _head_levels(lines: Sequence[TextLine], slope: float, height: float) -> list[float]:
    """Returns the heights of the headings of the table of people."""
    levels = [
        level(Span.whole(line), slope)
        for line in lines
        if any(_is_near(line.text, heading) for heading in HEADINGS)
    ]
    rows = [[other for other in levels if abs(other - one) < 1.2 * height] for one in levels]
    best = max(rows, key=len, default=[])
    return best if len(best) >= MIN_HEADINGS else []


def _is_near(text: str, words: str) -> bool:
    return distance(folded(words), folded(text)) <= len(folded(words)) // 6


def _is_one_of(text: str, choices: Iterable[str]) -> bool:
    key = folded(text)
    return any(
        len(key) >= len(folded(words)) - 1
        and min(distances(folded(words), key, anywhere=True)) <= len(folded(words)) // 8
        for words in choices
    )


def _pieces(line: TextLine) -> list[Span]:
    """Returns a line split where a number, date or sex has other cells beside it."""
    text = normalized(line.text)
    cuts = {0, len(text)}
    for pattern in (_NUMBER, _DAY, _SEX):
        for match in pattern.finditer(text):
            if pattern is _SEX or sum(is_digit(char) for char in match[0]) > 5:
                cuts |= {match.start(), match.end()}
    pieces = [Span(line, start, end).strip(" ") for start, end in pairwise(sorted(cuts))]
    return [piece for piece in pieces if piece.text.strip(NOTHING)]


def _rows(table: _Table) -> list[list[Span]]:
    """Returns the parts of each row with a number or date, from left to right."""
    anchors = sorted(
        level(span, table.slope)
        for span in table.body
        if _is_number(span.text) or _DAY.fullmatch(span.text)
    )
    rows = []
    for anchor in _apart(anchors, table.height):
        row = [
            span
            for span in table.body
            if abs(level(span, table.slope) - anchor) < 0.6 * table.height
        ]
        rows.append(sorted(row, key=lambda span: span.left))
    return rows


def _apart(places: Sequence[float], height: float) -> list[float]:
    edges: list[float] = []
    for place in places:
        if not edges or place - edges[-1] > 0.8 * height:
            edges.append(place)
    return edges


def _is_number(text: str) -> bool:
    return sum(is_digit(char) for char in text) >= 12


def _person(row: Sequence[Span], readings: RepeatedReadings) -> dict[Field, Draft]:
    drafts: dict[Field, Draft] = {}
    number: Passage | None = None
    unassigned: list[Span] = []
    for span in row:
        passage = Passage([span])
        if number is None and _is_number(span.text):
            number = passage
        elif last_day(span.text) is not None:
            _add(drafts, Field.BIRTH_DATE, passage)
        elif vocabulary.nearest(span.text, vocabulary.SEXES):
            _add(drafts, Field.SEX, passage)
        else:
            unassigned.append(span)
    _assign_texts(drafts, number, unassigned)
    facts = facts_of(drafts)
    result = confidence.number(number, facts, readings) if number else None
    return {**drafts, Field.NUMBER: result} if result else drafts


def _assign_texts(
    drafts: dict[Field, Draft], number: Passage | None, unassigned: Sequence[Span]
) -> None:
    """Assigns name, birth place and listed values by position relative to number, sex and date."""
    anchors = [number] if number else []
    anchors += [drafts[name].passage for name in (Field.SEX, Field.BIRTH_DATE) if name in drafts]
    first = min((passage.spans[0].left for passage in anchors), default=0.0)
    birth = drafts.get(Field.BIRTH_DATE)
    date_left = birth.passage.spans[0].left if birth else None
    named = [span for span in unassigned if span.right < first + 0.01 and not _counts(span.text)]
    if len(named) > 1:
        named = [span for span in named if len(span.text) > 2] or named
    if named:
        _add(drafts, Field.NAME, Passage(named))
    for span in unassigned:
        if span in named or span.right < first:
            continue
        if date_left is not None and span.right < date_left + 0.01:
            _add(drafts, Field.BIRTH_PLACE, Passage([span]))
        elif date_left is not None:
            _add_listed(drafts, span, last=span is unassigned[-1])


def _add_listed(drafts: dict[Field, Draft], span: Span, *, last: bool) -> None:
    """Assigns values right of the date: religion, occupation and, at the end, blood type."""
    passage = Passage([span])
    if last and span.text.strip() in vocabulary.BLOOD_TYPES:
        _add(drafts, Field.BLOOD_TYPE, passage)
    elif vocabulary.nearest(span.text, vocabulary.RELIGIONS):
        _add(drafts, Field.RELIGION, passage)
    elif vocabulary.nearest(span.text, vocabulary.OCCUPATIONS):
        _add(drafts, Field.OCCUPATION, passage)


def _counts(text: str) -> bool:
    """Returns True for the number of a row."""
    return len(text.strip(NOTHING)) < 3 and not text.strip(NOTHING).isalpha()


def _add(drafts: dict[Field, Draft], name: Field, passage: Passage) -> None:
    result = values.parse_value(name, passage)
    if result:
        drafts.setdefault(name, result)
