"""Assignment of values to labels by their positions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from idcard.reading.lines import TextLine
from idcard.reading.model import Field
from idcard.reading.parse import vocabulary
from idcard.reading.parse.capitals import (
    has_lowercase_labels,
    is_house_number,
    is_in_capitals,
    is_lowercase,
)
from idcard.reading.parse.dates import last_day
from idcard.reading.parse.glyphs import distances, folded, is_digit, normalized
from idcard.reading.parse.labels import Compound, Label, Meaning, label_of, labels_inside
from idcard.reading.parse.slant import slant
from idcard.reading.parse.span import Span
from idcard.reading.parse.vocabulary import (
    nearest,
)

WRAPPING: frozenset[Meaning] = frozenset({
    Field.NAME, Field.STREET, Field.OCCUPATION, Field.GUARANTOR, Field.HEAD_OF_FAMILY,
    Field.SCHOOL, Compound.BIRTH, Field.VILLAGE,
})  # fmt: skip
"""Fields that may be printed in two lines."""

NUMBERED: frozenset[Meaning] = frozenset({
    Field.NUMBER, Field.PASSPORT, Field.FAMILY_NUMBER, Field.POSTAL_CODE, Field.BIRTH_CERTIFICATE,
    Compound.DOCUMENT, Compound.STUDENT,
})  # fmt: skip
STAMP = "spesimen"
STEEPEST, TRUSTED = 12, 15.0
"""Steepest slope tried, in hundredths; and the penalty for a slope of 1, in matching rows."""
MIN_VALUES = 3
"""Number of values that form a column."""
_RT_RW = re.compile(r"\W*\d{3} ?/ ?\d{3}")
MAX_LINE_HEIGHT = 3.5
"""Height, in usual line heights, above which a line is a stamp or a smear."""
MAX_WRAPS = 2
"""Maximum number of further lines of a value."""
MARKS = " :;.,=/|'"
"""Characters as which a colon may be read, or that are next to it."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with the spans of its value, none where it has no value."""

    label: Label
    line: TextLine
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Text of the label as it was read."""
        return self.line.text[self.label.start : self.label.end]


@dataclass(frozen=True, slots=True)
class _Tag:
    """A label in its line, and the rest of that line."""

    label: Label
    line: TextLine
    remainder: Span

    @property
    def span(self) -> Span:
        return Span(self.line, self.label.start, self.label.end)

    @property
    def left(self) -> float:
        return self.span.left

    @property
    def right(self) -> float:
        return self.span.right


@dataclass(frozen=True, slots=True)
class Layout:
    """All labels with their values, and the lines that belong to none."""

    labelled: tuple[Labelled, ...]
    others: tuple[Span, ...]
    height: float
    """Height of a usual line."""
    slope: float = 0.0
    """Slope of the rows, where a card was not levelled exactly."""

    def level(self, span: Span) -> float:
        """Returns the height of the row in which a span is."""
        return level(span, self.slope)

    def of(self, meaning: Meaning) -> Iterator[Labelled]:
        """Yields labels with this meaning, those with a value first."""
        matches = [one for one in self.labelled if one.label.meaning == meaning]
        yield from sorted(matches, key=lambda one: not one.spans)


def is_a_value(text: str) -> bool:
    """Returns True for text that is a value of its own, not the second line of another one."""
    words = (*vocabulary.SEXES, *vocabulary.RELIGIONS, *vocabulary.MARITAL_STATUSES)
    if text.startswith(vocabulary.COMPANIES[:-1]) or _RT_RW.fullmatch(text):
        return True
    return last_day(text) is not None or nearest(text.strip(MARKS), words) is not None


def lay_out(lines: Sequence[TextLine]) -> Layout:
    """Finds the labels and assigns their values."""
    shown = [line for line in lines if _is_meaningful(line)]
    height = max(median([line.height for line in shown]) if shown else 0.0, 1e-6)
    shown = [line for line in shown if line.height < MAX_LINE_HEIGHT * height]
    tags, free = _tags(shown)
    return _Assignment(tags, free, height, _slope(tags, free, height, slant(shown))).layout()


def _is_meaningful(line: TextLine) -> bool:
    """Returns False for stray characters and for the stamp "SPESIMEN"."""
    text = normalized(line.text)
    if not any(char.isalnum() or char == "-" for char in text):
        return False
    key = folded(text)
    return len(key) < 5 or len(key) > 9 or min(distances(key, STAMP, anywhere=True)) > 1


def level(span: Span, slope: float) -> float:
    """Returns the height at which a span's row meets the left edge."""
    line = span.line
    return line.middle - slope * (line.left + line.right) / 2


def _slope(tags: Sequence["_Tag"], free: Sequence[Span], height: float, likely: float) -> float:
    """Returns the slope at which most labels have a value in their row, close to the likely one."""
    label_spans = [tag.span for tag in tags if not _has_value(tag)]
    pairs = [
        [(span, one) for one in free if 0 < one.left - span.right < 20 * height]
        for span in label_spans
    ]

    def fit(slope: float) -> float:
        total = 0.0
        for row in pairs:
            gaps = [abs(level(one, slope) - level(span, slope)) for span, one in row]
            total += max(0.0, 1 - min(gaps, default=height) / (0.5 * height)) ** 2
        return total - TRUSTED * abs(slope - likely)

    tried = [likely + step / 100 for step in range(-STEEPEST, STEEPEST + 1)]
    return max(tried, key=fit) if len(label_spans) > 2 else likely


def _tags(lines: Sequence[TextLine]) -> tuple[list[_Tag], list[Span]]:
    tags, free = [], []
    firsts = [label_of(normalized(line.text)) for line in lines]
    small = has_lowercase_labels(lines, firsts)
    for line, first in zip(lines, firsts, strict=True):
        text = normalized(line.text)
        if first and (is_house_number(text, first) or (small and is_in_capitals(text, first))):
            first = None
        labels = [first] if first else []
        labels += _later(text, first.end if first else 0)
        starts = [label.start for label in labels] + [len(text)]
        for label, end in zip(labels, starts[1:], strict=True):
            tags.append(_Tag(label, line, _value(Span(line, label.end, end))))
        if not labels:
            free.append(Span.whole(line))
        elif labels[0].start > 2 and "/" not in text[: labels[0].start]:
            free.append(Span(line, 0, labels[0].start))
    return tags, free


def _value(remainder: Span) -> Span:
    """Returns the text after a label, without the colon."""
    text = remainder.text
    return remainder.part(len(text) - len(text.lstrip(MARKS)), len(text.rstrip(" :;")))


def _later(text: str, start: int) -> list[Label]:
    labels: list[Label] = []
    for label in labels_inside(text, start):
        if label.start >= (labels[-1].end if labels else start):
            labels.append(label)
    return labels


class _Assignment:
    """Assigns every free span to at most one label."""

    def __init__(self, tags: list[_Tag], free: list[Span], height: float, slope: float) -> None:
        self.tags, self.free, self.height, self.slope = tags, free, height, slope
        self.assigned: dict[int, list[Span]] = {
            place: [tag.remainder] if _has_value(tag) and not self._is_colon(tag.remainder) else []
            for place, tag in enumerate(tags)
        }

    def layout(self) -> Layout:
        for step in (
            (self._below, self._assign_right)
            if self._stacked()
            else (self._assign_right, self._below)
        ):
            step()
        self._wrapped()
        labelled = tuple(
            Labelled(tag.label, tag.line, tuple(self.assigned[place]))
            for place, tag in enumerate(self.tags)
        )
        return Layout(labelled, tuple(self.free), self.height, self.slope)

    def _stacked(self) -> bool:
        """Returns True on cards where most values are below their labels."""
        right_count = below_count = 0
        for place, tag in enumerate(self.tags):
            below = None if self.assigned[place] else self._under(tag)
            right = None if below else self._right_of(tag)
            below_count += below is not None
            right_count += bool(self.assigned[place]) or (
                right is not None and right.left - tag.right < 12 * self.height
            )
        return below_count > right_count

    def _assign_right(self) -> None:
        """Assigns values right of their labels, in the column where most values start."""
        pairs = {
            place: span
            for place, tag in enumerate(self.tags)
            if not self.assigned[place] and (span := self._right_of(tag)) is not None
        }
        for place, span in pairs.items():
            if span in self.free and self._in_column(place, span, pairs):
                self._assign(place, span)

    def _right_of(self, tag: _Tag) -> Span | None:
        """Returns the nearest free span in the same row, unless another label is between."""
        reach = 0.55 * max(tag.line.height, self.height)
        row = [
            span
            for span in self.free
            if span.left > tag.right - self.height / 2
            and abs(self._down(tag.span, span)) < reach
            and not self._is_colon(span)
        ]
        nearest = min(row, key=lambda span: span.left, default=None)
        if nearest is None:
            return None
        between = any(
            tag.right <= other.left < nearest.left and abs(self._down(tag.span, other.span)) < reach
            for other in self.tags
            if other is not tag
        )
        return None if between else nearest

    def _is_colon(self, one: Span) -> bool:
        """Returns True for a single character right before longer text of the same row.

        It is a colon, read as a digit or letter.
        """
        if len(one.text.strip(MARKS)) > 1:
            return False
        return any(
            len(span.text.strip(MARKS)) > 1
            and -self.height < span.left - one.left < 1.5 * self.height
            and span.right > one.right
            and abs(self._down(one, span)) < 0.6 * self.height
            for span in self.free
            if span is not one
        )

    def _in_column(self, place: int, span: Span, pairs: dict[int, Span]) -> bool:
        tag = self.tags[place]
        if span.text.strip()[:1] in (":", ";"):
            return True
        lefts = [
            value.left
            for other, value in pairs.items()
            if abs(self.tags[other].left - tag.left) < 4 * self.height
        ]
        lefts += [
            other.remainder.left
            for other in self.tags
            if _has_value(other) and abs(other.left - tag.left) < 4 * self.height
        ]
        if len(lefts) < MIN_VALUES:
            return span.left - tag.right < 5 * self.height
        near = abs(span.left - median(lefts)) < 3 * self.height
        return near or span.left - tag.right < 2 * self.height

    def _below(self) -> None:
        """Assigns values below their labels."""
        for place, tag in enumerate(self.tags):
            if not self.assigned[place]:
                span = self._under(tag)
                if span is not None:
                    self._assign(place, span)

    def _under(self, tag: _Tag) -> Span | None:
        reach = max(tag.line.height, self.height)
        spans = [
            span
            for span in self.free
            if 0.3 * reach < self._down(tag.span, span) < 1.7 * reach
            and min(abs(span.left - tag.left), abs(span.left - tag.line.left)) < 1.2 * reach
        ]
        return min(spans, key=lambda span: self._down(tag.span, span), default=None)

    def _wrapped(self) -> None:
        for place, tag in enumerate(self.tags):
            if tag.label.meaning not in WRAPPING or not self.assigned[place]:
                continue
            self._continue(place)
            for _ in range(MAX_WRAPS):
                more = self._next_line(tag, self.assigned[place])
                if more is None:
                    break
                self._assign(place, more)
                self._continue(place)

    def _continue(self, place: int) -> None:
        """Adds text directly behind a value in its row, where a row was detected in parts."""
        last = self.assigned[place][-1]
        for span in sorted(self.free, key=lambda span: span.left):
            if (
                -0.8 * self.height < span.left - last.right < 1.1 * self.height
                and span.left > last.left
                and abs(self._down(last, span)) < 0.4 * self.height
                and not self._is_over_a_day(span)
            ):
                self.assigned[place][-1] = last.before(span.left)
                self._assign(place, span)
                last = span

    def _is_over_a_day(self, one: Span) -> bool:
        """Returns True for the place of issue, which is centred above a date."""
        return any(
            0.4 * self.height < self._down(one, span) < 1.8 * self.height
            and abs(one.left + one.right - span.left - span.right) < 3 * self.height
            and (day := last_day(span.text)) is not None
            and len(span.text.strip(MARKS)) <= day.end - day.start + 1
            for span in self.free
        )

    def _next_line(self, tag: _Tag, spans: list[Span]) -> Span | None:
        """Returns the next line of a wrapped value: below its start, in a row without a label."""
        first, last = spans[0], min(spans, key=lambda one: -self._down(spans[0], one))
        if tag.label.meaning is Field.OCCUPATION and _is_complete(spans):
            return None
        reach = max(last.line.height, self.height)
        left = first.left
        for span in self.free:
            step = self._down(last, span)
            begins = abs(span.left - left) < 1.3 * reach and span.text.strip()[:1] not in ":;"
            if not (0.5 * reach < step < 1.6 * reach and begins) or self._labelled_row(span):
                continue
            if is_lowercase(span.text) and not is_lowercase(first.text):
                continue
            if tag.label.meaning is Compound.BIRTH or not is_a_value(span.text):
                return span
        return None

    def _labelled_row(self, span: Span) -> bool:
        return any(
            abs(self._down(tag.span, span)) < 0.5 * self.height and tag.left < span.left
            for tag in self.tags
        )

    def _down(self, one: Span, other: Span) -> float:
        """Returns how much lower the other span's row is."""
        return level(other, self.slope) - level(one, self.slope)

    def _assign(self, place: int, span: Span) -> None:
        self.free.remove(span)
        self.assigned[place].append(span)


def _is_complete(spans: Sequence[Span]) -> bool:
    """Returns True for a listed occupation that is not the start of a longer one."""
    match = nearest(" ".join(span.text for span in spans).strip(MARKS), vocabulary.OCCUPATIONS)
    return match is not None and not any(
        other != match[0] and other.startswith(match[0]) for other in vocabulary.OCCUPATIONS
    )


def _has_value(tag: _Tag) -> bool:
    """Returns True where a value follows a label in its line.

    After the label of a number, text without digits is the rest of the label.
    """
    text = tag.remainder.text.strip(MARKS)
    return bool(text) and (tag.label.meaning not in NUMBERED or any(map(is_digit, text)))
