"""Detection of incomplete values: a missing first word, such as "I", or a missing second line."""

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from idcard.reading.model import Field
from idcard.reading.parse.layout import Layout
from idcard.reading.parse.span import Passage, Span
from idcard.reading.parse.vocabulary import HONORED_FIRST

COLONS = ":;.,"
MIN_STEP, MAX_STEP = 0.35, 2.0
"""Range of offsets from the value column, in line heights, that indicate a missing first word."""
MIN_SECOND_STEP = 0.2
"""Smaller offset for names that usually follow "I" or "NI", as a thin letter is easily lost."""
MIN_VALUES = 2
"""Number of values at the same position that form a column."""
ROOMY = 1.45
"""Distance to the next label, in usual row steps, that leaves room for a second line.

Cards with one line have 0.9 to 1.1, cards with two lines 1.8 to 2.
"""
STEPS = 4
"""Number of row steps needed for a decision."""


def may_be_cut(passage: Passage, layout: Layout) -> bool:
    """Returns True where a name starts right of its column, or leaves the row below it empty."""
    return lacks_start(passage, layout) or has_empty_row_below(passage, layout, Field.NAME)


def has_empty_row_below(passage: Passage, layout: Layout, field: Field) -> bool:
    """Returns True where a value of one line leaves the row below it empty."""
    return len(passage.spans) == 1 and leaves_a_row(layout, field)


def leaves_a_row(layout: Layout, field: Field) -> bool:
    """Returns True where the label after a field's label is far below it."""
    name = next(layout.of(field), None)
    if name is None:
        return False
    rows = sorted(
        layout.level(Span.whole(one.line))
        for one in layout.labelled
        if abs(one.line.left - name.line.left) < 3 * layout.height
    )
    apart = 0.4 * layout.height
    steps = [low - high for high, low in pairwise(rows) if low - high > apart]
    row = layout.level(Span.whole(name.line))
    below = [other - row for other in rows if other - row > apart]
    return len(steps) >= STEPS and bool(below) and min(below) > ROOMY * median(steps)


def lacks_start(passage: Passage, layout: Layout) -> bool:
    """Returns True where the start of a value seems to be missing.

    It has no colon and starts further right than others of its column, or with space in which no
    letter was read.
    """
    first = passage.spans[0]
    if not first.start and first.text[:1] == " ":
        return True
    if first.start or first.text.lstrip()[:1] in COLONS:
        return False
    least = MIN_SECOND_STEP if _is_usually_second(first.text) else MIN_STEP
    steps = [first.left - other.left for other in _column(first, layout)]
    aligned = sum(abs(step) < least * layout.height for step in steps)
    before = sum(least * layout.height <= step < MAX_STEP * layout.height for step in steps)
    return aligned < MIN_VALUES and before >= MIN_VALUES


def _is_usually_second(text: str) -> bool:
    return text.split()[0].upper() in HONORED_FIRST


def _column(first: Span, layout: Layout) -> Iterator[Span]:
    """Yields the lines of other values, including colons."""
    for one in layout.labelled:
        if one.spans and one.spans[0].line not in (first.line, one.line):
            yield Span.whole(one.spans[0].line)
