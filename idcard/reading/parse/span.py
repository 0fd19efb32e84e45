"""Parts of read lines, with position and certainty of each character."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from idcard.geometry import Point, Quad
from idcard.reading.lines import TextLine
from idcard.reading.parse.glyphs import normalized


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a line."""

    line: TextLine
    start: int
    end: int

    @classmethod
    def whole(cls, line: TextLine) -> "Span":
        """Returns the span of a whole line."""
        return cls(line, 0, len(line.text))

    @property
    def text(self) -> str:
        """Text with wide characters replaced by plain ones."""
        return normalized(self.line.text[self.start : self.end])

    @property
    def certainties(self) -> tuple[float, ...]:
        """Certainty of each character; that of the line where the engine gives none."""
        known = self.line.word.certainties
        if len(known) != len(self.line.text):
            known = (self.line.word.certainty,) * len(self.line.text)
        return known[self.start : self.end]

    @property
    def shares(self) -> tuple[float, float]:
        """Start and end along the line, 0 to 1."""
        middles = middles_of(self.line)
        if self.start >= self.end or not middles:
            return (0.0, 0.0)
        begin = (middles[self.start - 1] + middles[self.start]) / 2 if self.start else 0.0
        last = self.end == len(middles)
        return (begin, 1.0 if last else (middles[self.end - 1] + middles[self.end]) / 2)

    @property
    def left(self) -> float:
        """Left end on the rectified card."""
        return self.line.left + self.shares[0] * (self.line.right - self.line.left)

    @property
    def right(self) -> float:
        """Right end on the rectified card."""
        return self.line.left + self.shares[1] * (self.line.right - self.line.left)

    @property
    def place(self) -> Quad:
        """Place in the photo."""
        begin, end = self.shares
        top_left, top_right, low_right, low_left = self.line.place.corners
        top, low = (top_left, top_right), (low_left, low_right)
        return Quad.of((_on(top, begin), _on(top, end), _on(low, end), _on(low, begin)))

    def part(self, start: int, end: int) -> "Span":
        """Returns a part, by positions within this span."""
        last = self.start + min(end, self.end - self.start)
        return Span(self.line, min(self.start + start, last), last)

    def before(self, right: float) -> "Span":
        """Returns the span without characters at its end that are right of this place.

        The next box contains these characters too.
        """
        middles, width = middles_of(self.line), self.line.right - self.line.left
        end = self.end
        while end > self.start and self.line.left + middles[end - 1] * width > right:
            end -= 1
        return Span(self.line, self.start, end)

    def strip(self, signs: str) -> "Span":
        """Returns the span without these characters at both ends."""
        text = self.text
        begin = len(text) - len(text.lstrip(signs))
        return self.part(begin, max(begin, len(text.rstrip(signs))))


class Passage:
    """Text read for one value: one span, or several in sequence.

    `text` has single spaces, and as many characters as `certainties`.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans: Sequence[Span] = tuple(span for span in spans if span.text.strip())
        chars: list[tuple[str, float]] = []
        for span in self.spans:
            chars.append((" ", 1.0))
            chars.extend(zip(span.text, span.certainties, strict=True))
        pieces = [
            char
            for place, char in enumerate(chars)
            if not char[0].isspace() or (place and not chars[place - 1][0].isspace())
        ]
        while pieces and pieces[-1][0].isspace():
            pieces.pop()
        while pieces and pieces[0][0].isspace():
            pieces.pop(0)
        self.text = "".join(" " if char.isspace() else char for char, _ in pieces)
        self.certainties = tuple(certainty for _, certainty in pieces)

    def __bool__(self) -> bool:
        return bool(self.text)

    @cached_property
    def place(self) -> Quad:
        """Quad around all spans; raises ValueError where there are none."""
        return around([span.place for span in self.spans])

    @property
    def certainty(self) -> float:
        """Certainty of the least certain character."""
        return min(self.certainties, default=0.0)


def middles_of(line: TextLine) -> tuple[float, ...]:
    """Returns each character's position along its line; evenly spaced where not known."""
    count = len(line.text)
    if len(line.word.middles) == count:
        return line.word.middles
    return tuple((place + 0.5) / count for place in range(count))


def around(quads: Sequence[Quad]) -> Quad:
    """Returns the smallest parallelogram along the first quad's edges that contains all quads."""
    if len(quads) == 1:
        return quads[0]
    if not quads:
        raise ValueError("nothing to lie around")
    (x, y), (right_x, right_y), _, (low_x, low_y) = quads[0].corners
    along, down = (right_x - x, right_y - y), (low_x - x, low_y - y)
    size = along[0] * down[1] - along[1] * down[0]
    if not size:
        return quads[0]
    points = [
        (((px - x) * down[1] - (py - y) * down[0]) / size,
         ((py - y) * along[0] - (px - x) * along[1]) / size)
        for quad in quads
        for px, py in quad.corners
    ]  # fmt: skip
    (left, top), (right, low) = (
        (end(u for u, _ in points), end(v for _, v in points)) for end in (min, max)
    )
    corners = ((left, top), (right, top), (right, low), (left, low))
    return Quad.of(
        (x + u * along[0] + v * down[0], y + u * along[1] + v * down[1]) for u, v in corners
    )


def _on(edge: tuple[Point, Point], share: float) -> Point:
    (x, y), (to_x, to_y) = edge
    return (x + share * (to_x - x), y + share * (to_y - y))
