"""The surface that cards are printed on: text, rules and pictures placed in card units."""

from collections.abc import Sequence
from functools import lru_cache
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw, ImageFont

from rontal.demo.specimen.canvas import Colour, Point, mix, smooth

SCALE = 2
"""Pixels of the finished card per unit; a bank-card format is 1011 x 638 units (300 dpi)."""

SPECIMEN_WORD = "SPESIMEN"
INK: Colour = (28, 30, 36)
SIGNATURE_INK: Colour = (30, 36, 84)
STAMP_RED: Colour = (206, 44, 52)
NARROWEST = 0.8
"""A text may shrink to this share of its size before it breaks into two lines."""


@lru_cache(maxsize=64)
def _font(pixels: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size=pixels)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType, which drawing cards needs")
    return font


class Sheet:
    """Positions and sizes are in units; `image` is the finished picture."""

    def __init__(
        self, size: tuple[int, int], ground: Colour, *, seed: int, clear: tuple[float, float]
    ) -> None:
        """`clear` is the stretch from left to right that no photo covers, for the large stamp."""
        self.size = size
        self.random = Random(f"sheet:{seed}")
        self.image = Image.new("RGB", (size[0] * SCALE, size[1] * SCALE), ground)
        self._pen = ImageDraw.Draw(self.image)
        _pattern(self, ground)
        self.stamp(SPECIMEN_WORD, clear)

    def text(
        self,
        place: Point,
        words: str,
        size: float,
        *,
        bold: bool = False,
        colour: Colour = INK,
        anchor: str = "ls",
        room: float | None = None,
    ) -> None:
        """Print one line at its base line; it shrinks where it is wider than `room`."""
        if room is not None:
            size *= min(1.0, room / max(1.0, self.width(words, size, bold=bold)))
        self._pen.text(
            (place[0] * SCALE, place[1] * SCALE),
            words,
            fill=colour,
            font=_font(size * SCALE),
            anchor=anchor,
            stroke_width=_weight(size, bold=bold),
            stroke_fill=colour,
        )

    def paragraph(
        self, place: Point, words: str, size: float, *, room: float, bold: bool = False
    ) -> int:
        """Print a value in as many lines as it needs; returns their number."""
        lines = self._break(words, size, room, bold=bold)
        for number, line in enumerate(lines):
            self.text((place[0], place[1] + number * size * 1.25), line, size, bold=bold, room=room)
        return len(lines)

    def width(self, words: str, size: float, *, bold: bool = False) -> float:
        return _font(size * SCALE).getlength(words) / SCALE + 2 * _weight(size, bold=bold) / SCALE

    def rule(self, start: Point, end: Point, *, width: float = 1, colour: Colour = INK) -> None:
        ends = [(x * SCALE, y * SCALE) for x, y in (start, end)]
        self._pen.line(ends, fill=colour, width=max(1, round(width * SCALE)))

    def block(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        box = tuple(round(edge * SCALE) for edge in (left, top, right, bottom))
        self._pen.rectangle(box, fill=colour)

    def curve(self, points: Sequence[Point], *, width: float, colour: Colour) -> None:
        line = [(x * SCALE, y * SCALE) for x, y in smooth(points, closed=False)]
        self._pen.line(line, fill=colour, width=max(1, round(width * SCALE)), joint="curve")

    def picture(self, picture: Image.Image, left: float, top: float, width: float) -> None:
        """Print a photo, marked at its foot with the specimen word."""
        height = width * picture.height / picture.width
        size = (round(width * SCALE), round(height * SCALE))
        print_ = picture.resize(size, Image.Resampling.LANCZOS)
        self.image.paste(print_, (round(left * SCALE), round(top * SCALE)))
        middle = (left + width / 2, top + height - 24)
        under = (middle[0] + 1.5, middle[1] + 1.5)
        self._veil(SPECIMEN_WORD, under, width / 7, angle=0, colour=INK, alpha=0.7)
        self._veil(SPECIMEN_WORD, middle, width / 7, angle=0, colour=(255, 255, 255), alpha=0.75)

    def signature(self, middle: Point, width: float) -> None:
        """A scribble that no one owns."""
        steps = self.random.randint(7, 10)
        left, reach = middle[0] - width / 2, width / steps
        points = [
            (left + reach * step + self.random.uniform(-1.1, 0.5) * reach, middle[1] + swing)
            for step in range(steps)
            for swing in (self.random.uniform(-30, -4), self.random.uniform(2, 20))
        ]
        self._ink(points, width=1.9)
        low = middle[1] + 14
        self._ink([(left, low + 6), (middle[0], low), (left + width, low + 8)], width=1.6)

    def _ink(self, points: Sequence[Point], *, width: float) -> None:
        """A pen stroke with smooth edges."""
        line = smooth(points, closed=False)
        left, top = min(x for x, _ in line) - 4, min(y for _, y in line) - 4
        right, bottom = max(x for x, _ in line) + 4, max(y for _, y in line) + 4
        size = (round((right - left) * SCALE), round((bottom - top) * SCALE))
        fine = Image.new("L", (size[0] * 2, size[1] * 2), 0)
        zoom = SCALE * 2
        ImageDraw.Draw(fine).line(
            [((x - left) * zoom, (y - top) * zoom) for x, y in line],
            fill=235,
            width=round(width * zoom),
            joint="curve",
        )
        area = fine.resize(size, Image.Resampling.BOX)
        self.image.paste(
            Image.new("RGB", size, SIGNATURE_INK), (round(left * SCALE), round(top * SCALE)), area
        )

    def stamp(self, word: str, clear: tuple[float, float]) -> None:
        """Lay the large word across the sheet, rising from left to right."""
        left, right = clear
        middle = ((left + right) / 2, self.size[1] * 0.56)
        size = (right - left) / 4.85
        self._veil(word, middle, size, angle=24, colour=STAMP_RED, alpha=0.2)

    def _veil(
        self, word: str, middle: Point, size: float, *, angle: float, colour: Colour, alpha: float
    ) -> None:
        """Lay a see-through word round `middle`."""
        font = _font(size * SCALE)
        left, top, right, bottom = font.getbbox(word, anchor="mm", stroke_width=size / 14)
        area = Image.new("L", (round(right - left) + 8, round(bottom - top) + 8), 0)
        centre = (area.width / 2, area.height / 2)
        ImageDraw.Draw(area).text(
            centre, word, fill=round(255 * alpha), font=font, anchor="mm", stroke_width=size / 14
        )
        area = area.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True)
        corner = (
            round(middle[0] * SCALE - area.width / 2),
            round(middle[1] * SCALE - area.height / 2),
        )
        self.image.paste(Image.new("RGB", area.size, colour), corner, area)

    def _break(self, words: str, size: float, room: float, *, bold: bool) -> list[str]:
        if self.width(words, size, bold=bold) <= room / NARROWEST:
            return [words]
        lines = [""]
        for word in words.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, size, bold=bold) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines


def _weight(size: float, *, bold: bool) -> float:
    return size * SCALE / 42 if bold else size * SCALE / 110


def _pattern(sheet: Sheet, ground: Colour) -> None:
    """A quiet ground of our own: woven waves and two flowers of thin lines."""
    wide, tall = sheet.size
    faint, fainter = mix(ground, (40, 96, 160), 0.16), mix(ground, (40, 120, 150), 0.1)
    start = sheet.random.uniform(0, 2 * pi)
    for row in range(-2, tall // 14 + 2):
        phase = start + row * 0.42
        points = [
            (x, row * 14 + 9 * sin(x / 61 + phase) + 4 * sin(x / 23 - phase))
            for x in range(-20, wide + 40, 20)
        ]
        sheet.curve(points, width=0.7, colour=fainter if row % 2 else faint)
    for middle, reach in (
        ((wide * 0.28, tall * 0.62), tall * 0.3),
        ((wide * 0.8, tall * 0.4), tall * 0.4),
    ):
        for turn in range(9):
            sheet.curve(
                _petals(middle, reach * (1 - turn * 0.09), turn * 0.11), width=0.7, colour=faint
            )


def _petals(middle: Point, reach: float, turn: float) -> list[Point]:
    angles = [step * pi / 40 for step in range(81)]
    radii = [reach * (0.62 + 0.38 * cos(5 * angle)) for angle in angles]
    return [
        (middle[0] + radius * cos(angle + turn), middle[1] + radius * sin(angle + turn))
        for angle, radius in zip(angles, radii, strict=True)
    ]
