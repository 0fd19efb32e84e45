"""Whether a piece of a name may be missing: the "I" in front, or a second line."""

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from rontal.verification.reading.model import Field
from rontal.verification.reading.parse.layout import Layout
from rontal.verification.reading.parse.span import Passage, Span
from rontal.verification.reading.parse.vocabulary import HONORED_FIRST

COLONS = ":;.,"
LEAST, MOST = 0.35, 2.0
"""By how much of a line's height, in the column of the value, a beginning is a late one."""
LITTLE = 0.2
"""The same for a name that an "I" or a "NI" mostly stands before: a thin letter is soon lost."""
FEWEST = 2
"""Values that begin at a place make it one where values begin."""
ROOMY = 1.45
"""From so many usual steps to the next label on, there is room for a second line: cards of one line
have 0.9 to 1.1, cards of two lines 1.8 to 2."""
STEPS = 4
"""Fewer steps tell nothing."""


def may_be_cut(passage: Passage, layout: Layout) -> bool:
    """True where a name begins behind its column, or leaves a row below it empty."""
    return begins_late(passage, layout) or ends_early(passage, layout, Field.NAME)


def ends_early(passage: Passage, layout: Layout, field: Field) -> bool:
    """True where a value of one line leaves a row below it empty."""
    return len(passage.spans) == 1 and leaves_a_row(layout, field)


def leaves_a_row(layout: Layout, field: Field) -> bool:
    """True where the label after that of a field is far below."""
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


def begins_late(passage: Passage, layout: Layout) -> bool:
    """True where a value without a colon stands more to the right than others of its column, or
    begins with room that no letter was read in."""
    first = passage.spans[0]
    if not first.start and first.text[:1] == " ":
        return True
    if first.start or first.text.lstrip()[:1] in COLONS:
        return False
    least = LITTLE if _is_usually_second(first.text) else LEAST
    steps = [first.left - other.left for other in _column(first, layout)]
    beside = sum(abs(step) < least * layout.height for step in steps)
    before = sum(least * layout.height <= step < MOST * layout.height for step in steps)
    return beside < FEWEST and before >= FEWEST


def _is_usually_second(text: str) -> bool:
    return text.split()[0].upper() in HONORED_FIRST


def _column(first: Span, layout: Layout) -> Iterator[Span]:
    """Where the lines of other values begin, colons included."""
    for one in layout.labelled:
        if one.spans and one.spans[0].line not in (first.line, one.line):
            yield Span.whole(one.spans[0].line)
