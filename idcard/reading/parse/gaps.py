"""Second reading where a value is missing; short values and lines under stamps are often missed."""

from collections.abc import Sequence
from statistics import median

from idcard.reading.lines import Page, TextLine
from idcard.reading.model import Field
from idcard.reading.parse.glyphs import folded
from idcard.reading.parse.labels import Compound, Meaning
from idcard.reading.parse.layout import MARKS, Labelled, Layout

MAX_GAPS = 4
SHORT: frozenset[Meaning] = frozenset({Field.BLOOD_TYPE, Field.GRADE, Field.CITIZENSHIP})
"""Fields with values of a few letters."""
REQUIRED_FIELDS: frozenset[Meaning] = SHORT | {
    Field.NAME, Field.STREET, Field.RT_RW, Field.VILLAGE, Field.DISTRICT, Field.RELIGION,
    Field.MARITAL_STATUS, Field.OCCUPATION, Field.VALID_UNTIL, Field.SEX, Field.PASSPORT,
    Field.GUARANTOR, Compound.BIRTH,
}  # fmt: skip
MIN_COUNT = 3
BEFORE_PORTRAIT = 0.72
"""Position of the portrait on the right, before which values end."""


def read_gaps(page: Page, layout: Layout) -> list[TextLine]:
    """Returns lines read beside or below labels without a value, at most `MAX_GAPS`."""
    empty = [one for one in layout.labelled if _lacks_value(one)]
    if not empty or len(empty) > 2 * MAX_GAPS:
        return []
    valued = [one for one in layout.labelled if one.spans]
    under = sum(_is_under(one, layout) for one in valued) > len(valued) / 2
    lines = [_read_gap(page, one, layout, valued, under=under) for one in empty[:MAX_GAPS]]
    return [line for line in lines if line is not None]


def _lacks_value(one: Labelled) -> bool:
    """Returns True for a label without a value, or a grade of which only the letter was read."""
    if one.label.meaning is Field.GRADE and len(one.spans) == 1:
        return len(one.spans[0].text.strip(MARKS)) == 1 and one.spans[0].line is not one.line
    return not one.spans and one.label.meaning in REQUIRED_FIELDS


def _is_under(one: Labelled, layout: Layout) -> bool:
    return layout.level(one.spans[0]) - one.line.middle > 0.5 * layout.height


def _read_gap(
    page: Page, one: Labelled, layout: Layout, valued: Sequence[Labelled], *, under: bool
) -> TextLine | None:
    """Returns the line read where a label's value should be.

    A blood type must also be read together with its label, because the dash that many cards print
    there resembles a letter.
    """
    height = layout.height
    reach = (4 if one.label.meaning in SHORT else 20) * height
    label = one.line
    if under:
        step = _step(valued, layout)
        left, middle = label.left - 0.1 * height, label.middle + step
    else:
        left = _value_start(one, valued, height)
        middle = label.middle + layout.slope * (left - (label.left + label.right) / 2)
    right = min(left + reach, max(BEFORE_PORTRAIT, left + 4 * height))
    lines = [span.line for span in one.spans]
    if any(
        _crosses(other, left, right, middle, height) for other in page.lines if other not in lines
    ):
        return None
    line = page.read_place(left, middle, right, height, layout.slope)
    if line is None or under or one.label.meaning is not Field.BLOOD_TYPE:
        return line
    with_label = page.read_place(label.left, label.middle, left + 2 * height, height, layout.slope)
    return line if with_label and folded(with_label.text)[-1:] == folded(line.text)[-1:] else None


def _value_start(one: Labelled, valued: Sequence[Labelled], height: float) -> float:
    """Returns where the values of this column of labels start, or the place right of the label."""
    after = one.line.right + 0.3 * height
    column = [
        other.spans[0].left
        for other in valued
        if abs(other.line.left - one.line.left) < 4 * height and other.spans[0].left > after
    ]
    return max(after, median(column) - 0.6 * height) if len(column) >= MIN_COUNT else after


def _step(valued: Sequence[Labelled], layout: Layout) -> float:
    """Returns the vertical distance of a value below its label."""
    steps = [layout.level(one.spans[0]) - one.line.middle for one in valued]
    return median([step for step in steps if step > 0.5 * layout.height])


def _crosses(line: TextLine, left: float, right: float, middle: float, height: float) -> bool:
    """Returns True where a detected line covers the place; slanted stamps are too tall to count."""
    return (
        line.height < 2 * height
        and abs(line.middle - middle) < 0.4 * height
        and line.left < right
        and line.right > left
    )
