"""Simulation of a phone's photo of a drawn card: on a table, slanted, unevenly lit."""

from dataclasses import dataclass
from io import BytesIO
from math import cos, radians, sin
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from idcard.specimen.canvas import Colour, Point, shade
from idcard.specimen.difficulty import Difficulty

PHOTO_SIZE = (1600, 1200)
Pixels = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Conditions:
    """Limits of the distortions in a photo.

    `share` is the card's fraction of the photo's width, `turn` in degrees, `skew` a fraction of the
    card's size, `dimming` the light lost at the dark end, `noise` in grey levels, `blur` in pixels,
    `quality` that of the JPEG.
    """

    share: tuple[float, float]
    turn: float
    skew: float
    dimming: float
    noise: float
    blur: float
    quality: int


CONDITIONS = {
    Difficulty.EASY: Conditions((0.84, 0.9), 1, 0.008, 0.12, 2, 0.0, 92),
    Difficulty.MILD: Conditions((0.74, 0.86), 5, 0.035, 0.28, 4, 0.5, 86),
    Difficulty.HARD: Conditions((0.6, 0.78), 14, 0.09, 0.5, 9, 1.1, 68),
}
WOODS: tuple[Colour, ...] = ((148, 104, 66), (104, 70, 46), (188, 150, 108))
PLAIN: tuple[Colour, ...] = ((222, 218, 210), (92, 98, 104), (60, 84, 78), (176, 120, 104))


def photograph(image: Image.Image, *, seed: int, difficulty: Difficulty = Difficulty.MILD) -> bytes:
    """Returns a JPEG of 1600 × 1200 pixels with the whole image on a table."""
    random = Random(f"photograph:{seed}")
    conditions = CONDITIONS[difficulty]
    table = _table(random)
    corners = _corners(random, image.size, conditions)
    _paste_on_table(table, image, corners)
    return _exposed(table, random, seed, conditions)


def snapshot(image: Image.Image, *, seed: int, difficulty: Difficulty = Difficulty.MILD) -> bytes:
    """Returns the image as stored by a camera (light, noise, JPEG), filling the whole frame."""
    return _exposed(image, Random(f"snapshot:{seed}"), seed, CONDITIONS[difficulty])


def _corners(random: Random, size: tuple[int, int], conditions: Conditions) -> list[Point]:
    """Returns the image's corners in the photo, clockwise from the top left."""
    wide, tall = PHOTO_SIZE
    width = wide * random.uniform(*conditions.share)
    height = width * size[1] / size[0]
    angle = radians(random.uniform(-conditions.turn, conditions.turn))
    drift = random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5)
    corners = []
    for across, down in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)):
        x = (across + random.uniform(-1, 1) * conditions.skew / 2) * width
        y = (down + random.uniform(-1, 1) * conditions.skew / 2) * height
        corners.append((x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)))
    return _fitted_corners(corners, drift)


def _fitted_corners(corners: list[Point], drift: Point) -> list[Point]:
    """Returns the corners fitted into the photo with a margin; `drift` shifts them within it."""
    margin = 24
    placed: list[list[float]] = []
    spans = [max(axis) - min(axis) for axis in zip(*corners, strict=True)]
    shrink = min(
        1.0, *((frame - 2 * margin) / span for frame, span in zip(PHOTO_SIZE, spans, strict=True))
    )
    for axis, frame, off in zip(zip(*corners, strict=True), PHOTO_SIZE, drift, strict=True):
        sized = [value * shrink for value in axis]
        room = frame - 2 * margin - (max(sized) - min(sized))
        start = margin + room * (0.5 + off) - min(sized)
        placed.append([value + start for value in sized])
    return list(zip(*placed, strict=True))


def _paste_on_table(table: Image.Image, image: Image.Image, corners: list[Point]) -> None:
    """Pastes the image on the table in perspective, with a soft shadow."""
    width = max(abs(corners[1][0] - corners[0][0]), 1)
    height = max(abs(corners[3][1] - corners[0][1]), 1)
    near = (min(image.width, round(width * 1.15)), min(image.height, round(height * 1.15)))
    card = image.convert("RGB").resize(near, Image.Resampling.LANCZOS)
    shadow = Image.new("L", table.size, 0)
    ImageDraw.Draw(shadow).polygon([(x + 7, y + 9) for x, y in corners], fill=150)
    table.paste((16, 12, 10), (0, 0), shadow.filter(ImageFilter.GaussianBlur(9)))
    warp = _perspective(corners, card.size)
    kind, way = Image.Transform.PERSPECTIVE, Image.Resampling.BICUBIC
    laid = card.transform(table.size, kind, warp, resample=way)
    table.paste(laid, (0, 0), _card_area(card.size).transform(table.size, kind, warp, resample=way))


def _card_area(size: tuple[int, int]) -> Image.Image:
    """Returns the card's area just inside its edge; plastic has round corners, unlike paper."""
    area = Image.new("L", size, 0)
    box = (2, 2, size[0] - 3, size[1] - 3)
    radius = round(size[0] * 0.03) if size[0] > size[1] * 1.5 else 2
    ImageDraw.Draw(area).rounded_rectangle(box, radius=radius, fill=255)
    return area


def _perspective(corners: list[Point], size: tuple[int, int]) -> list[float]:
    """Returns the eight coefficients of Pillow's perspective transform, from photo to source."""
    wide, tall = size
    sources = ((0, 0), (wide, 0), (wide, tall), (0, tall))
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, sources, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        values += [u, v]
    solution = np.linalg.solve(np.array(rows, float), np.array(values, float))
    return [float(number) for number in solution]


def _table(random: Random) -> Image.Image:
    """Returns a table of wood, cloth or plain colour, slightly out of focus."""
    surface = random.choice((_wood, _wood, _cloth, _desk))(random)
    return surface.filter(ImageFilter.GaussianBlur(1.2))


def _wood(random: Random) -> Image.Image:
    colour = random.choice(WOODS)
    wide, tall = PHOTO_SIZE
    picture = Image.new("RGB", PHOTO_SIZE, colour)
    pen = ImageDraw.Draw(picture)
    for _ in range(260):
        top, bend = random.uniform(0, tall), random.uniform(-14, 14)
        line = [(0, top), (wide / 2, top + bend), (wide, top + random.uniform(-10, 10))]
        pen.line(line, fill=shade(colour, random.uniform(0.84, 1.12)), width=random.randint(1, 7))
    for seam in range(1, 4):
        height = tall * seam / 4 + random.uniform(-30, 30)
        pen.line([(0, height), (wide, height)], fill=shade(colour, 0.5), width=4)
    return picture


def _cloth(random: Random) -> Image.Image:
    colour, accent = random.sample(PLAIN, 2)
    wide, tall = PHOTO_SIZE
    picture = Image.new("RGB", PHOTO_SIZE, colour)
    pen = ImageDraw.Draw(picture, "RGBA")
    check = random.randint(70, 130)
    for left in range(0, wide, check):
        pen.rectangle((left, 0, left + check // 3, tall), fill=(*accent, 60))
    for top in range(0, tall, check):
        pen.rectangle((0, top, wide, top + check // 3), fill=(*accent, 60))
    return picture


def _desk(random: Random) -> Image.Image:
    return Image.new("RGB", PHOTO_SIZE, random.choice(PLAIN))


def _exposed(image: Image.Image, random: Random, seed: int, conditions: Conditions) -> bytes:
    """Applies focus, light, sensor noise and JPEG compression."""
    if conditions.blur:
        image = image.filter(ImageFilter.GaussianBlur(random.uniform(0, conditions.blur)))
    pixels = np.asarray(image.convert("RGB"), dtype=np.float32)
    pixels = pixels * _light(random, image.size, conditions.dimming)
    # RandomState guarantees the same numbers in every release, unlike the newer generators.
    grain = np.random.RandomState(seed % 2**32).standard_normal(pixels.shape)
    pixels = pixels + grain.astype(np.float32) * conditions.noise
    photo = Image.fromarray(np.clip(np.rint(pixels), 0, 255).astype(np.uint8))
    file = BytesIO()
    photo.save(file, "JPEG", quality=conditions.quality)
    return file.getvalue()


def _light(random: Random, size: tuple[int, int], dimming: float) -> Pixels:
    """Returns a factor for every pixel: light falls off towards one side, and has a colour."""
    angle = random.uniform(0, 6.283)
    across = np.linspace(-0.5, 0.5, size[0], dtype=np.float32)[None, :] * cos(angle)
    down = np.linspace(-0.5, 0.5, size[1], dtype=np.float32)[:, None] * sin(angle)
    fall = 1.04 - dimming * random.uniform(0.5, 1) * (across + down + 0.5)
    warmth = random.uniform(-0.05, 0.05)
    tint = np.array([1 + warmth, 1, 1 - warmth], dtype=np.float32)
    factors: Pixels = (fall[:, :, None] * tint).astype(np.float32)
    return factors
