"""Surface of a printed card: text, lines and pictures placed in card units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, pi, sin
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont

from idcard.specimen.canvas import Colour, Point, mix, smooth

SCALE = 2
"""Pixels of the finished card per unit; bank-card format is 1011 × 638 units (300 dpi)."""

SPECIMEN_WORD = "SPESIMEN"
INK: Colour = (28, 30, 36)
SIGNATURE_INK: Colour = (30, 36, 84)
STAMP_RED: Colour = (206, 44, 52)
NARROWEST = 0.8
"""Fraction to which a text may shrink before it is broken into two lines."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """Font files; None uses Pillow's own font, and a wider stroke where only `bold` is missing."""

    plain: Path | None = None
    bold: Path | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """Place of a printed line of text, in units."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PrintStyle:
    """Layout of a print shop; the defaults are the demo's own.

    `size` multiplies all text sizes, `spacing` is the gap between letters as a fraction of their
    size, `colon` shifts the column of colons (units), `ground` replaces the kind's colour. `labels`
    gives the shop's spelling of a label, `order` the order of rows by label of `printed_fields`; a
    label that is not in it follows the one before it.
    """

    text: Typeface = Typeface()
    number: Typeface = Typeface()
    size: float = 1.0
    spacing: float = 0.0
    colon: float = 0.0
    ground: Colour | None = None
    ink: Colour = INK
    labels: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()


DEMO_STYLE = PrintStyle()


@lru_cache(maxsize=256)
def _font(pixels: float, file: Path | None = None) -> ImageFont.FreeTypeFont:
    if file is not None:
        return ImageFont.truetype(file, pixels)
    font = ImageFont.load_default(size=pixels)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType, which drawing cards needs")
    return font


class Sheet:
    """Printed card; positions and sizes are in units, and `image` is the finished picture."""

    def __init__(
        self,
        size: tuple[int, int],
        ground: Colour,
        *,
        seed: int,
        clear: tuple[float, float],
        style: PrintStyle = DEMO_STYLE,
    ) -> None:
        """Prints the background and the large stamp.

        `clear` is the range from left to right without a portrait. `boxes` collects the places of
        texts.
        """
        self.size = size
        self.style = style
        self.boxes: list[Box] = []
        ground = style.ground or ground
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
        colour: Colour | None = None,
        anchor: str = "ls",
        room: float | None = None,
        number: bool = False,
    ) -> None:
        """Prints a line at its baseline, reduced in size where it is wider than `room`.

        `number` selects the style's font for numbers.
        """
        size *= self.style.size
        if room is not None:
            size *= min(1.0, room / max(1.0, self._wide(words, size, bold, number)))
        width = self._wide(words, size, bold, number)
        left = place[0] - {"l": 0.0, "m": width / 2, "r": width}[anchor[0]]
        self.boxes.append(Box(left, place[1] - size * 0.8, left + width, place[1] + size * 0.25))
        if self.style.spacing and anchor[0] != "l":
            place, anchor = (left, place[1]), "l" + anchor[1:]
        for part, offset in self._parts(words, size, bold, number):
            self._print(
                (place[0] + offset, place[1]),
                part,
                size,
                bold,
                number,
                colour=colour,
                anchor=anchor,
            )

    def _print(
        self,
        place: Point,
        words: str,
        size: float,
        bold: bool,
        number: bool,
        *,
        colour: Colour | None,
        anchor: str,
    ) -> None:
        ink = colour or self.style.ink
        self._pen.text(
            (place[0] * SCALE, place[1] * SCALE),
            words,
            fill=ink,
            font=self._face(size, bold, number),
            anchor=anchor,
            stroke_width=self._stroke(size, bold, number),
            stroke_fill=ink,
        )

    def _parts(self, words: str, size: float, bold: bool, number: bool) -> list[tuple[str, float]]:
        """Returns the whole line, or single letters with their offsets where they are spaced."""
        if not self.style.spacing:
            return [(words, 0.0)]
        face = self._face(size, bold, number)
        apart = size * self.style.spacing
        return [
            (letter, face.getlength(words[:place]) / SCALE + place * apart)
            for place, letter in enumerate(words)
        ]

    def _file(self, bold: bool, number: bool) -> Path | None:
        typeface = self.style.number if number else self.style.text
        return typeface.bold if bold and typeface.bold else typeface.plain

    def _face(self, size: float, bold: bool, number: bool) -> ImageFont.FreeTypeFont:
        return _font(size * SCALE, self._file(bold, number))

    def _stroke(self, size: float, bold: bool, number: bool) -> float:
        """Returns the stroke width that is added: Pillow's own font has no bold, and is thin."""
        typeface = self.style.number if number else self.style.text
        if typeface.plain is None:
            return _weight(size, bold=bold)
        return size * SCALE / 60 if bold and typeface.bold is None else 0.0

    def paragraph(
        self, place: Point, words: str, size: float, *, room: float, bold: bool = False
    ) -> int:
        """Prints a value in as many lines as needed; returns their number."""
        lines = self._break(words, size, room, bold=bold)
        for number, line in enumerate(lines):
            self.text((place[0], place[1] + number * size * 1.25), line, size, bold=bold, room=room)
        return len(lines)

    def width(self, words: str, size: float, *, bold: bool = False) -> float:
        """Returns the width of a printed text in units."""
        return self._wide(words, size * self.style.size, bold, number=False)

    def _wide(self, words: str, size: float, bold: bool, number: bool) -> float:
        letters = self._face(size, bold, number).getlength(words) / SCALE
        apart = max(0, len(words) - 1) * size * self.style.spacing
        return letters + apart + 2 * self._stroke(size, bold, number) / SCALE

    def rule(self, start: Point, end: Point, *, width: float = 1, colour: Colour = INK) -> None:
        """Draws a straight line; `width` is in units."""
        ends = [(x * SCALE, y * SCALE) for x, y in (start, end)]
        self._pen.line(ends, fill=colour, width=max(1, round(width * SCALE)))

    def block(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Fills a rectangle."""
        box = tuple(round(edge * SCALE) for edge in (left, top, right, bottom))
        self._pen.rectangle(box, fill=colour)

    def curve(self, points: Sequence[Point], *, width: float, colour: Colour) -> None:
        """Draws a smooth line through the points; `width` is in units."""
        line = [(x * SCALE, y * SCALE) for x, y in smooth(points, closed=False)]
        self._pen.line(line, fill=colour, width=max(1, round(width * SCALE)), joint="curve")

    def picture(self, picture: Image.Image, left: float, top: float, width: float) -> None:
        """Prints a photo, with the specimen word at its foot."""
        height = width * picture.height / picture.width
        size = (round(width * SCALE), round(height * SCALE))
        print_ = picture.resize(size, Image.Resampling.LANCZOS)
        self.image.paste(print_, (round(left * SCALE), round(top * SCALE)))
        middle = (left + width / 2, top + height - 24)
        under = (middle[0] + 1.5, middle[1] + 1.5)
        self._veil(SPECIMEN_WORD, under, width / 7, angle=0, colour=INK, alpha=0.7)
        self._veil(SPECIMEN_WORD, middle, width / 7, angle=0, colour=(255, 255, 255), alpha=0.75)

    def signature(self, middle: Point, width: float) -> None:
        """Prints an invented signature."""
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
        """Draws an antialiased pen stroke."""
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
        """Prints the large word across the sheet, rising from left to right."""
        left, right = clear
        middle = ((left + right) / 2, self.size[1] * 0.56)
        size = (right - left) / 4.85
        self._veil(word, middle, size, angle=24, colour=STAMP_RED, alpha=0.2)

    def _veil(
        self, word: str, middle: Point, size: float, *, angle: float, colour: Colour, alpha: float
    ) -> None:
        """Prints a transparent word centred at `middle`."""
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
    """Draws an own background: woven waves and two flowers of thin lines."""
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
