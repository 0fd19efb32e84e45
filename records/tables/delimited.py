"""CSV in the variants that library programs write: separated by comma, semicolon, tab, bar or
caret; with or without quotation marks; quotation marks inside a cell escaped by a backslash or not
at all (older and newer SLiMS); with line breaks inside cells; with quotation marks that are never
closed.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import IO

from records.errors import TableTooLong
from records.tables import texts
from records.tables.limits import LIMITS, Limits
from records.tables.lines import Line, Shape, tidied

SEPARATORS = ",;\t|^"
SAMPLE = 200
# Separators inside quotation marks are not counted.
_QUOTED = re.compile(r'"[^"]*"')


class Delimited:
    """CSV file."""

    def __init__(self, source: IO[bytes], size: int, limits: Limits = LIMITS) -> None:
        self._source = source
        self._limits = limits
        sample = [line for line, _at in islice(texts.text_lines(source), SAMPLE)]
        self._separator = _separator_of(sample)
        self._width = _width_of(sample, self._separator)
        self._between, self._loose = _between(self._separator), _loose(self._separator)
        self._escaped = any(mark in line for line in sample for mark in ("\\'", '\\"', "\\r\\n"))
        source.seek(0)
        encoding, _mark = texts.encoding_of(source.read(texts.HEAD))
        self.shape = Shape("csv", size, encoding, self._separator)

    def lines(self) -> Iterator[Line]:
        """Yields the rows that are not empty."""
        count, most, longest = 0, self._limits.rows, self._limits.cell
        for number, cells, at, broken in self._rows():
            cells = tidied(cells[: self._limits.columns], longest)
            if not any(cells):
                continue
            count += 1
            if count > most:
                raise TableTooLong(rows=most)
            yield Line(number, cells, at, broken)

    def _rows(self) -> Iterator[tuple[int, list[str], int, bool]]:
        """Yields line number, cells, bytes read so far, and whether the quotation marks are broken.
        The line number is that of the first physical line of the row.
        """
        source = texts.text_lines(self._source)
        waiting: list[tuple[str, int]] = []
        number = 0
        while True:
            following = waiting.pop(0) if waiting else next(source, None)
            if following is None:
                return
            number += 1
            line, at = following
            if not self._open(line):
                yield number, self._parse(line), at, False
                continue
            if bare := self._between_marks(line):
                yield number, bare, at, False
                continue
            joined = self._join(line, source, waiting)
            if joined is None:
                yield number, self._bare(line), at, True
                continue
            text, used = joined
            at = waiting[used - 1][1]
            del waiting[:used]
            yield number, self._parse(text), at, False
            number += used

    def _join(
        self, line: str, source: Iterator[tuple[str, int]], waiting: list[tuple[str, int]]
    ) -> tuple[str, int] | None:
        """Joins `line` with as many of the following lines as it takes to close its quotation mark.
        Returns the text and the number of lines used; None when the mark is not closed or a
        following line is a whole row. Lines that were read ahead are added to `waiting`.
        """
        text = line
        for used in range(1, self._limits.breaks + 1):
            if len(waiting) < used:
                more = next(source, None)
                if more is None:
                    return None
                waiting.append(more)
            if self._is_whole(waiting[used - 1][0]):
                return None
            text = f"{text}\n{waiting[used - 1][0]}"
            if not self._open(text):
                return text, used
        return None

    def _is_whole(self, line: str) -> bool:
        """Returns True when a line has all cells of a row, so that it does not continue another
        one.
        """
        return line.count(self._separator) + 1 >= self._width

    def _open(self, text: str) -> bool:
        """Returns True when the number of quotation marks is odd."""
        if '"' not in text:
            return False
        count = text.count('"')
        if self._escaped:
            count -= text.replace("\\\\", "").count('\\"')
        return count % 2 == 1

    def _parse(self, text: str) -> list[str]:
        text = text.replace("\x00", "")
        if self._escaped:
            text = text.replace("\\r\\n", " ").replace("\\n", " ").replace("\\r", " ")
        else:
            if "\\" in text:  # an escape after the sampled lines
                text = text.replace("\\r\\n", " ").replace("\\'", "'")
            if '"' not in text:
                return text.split(self._separator)
        escape = "\\" if self._escaped else None
        try:
            reader = csv.reader(
                [text], delimiter=self._separator, escapechar=escape, skipinitialspace=True
            )
            cells = next(reader, [])
        except csv.Error:
            return self._bare(text)
        if '"' in "".join(cells):
            return self._between_marks(text) or cells
        return cells

    def _between_marks(self, text: str) -> list[str] | None:
        """Splits a row whose cells are quoted while quotation marks inside them are not escaped
        (`"Layar 5" sentuh","2019"`); None when this does not give the usual number of cells.
        """
        if self._escaped or not self._loose.search(text):
            return None
        cells = [cell[1:-1] if cell[:1] == '"' else cell for cell in self._between.split(text)]
        if len(cells) == self._width + 1 and not cells[-1]:
            cells.pop()  # Some programs end each row with a separator.
        return cells if len(cells) == self._width else None

    def _bare(self, text: str) -> list[str]:
        """Splits a row with broken quotation marks at every separator and removes the marks."""
        cells = text.split(self._separator)
        return [cell.strip().strip('"')[: self._limits.cell] for cell in cells]


def _loose(separator: str) -> re.Pattern[str]:
    """Returns a pattern for a quotation mark inside a cell that is not doubled."""
    neither = f'[^"{re.escape(separator)}]'
    return re.compile(f'{neither}"{neither}')


def _between(separator: str) -> re.Pattern[str]:
    """Returns a pattern for a separator between cells: next to a quotation mark, another separator
    or an end of the line on both sides.
    """
    one = re.escape(separator)
    return re.compile(rf'(?:^(?={one})|(?<=["{one}])){one}(?=["{one}]|$)')


def _separator_of(sample: list[str]) -> str:
    """Returns the separator that splits most lines into the same number of cells, more than one."""

    def score(separator: str) -> tuple[float, int]:
        counts = Counter(_QUOTED.sub("", line).count(separator) for line in sample if line.strip())
        if not counts:
            return 0.0, 0
        cells, lines = max(counts.items(), key=lambda item: (item[0] > 0, item[1]))
        return (lines / sum(counts.values()) if cells else 0.0), cells

    best = max(SEPARATORS, key=score)
    return best if score(best)[1] else ","


def _width_of(sample: list[str], separator: str) -> int:
    """Returns the number of cells that most rows have, at least two."""
    bare = [_QUOTED.sub("", line) for line in sample]
    counts = Counter(line.count(separator) + 1 for line in bare if separator in line)
    return max(counts.most_common(1)[0][0], 2) if counts else 2
