"""Drawings of lontar leaves: a palm leaf with grain, three holes and four lines of signs.

The signs belong to no script. The same number always results in the same leaf.
"""

import io
import math
import random
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZE: Final = (4800, 480)
LINES: Final = 4
GROUND: Final = (205, 171, 112)
INK: Final = (52, 34, 14)
QUALITY: Final = 82
Point = tuple[float, float]


def leaf(number: int) -> bytes:
    dice = random.Random(number)  # noqa: S311 - a drawing
    image = _ground(number)
    pen = ImageDraw.Draw(image)
    for line in range(LINES):
        _draw_line(pen, dice, 70 + line * (SIZE[1] - 110) / LINES)
    _draw_holes(pen)
    out = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.7)).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _ground(number: int) -> Image.Image:
    """Returns the background: grain along the leaf, and darker edges."""
    dice = np.random.default_rng(number)
    width, height = SIZE
    fibres = Image.fromarray(dice.normal(0, 10, (height, width // 240)).astype(np.float32))
    grain = np.asarray(fibres.resize(SIZE, Image.Resampling.BICUBIC))
    dust = dice.normal(0, 5, (height, width))
    rows = np.linspace(-1, 1, height)[:, None]
    shade = -46 * np.abs(rows) ** 6 + grain + dust
    pixels = np.clip(np.array(GROUND) + shade[..., None], 0, 255).astype(np.uint8)
    smooth = Image.fromarray(pixels).filter(ImageFilter.BoxBlur(2))
    return smooth.resize(SIZE)


def _draw_line(pen: ImageDraw.ImageDraw, dice: random.Random, top: float) -> None:
    """Draws a line of signs without word gaps, leaving space for the holes."""
    at = 150.0
    while at < SIZE[0] - 200:
        width = dice.uniform(46, 78)
        if not any(abs(at + width / 2 - hole) < 90 for hole in _places()):
            _draw_sign(pen, dice, at, top, width)
        at += width + 12


def _draw_sign(
    pen: ImageDraw.ImageDraw, dice: random.Random, left: float, top: float, width: float
) -> None:
    bows = dice.randint(1, 3)
    for bow in range(bows):
        start = left + bow * width / bows
        height, turn = dice.choice((30, 38, 44)), dice.choice((180, 250))
        _draw_arc(pen, (start, top + 44), width / bows, height, turn)
    if dice.random() < 0.35:
        pen.ellipse(_around((left + width / 2, top - 4), 9), outline=INK, width=4)
    if dice.random() < 0.3:
        _draw_arc(pen, (left + width / 4, top + 64), width / 2, 16, -200)


def _draw_arc(
    pen: ImageDraw.ImageDraw, start: Point, width: float, height: float, degrees: float
) -> None:
    turn = math.radians(degrees)
    points = [
        (
            start[0] + width / 2 - width / 2 * math.cos(turn * step / 20),
            start[1] - height * math.sin(turn * step / 20),
        )
        for step in range(21)
    ]
    pen.line(points, fill=INK, width=6, joint="curve")


def _draw_holes(pen: ImageDraw.ImageDraw) -> None:
    for place in _places():
        pen.ellipse(_around((place, SIZE[1] / 2), 17), fill=(28, 22, 16))
        pen.ellipse(_around((place, SIZE[1] / 2), 22), outline=(120, 90, 45), width=5)


def _places() -> tuple[float, float, float]:
    return 90, SIZE[0] / 2, SIZE[0] - 90


def _around(point: Point, radius: float) -> tuple[float, float, float, float]:
    return point[0] - radius, point[1] - radius, point[0] + radius, point[1] + radius
