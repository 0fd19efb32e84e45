"""Second looks at lines: what they say of the same value, and what that is worth."""

from collections.abc import Callable, Sequence

from rontal.verification.machine.protocols import Word
from rontal.verification.reading.lines import Page, TextLine
from rontal.verification.reading.parse.glyphs import capitals, distance, is_digit, plain
from rontal.verification.reading.parse.span import Passage, Span

MOST_LINES = 6
"""So many lines of a page are looked at again; each costs about 60 ms of a core."""

MOST_CLOSER = 6
"""So many lines are looked at closer; each costs about 60 ms more."""

MOST_BEFORE = 2
"""Letters that the first look may have cut off in front."""

MOST_PLACES = 8
"""So many places without a line are looked at; each costs about 15 ms."""


class Looks:
    """The other looks at a page's lines, each line asked for at most once."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: dict[int, Sequence[Word]] = {}
        self._closer: dict[int, Sequence[Word]] = {}
        self._places = 0

    def of(self, line: TextLine) -> Sequence[Word]:
        """Other readings of a line; none once enough lines were looked at again."""
        if id(line) not in self._known:
            if len(self._known) >= MOST_LINES:
                return ()
            self._known[id(line)] = tuple(self._page.again(line))
        return self._known[id(line)]

    def closer(self, passage: Passage) -> list[str]:
        """The passage as further looks have it that are worth their time only for what matters
        most; looks that miss a part of it are left out."""
        return [reading for reading in _readings(passage, self._closer_of) if reading]

    def _closer_of(self, line: TextLine) -> Sequence[Word]:
        if id(line) not in self._closer:
            if len(self._closer) >= MOST_CLOSER:
                return ()
            self._closer[id(line)] = tuple(self._page.closer(line))
        return self._closer[id(line)]

    def look(
        self, left: float, middle: float, right: float, height: float, slope: float
    ) -> TextLine | None:
        """See `lines.Page.look`; None once enough places were looked at."""
        if self._places == MOST_PLACES:
            return None
        self._places += 1
        return self._page.look(left, middle, right, height, slope)

    def again(self, passage: Passage) -> list[str]:
        """The passage as each other look has it; looks that miss a part of it are left out."""
        return [reading for reading in self.each(passage) if reading]

    def each(self, passage: Passage) -> list[str]:
        """The passage as each other look has it, "" for a look that misses a part of it."""
        return _readings(passage, self.of)


def bare(text: str) -> str:
    """Without spaces, in capitals."""
    return capitals(text).replace(" ", "")


def breaks(text: str) -> set[int]:
    """Before which signs of `bare(text)` a space stands."""
    found, count = set(), 0
    for char in text:
        if char == " ":
            found.add(count)
        else:
            count += 1
    return found - {0}


def broken(signs: str, places: set[int]) -> str:
    """The signs with a space before each of these places."""
    return "".join(f" {sign}" if at in places else sign for at, sign in enumerate(signs))


def _readings(passage: Passage, looks: Callable[[TextLine], Sequence[Word]]) -> list[str]:
    """The passage as each of the looks at its lines has it, "" where one misses a part of it."""
    parts = [[_part(span, word) for word in looks(span.line)] for span in passage.spans]
    if not parts or len({len(words) for words in parts}) != 1:
        return []
    readings = zip(*parts, strict=True)
    return [" ".join(reading) if all(reading) else "" for reading in readings]


def _part(span: Span, word: Word) -> str:
    """What another look at the line has for a span: the same signs, or about as many at the end."""
    text = plain(word.text)
    wanted, signs = bare(span.text), bare(text)
    if not wanted:
        return ""
    begin = signs.rfind(wanted)
    if begin >= 0:
        end = begin + len(wanted)
        while begin and is_digit(wanted[0]) and is_digit(signs[begin - 1]):
            begin -= 1
        if not span.start and wanted[0].isalnum():
            begin = _first_of(signs, begin)
        more = span.end == len(span.line.text) and len(signs) - end < 3
        return _cut(text, begin, len(signs) if more else end)
    if span.end < len(span.line.text):
        return ""
    count = min(
        (length for length in (len(wanted), len(wanted) + 1, len(wanted) - 1) if length > 0),
        key=lambda length: distance(wanted, signs[-length:]),
    )
    near = distance(wanted, signs[-count:]) <= max(1, len(wanted) // 4)
    return _cut(text, max(0, len(signs) - count), len(signs)) if near else ""


def _first_of(signs: str, begin: int) -> int:
    """Where a text begins before which a letter or two of its own may stand at the look's very
    beginning."""
    return 0 if begin <= MOST_BEFORE and signs[:begin].isalpha() else begin


def _cut(text: str, begin: int, end: int) -> str:
    """The text from its sign number `begin` to number `end`, spaces between them included."""
    places = [place for place, char in enumerate(text) if char != " "]
    return text[places[begin] : places[end - 1] + 1] if begin < end <= len(places) else ""
