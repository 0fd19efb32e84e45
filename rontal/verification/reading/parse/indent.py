"""Whether a value begins where its column does: the "I" of a Balinese name is easily cut off."""

from collections.abc import Iterator

from rontal.verification.reading.parse.layout import Layout
from rontal.verification.reading.parse.span import Passage, Span

COLONS = ":;.,"
LEAST, MOST = 0.35, 2.0
"""By how much of a line's height, in the column of the value, a beginning is a late one."""
FEWEST = 2
"""Values that begin at a place make it one where values begin."""


def begins_late(passage: Passage, layout: Layout) -> bool:
    """True where a value without a colon stands more to the right than others of its column."""
    first = passage.spans[0]
    if first.start or first.text.lstrip()[:1] in COLONS:
        return False
    steps = [first.left - other.left for other in _column(first, layout)]
    beside = sum(abs(step) < LEAST * layout.height for step in steps)
    before = sum(LEAST * layout.height <= step < MOST * layout.height for step in steps)
    return beside < FEWEST and before >= FEWEST


def _column(first: Span, layout: Layout) -> Iterator[Span]:
    """Where the lines of other values begin, colons included."""
    for one in layout.labelled:
        if one.spans and one.spans[0].line not in (first.line, one.line):
            yield Span.whole(one.spans[0].line)
