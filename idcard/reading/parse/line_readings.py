"""Repeated readings of lines, and the part of them that belongs to a value."""

from collections.abc import Callable, Sequence

from idcard.reading.lines import Page, TextLine
from idcard.reading.parse.glyphs import capitals, distance, is_digit, normalized
from idcard.reading.parse.span import Passage, Span
from idcard.recognised_text import RecognisedText

MAX_LINES = 6
"""Maximum number of lines of a page read again; each takes about 60 ms of CPU time."""

MAX_CLOSER = 6
"""Maximum number of lines read more closely; each takes about 60 ms more."""

MAX_BEFORE = 2
"""Letters at the start that the first reading may have cut off."""

MAX_PLACES = 8
"""Maximum number of places without a line that are read; each takes about 15 ms."""


class RepeatedReadings:
    """Cache of repeated readings of a page's lines, each requested at most once."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._cached: dict[int, Sequence[RecognisedText]] = {}
        self._closer: dict[int, Sequence[RecognisedText]] = {}
        self._places = 0

    def of(self, line: TextLine) -> Sequence[RecognisedText]:
        """Returns other readings of a line; none after `MAX_LINES` lines."""
        if id(line) not in self._cached:
            if len(self._cached) >= MAX_LINES:
                return ()
            self._cached[id(line)] = tuple(self._page.read_again(line))
        return self._cached[id(line)]

    def reread(self, passage: Passage) -> list[str]:
        """Returns the passage in further readings, worth their time only for important values.

        Readings that lack a part of it are left out.
        """
        return [reading for reading in _readings(passage, self._closer_of) if reading]

    def _closer_of(self, line: TextLine) -> Sequence[RecognisedText]:
        if id(line) not in self._closer:
            if len(self._closer) >= MAX_CLOSER:
                return ()
            self._closer[id(line)] = tuple(self._page.reread(line))
        return self._closer[id(line)]

    def read_place(
        self, left: float, middle: float, right: float, height: float, slope: float
    ) -> TextLine | None:
        """Reads a place, see `lines.Page.look`; None after `MAX_PLACES` places."""
        if self._places == MAX_PLACES:
            return None
        self._places += 1
        return self._page.read_place(left, middle, right, height, slope)

    def read_again(self, passage: Passage) -> list[str]:
        """Returns the passage in each other reading, without those that lack a part of it."""
        return [reading for reading in self.each(passage) if reading]

    def each(self, passage: Passage) -> list[str]:
        """Returns the passage in each other reading, "" for those that lack a part of it."""
        return _readings(passage, self.of)


def compact(text: str) -> str:
    """Returns the text in capitals without spaces."""
    return capitals(text).replace(" ", "")


def breaks(text: str) -> set[int]:
    """Returns the positions in `bare(text)` before which there is a space."""
    positions, count = set(), 0
    for char in text:
        if char == " ":
            positions.add(count)
        else:
            count += 1
    return positions - {0}


def broken(signs: str, places: set[int]) -> str:
    """Returns the characters with a space before each of these positions."""
    return "".join(f" {sign}" if at in places else sign for at, sign in enumerate(signs))


def _readings(
    passage: Passage, readings_of: Callable[[TextLine], Sequence[RecognisedText]]
) -> list[str]:
    """Returns the passage in each reading of its lines, "" where one lacks a part of it."""
    parts = [[_part(span, word) for word in readings_of(span.line)] for span in passage.spans]
    if not parts or len({len(words) for words in parts}) != 1:
        return []
    readings = zip(*parts, strict=True)
    return [" ".join(reading) if all(reading) else "" for reading in readings]


def _part(span: Span, word: RecognisedText) -> str:
    """Returns the part of another reading that belongs to a span.

    It has the same characters, or is a similar end of the line.
    """
    text = normalized(word.text)
    expected, signs = compact(span.text), compact(text)
    if not expected:
        return ""
    begin = signs.rfind(expected)
    if begin >= 0:
        end = begin + len(expected)
        while begin and is_digit(expected[0]) and is_digit(signs[begin - 1]):
            begin -= 1
        if not span.start and expected[0].isalnum():
            begin = _first_of(signs, begin)
        more = span.end == len(span.line.text) and len(signs) - end < 3
        return _cut(text, begin, len(signs) if more else end)
    if span.end < len(span.line.text):
        return ""
    count = min(
        (length for length in (len(expected), len(expected) + 1, len(expected) - 1) if length > 0),
        key=lambda length: distance(expected, signs[-length:]),
    )
    near = distance(expected, signs[-count:]) <= max(1, len(expected) // 4)
    return _cut(text, max(0, len(signs) - count), len(signs)) if near else ""


def _first_of(signs: str, begin: int) -> int:
    """Returns the start of the text, extended by up to MAX_BEFORE letters at the line's start."""
    return 0 if begin <= MAX_BEFORE and signs[:begin].isalpha() else begin


def _cut(text: str, begin: int, end: int) -> str:
    """Returns the text from character `begin` to `end`, not counting spaces."""
    places = [place for place, char in enumerate(text) if char != " "]
    return text[places[begin] : places[end - 1] + 1] if begin < end <= len(places) else ""
