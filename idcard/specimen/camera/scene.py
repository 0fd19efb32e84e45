"""The table, the card on it, and the things around and on top of it. Pictures are RGB, uint8."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from idcard.specimen import typefaces

Picture = NDArray[np.uint8]
Corners = NDArray[np.float32]
"""Four corners (4 x 2), clockwise, in pixels from the top left of their picture."""
Size = tuple[int, int]
"""Width and height in pixels."""
Colour = tuple[int, int, int]

MARGIN = 24
SURFACES: tuple[Colour, ...] = (
    (148, 104, 66), (104, 70, 46), (188, 150, 108), (226, 222, 214), (92, 98, 104), (60, 84, 78),
    (176, 120, 104), (38, 40, 46), (240, 238, 234), (120, 140, 166),
)  # fmt: skip
SKINS: tuple[Colour, ...] = ((224, 172, 138), (198, 142, 104), (160, 108, 76), (122, 80, 56))
NEWS = (
    "harga", "beras", "naik", "panen", "raya", "subak", "sawah", "irigasi", "desa", "adat",
    "warga", "gotong", "royong", "pasar", "pagi", "upacara", "banjar", "jalan", "rusak", "hujan",
    "deras", "musim", "kemarau", "pelajar", "juara", "lomba", "membaca",
)  # fmt: skip
THUMB = 0.1
"""Half the width of a thumb as a fraction of the width of a bank card: 17 of 86 mm."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Position of the card in the photo: `share` of the longer side that it takes before rotation,
    `turn` in degrees, `skew` as a share of the card's sides.
    """

    share: float
    turn: float
    skew: float


def corners_of(random: Random, card: Size, frame: Size, placement: Placement) -> Corners:
    """Returns the corners of the card in the photo; the whole card stays inside."""
    width = max(frame) * placement.share
    height = width * card[1] / card[0]
    angle = radians(placement.turn)
    corners = []
    for across, down in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)):
        x = (across + random.uniform(-1, 1) * placement.skew / 2) * width
        y = (down + random.uniform(-1, 1) * placement.skew / 2) * height
        corners.append((x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)))
    return _inside(np.array(corners, np.float32), frame, random)


def _inside(corners: Corners, frame: Size, random: Random) -> Corners:
    room = np.array(frame, np.float32) - 2 * MARGIN
    low = corners.min(axis=0)
    spans = corners.max(axis=0) - low
    shrink = min(1.0, *(room / spans))
    free = room - spans * shrink
    drift = np.array([random.random(), random.random()], np.float32)
    return np.asarray((corners - low) * shrink + MARGIN + free * drift, np.float32)


def warp_of(size: Size, corners: Corners) -> NDArray[np.float64]:
    """Returns the 3 x 3 matrix that maps a picture of this size to its corners in the photo."""
    wide, tall = size
    flat = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(flat, corners), np.float64)


def width_of(corners: Corners) -> float:
    """Returns the card's width in the photo, in pixels."""
    top, bottom = corners[1] - corners[0], corners[2] - corners[3]
    return float((np.linalg.norm(top) + np.linalg.norm(bottom)) / 2)


def compose(
    table: Picture, card: Picture, corners: Corners, *, rounded: bool, shadow: bool
) -> Picture:
    """Returns the table with the card on it."""
    size = (table.shape[1], table.shape[0])
    near = min(1.0, width_of(corners) * 1.1 / card.shape[1])
    if near < 1:
        small = cv2.resize(card, None, fx=near, fy=near, interpolation=cv2.INTER_AREA)
        card = np.asarray(small, np.uint8)
    flat = (card.shape[1], card.shape[0])
    area = _outline(flat, 0.03 if rounded else 0.002)
    warp = warp_of(flat, corners)
    laid = cv2.warpPerspective(
        card, warp, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    mask = cv2.warpPerspective(area, warp, size, flags=cv2.INTER_LINEAR)
    left, top, wide, tall = cv2.boundingRect(np.rint(corners).astype(np.int32))
    part = np.s_[max(0, top - 2) : top + tall + 2, max(0, left - 2) : left + wide + 2]
    scene = _shaded(table, corners) if shadow else table.copy()
    share = mask[part][..., None].astype(np.float32) / 255
    scene[part] = (scene[part] * (1 - share) + laid[part] * share).astype(np.uint8)
    return scene


def _outline(size: Size, roundness: float) -> Picture:
    area = Image.new("L", size, 0)
    box = (2, 2, size[0] - 3, size[1] - 3)
    ImageDraw.Draw(area).rounded_rectangle(box, radius=max(1, size[0] * roundness), fill=255)
    return np.asarray(area)


def _shaded(table: Picture, corners: Corners) -> Picture:
    """Returns the table with the card's shadow on it."""
    shade = np.zeros((table.shape[0] // 2, table.shape[1] // 2), np.uint8)
    cv2.fillConvexPoly(shade, np.rint((corners + (6, 8)) / 2).astype(np.int32), 150)
    soft = 255 - cv2.GaussianBlur(shade, (0, 0), 4)
    full = cv2.resize(soft, (table.shape[1], table.shape[0]))
    return np.asarray(cv2.multiply(table, cv2.merge([full] * 3), scale=1 / 255), np.uint8)


def surface(random: Random, frame: Size) -> Picture:
    """Returns a table top: wood, cloth, stone or plain, slightly out of focus."""
    draw = random.choice((_wood, _cloth, _stone, _plain))
    return np.asarray(draw(random, frame).filter(ImageFilter.GaussianBlur(1.4)))


def _plain(random: Random, frame: Size) -> Image.Image:
    return Image.new("RGB", frame, random.choice(SURFACES))


def _wood(random: Random, frame: Size) -> Image.Image:
    colour = random.choice(SURFACES[:3])
    picture = Image.new("RGB", frame, colour)
    pen = ImageDraw.Draw(picture)
    for _ in range(300):
        top, bend = random.uniform(0, frame[1]), random.uniform(-18, 18)
        line = [(0, top), (frame[0] / 2, top + bend), (frame[0], top + random.uniform(-12, 12))]
        pen.line(line, fill=_toned(colour, random.uniform(0.82, 1.14)), width=random.randint(1, 8))
    for seam in range(1, random.randint(2, 5)):
        height = frame[1] * seam / 4 + random.uniform(-40, 40)
        pen.line([(0, height), (frame[0], height)], fill=_toned(colour, 0.5), width=5)
    return picture


def _cloth(random: Random, frame: Size) -> Image.Image:
    colour, accent = random.sample(SURFACES, 2)
    picture = Image.new("RGB", frame, colour)
    pen = ImageDraw.Draw(picture, "RGBA")
    check = random.randint(70, 160)
    for left in range(0, frame[0], check):
        pen.rectangle((left, 0, left + check // 3, frame[1]), fill=(*accent, 70))
    for top in range(0, frame[1], check):
        pen.rectangle((0, top, frame[0], top + check // 3), fill=(*accent, 70))
    return picture


def _stone(random: Random, frame: Size) -> Image.Image:
    """Draws granite: blotches of several sizes."""
    grain = np.random.RandomState(random.randrange(2**32))
    level = np.zeros((frame[1], frame[0]), np.float32)
    for part in (4, 12, 60):
        coarse = grain.standard_normal((frame[1] // part + 1, frame[0] // part + 1))
        level += cv2.resize(coarse.astype(np.float32), frame, interpolation=cv2.INTER_CUBIC) * 9
    colour = np.array(random.choice(SURFACES), np.float32)
    return Image.fromarray(np.clip(colour + level[..., None], 0, 255).astype(np.uint8))


def clutter(table: Picture, random: Random, things: float) -> Picture:
    """Adds `things` objects to the table: printed papers, keyboards, pens, coins, cloth."""
    picture = Image.fromarray(table)
    for _ in range(round(things)):
        thing = random.choice((_paper, _paper, _keyboard, _pen, _coin, _batik))(random)
        turned = thing.rotate(random.uniform(0, 360), Image.Resampling.BICUBIC, expand=True)
        place = (
            round(random.uniform(-0.1, 0.95) * picture.width - turned.width / 2),
            round(random.uniform(-0.1, 1.0) * picture.height - turned.height / 2),
        )
        picture.paste(turned, place, turned)
    return np.asarray(picture)


def _paper(random: Random) -> Image.Image:
    """Draws a newspaper cutting with lines of print."""
    size = (random.randint(360, 800), random.randint(240, 620))
    tone = random.randint(214, 250)
    paper = Image.new("RGBA", size, (tone, tone, tone - 8, 255))
    pen = ImageDraw.Draw(paper)
    height = random.randint(16, 30)
    font = typefaces.font("tinos", height)
    for top in range(24, size[1] - height, round(height * 1.35)):
        words = " ".join(random.choice(NEWS) for _ in range(size[0] // (height * 2)))
        pen.text((20, top), words, fill=(52, 50, 50, 255), font=font)
    return paper


def _keyboard(random: Random) -> Image.Image:
    key = random.randint(54, 84)
    board = Image.new("RGBA", (key * 6, key * 3), (30, 31, 34, 255))
    pen = ImageDraw.Draw(board)
    font = typefaces.font("arimo", key // 3)
    for row in range(3):
        for column in range(6):
            left, top = column * key + 4, row * key + 4
            box = (left, top, left + key - 8, top + key - 8)
            pen.rounded_rectangle(box, radius=8, fill=(52, 54, 58, 255))
            letter = random.choice("QWERTYUIOPASDFGHJKLZXCVBNM")
            pen.text((left + 8, top + 6), letter, fill=(216, 216, 216, 255), font=font)
    return board


def _pen(random: Random) -> Image.Image:
    colour = tuple(random.randint(10, 220) for _ in range(3))
    pen = Image.new("RGBA", (random.randint(420, 760), 34), (0, 0, 0, 0))
    draw = ImageDraw.Draw(pen)
    draw.rounded_rectangle((0, 4, pen.width - 40, 30), radius=12, fill=(*colour, 255))
    draw.polygon([(pen.width - 40, 6), (pen.width - 1, 17), (pen.width - 40, 28)], fill="silver")
    draw.rectangle((20, 8, pen.width * 0.4, 12), fill=(255, 255, 255, 120))
    return pen


def _coin(random: Random) -> Image.Image:
    wide = random.randint(90, 150)
    coin = Image.new("RGBA", (wide, wide), (0, 0, 0, 0))
    draw = ImageDraw.Draw(coin)
    metal = random.choice(((196, 192, 180), (200, 164, 92)))
    draw.ellipse((1, 1, wide - 2, wide - 2), fill=(*_toned(metal, 0.7), 255))
    draw.ellipse((7, 7, wide - 8, wide - 8), fill=(*metal, 255))
    font = typefaces.font("arimo", wide // 3)
    number = random.choice(("100", "200", "500"))
    draw.text((wide / 2, wide / 2), number, anchor="mm", fill=(*_toned(metal, 0.6), 255), font=font)
    return coin


def _batik(random: Random) -> Image.Image:
    ground, accent = random.sample(SURFACES, 2)
    cloth = Image.new("RGBA", (random.randint(400, 800), random.randint(300, 600)), (*ground, 255))
    draw = ImageDraw.Draw(cloth)
    step = random.randint(46, 90)
    for top in range(0, cloth.height, step):
        for left in range(0, cloth.width, step):
            box = (left + 6, top + 6, left + step - 6, top + step - 6)
            draw.ellipse(box, outline=(*accent, 255), width=6)
            draw.line(
                (left, top, left + step, top + step), fill=(*_toned(accent, 0.8), 255), width=4
            )
    return cloth


def fingers(
    photo: Picture,
    corners: Corners,
    keep: Sequence[Corners],
    random: Random,
    *,
    reach: float,
    number: float,
) -> Picture:
    """Adds fingers that hold the card at its edge and cover nothing of `keep`.

    A finger that finds no free place is left out.
    """
    guarded = np.zeros(photo.shape[:2], np.uint8)
    for box in keep:
        cv2.fillConvexPoly(guarded, np.rint(box).astype(np.int32), 1)
    guarded = np.asarray(cv2.dilate(guarded, np.ones((9, 9), np.uint8)), np.uint8)
    skin = random.choice(SKINS)
    for _ in range(round(number)):
        photo = _finger(photo, corners, guarded, random, reach, skin)
    return photo


def _finger(
    photo: Picture, corners: Corners, guarded: Picture, random: Random, reach: float, skin: Colour
) -> Picture:
    wide = width_of(corners)
    radius, middle = THUMB * wide, corners.mean(axis=0)
    for _ in range(40):
        side = random.randrange(4)
        along = random.choice((random.uniform(0.02, 0.2), random.uniform(0.8, 0.98)))
        edge = corners[side] * (1 - along) + corners[(side + 1) % 4] * along
        inward = (middle - edge) / np.linalg.norm(middle - edge)
        turn = random.uniform(-0.5, 0.5)
        inward = np.array(
            [
                inward[0] * cos(turn) - inward[1] * sin(turn),
                inward[0] * sin(turn) + inward[1] * cos(turn),
            ]
        )
        tip = edge + inward * (reach * wide - radius)
        away = _distances(photo.shape[:2], tip, tip - inward * wide) / radius
        if not (guarded & (away < 1.1)).any():
            return _skinned(photo, away, tip + inward * radius * 0.3, inward, radius, skin)
    return photo


def _distances(
    shape: tuple[int, ...], start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Returns the distance of every pixel from a line between two points."""
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    along = end - start
    share = ((columns - start[0]) * along[0] + (rows - start[1]) * along[1]) / (along @ along)
    share = np.clip(share, 0, 1)
    off = np.hypot(columns - start[0] - share * along[0], rows - start[1] - share * along[1])
    return np.asarray(off, np.float32)


def _skinned(
    photo: Picture,
    away: NDArray[np.float32],
    nail: NDArray[np.float64],
    inward: NDArray[np.float64],
    radius: float,
    skin: Colour,
) -> Picture:
    """Draws one finger: darker towards its sides, with a nail and a shadow on the card."""
    shadow = np.clip(1.22 - away, 0, 0.22)[..., None] / 0.22 * 0.35
    result = photo * (1 - shadow)
    tone = np.array(skin, np.float32) * (1.04 - 0.42 * np.clip(away, 0, 1)[..., None] ** 2)
    mask = np.clip((1 - away) * radius / 2.5, 0, 1)[..., None]
    result = result * (1 - mask) + tone * mask
    plate = np.zeros(photo.shape[:2], np.float32)
    axes = (max(2, round(radius * 0.62)), max(2, round(radius * 0.48)))
    angle = float(np.degrees(np.arctan2(inward[1], inward[0])))
    centre = (round(float(nail[0])), round(float(nail[1])))
    cv2.ellipse(plate, centre, axes, angle, 0, 360, 0.55, -1, cv2.LINE_AA)
    plate = cv2.GaussianBlur(plate, (0, 0), 1.5)[..., None] * mask
    pale = np.array(_toned(skin, 1.16), np.float32)
    return np.asarray(np.clip(result * (1 - plate) + pale * plate, 0, 255), np.uint8)


def _toned(colour: Sequence[int], share: float) -> Colour:
    red, green, blue = (min(255, max(0, round(part * share))) for part in colour)
    return red, green, blue
