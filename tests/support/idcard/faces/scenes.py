"""Cards and selfies as BGR pixels: drawn people, and photographs of two public figures."""

from functools import cache

import cv2
import numpy as np
from PIL import Image

from bench.specimens.portraits import FOLDER, PHOTOGRAPHS
from idcard.geometry import Quad
from idcard.kinds import IdentityKind
from idcard.pixels import Pixels
from idcard.specimen.cards import CARD_SIZE, card_of, card_sheet, draw_card
from idcard.specimen.faces import selfie
from idcard.specimen.people import find, person
from idcard.specimen.photograph import Difficulty, snapshot
from tests.support.idcard.pictures import bgr, decoded

PORTRAIT = (742 / 1011, 128 / 638, 972 / 1011, 434.7 / 638)
"""Place of the printed portrait: left, top, right and bottom as shares of the card."""
BORDER = 120
"""Width in pixels of the table around a card made by `laid`; the card is 1011 wide."""


@cache
def real(name: str) -> Pixels:
    """Returns a photograph, cropped to head and shoulders, 900 × 1200 pixels."""
    with Image.open(FOLDER / f"{name}.jpg") as opened:
        photo = opened.convert("RGB")
    face = next(files for files in PHOTOGRAPHS.values() if f"{name}.jpg" in files)[f"{name}.jpg"]
    left, top, right, bottom = (
        share * side for share, side in zip(face, (photo.width, photo.height) * 2, strict=True)
    )
    width = min(2.4 * (right - left), photo.width)
    x = min(max(0.0, (left + right - width) / 2), photo.width - width)
    y = max(0.0, (top + bottom) / 2 - width * 0.6)
    return bgr(
        photo.crop((round(x), round(y), round(x + width), round(y + width * 4 / 3))).resize(
            (900, 1200)
        )
    )


@cache
def card_of_real(name: str) -> Pixels:
    """Returns a specimen card with this photograph, straight, 1011 pixels wide, on a dark table."""
    photo = Image.fromarray(np.ascontiguousarray(real(name)[..., ::-1]))
    return laid(card_sheet(card_of(person(1), IdentityKind.KTP), seed=1, photo=photo).image)


@cache
def card_of_drawn(seed: int) -> Pixels:
    return laid(draw_card(card_of(person(seed), IdentityKind.KTP), seed=seed))


@cache
def card_of_infant() -> Pixels:
    child = find(lambda candidate: candidate.age < 5)
    return laid(draw_card(card_of(child, IdentityKind.KIA), seed=1))


@cache
def own_photo(seed: int, number: int = 1, difficulty: Difficulty = Difficulty.MILD) -> Pixels:
    return decoded(snapshot(selfie(seed, seed=number), seed=number, difficulty=difficulty))


def laid(card: Image.Image) -> Pixels:
    small = bgr(card.resize(CARD_SIZE, Image.Resampling.LANCZOS))
    edges = (BORDER,) * 4
    return cv2.copyMakeBorder(small, *edges, cv2.BORDER_CONSTANT, value=(60, 66, 70))


def corners(card: Pixels) -> Quad:
    """Returns the outline of a card made by `laid`."""
    return _on_table(card, (0.0, 0.0, 1.0, 1.0))


def portrait(card: Pixels) -> Quad:
    """Returns the place of the portrait on a card made by `laid`."""
    return _on_table(card, PORTRAIT)


def turned(place: Quad, quarters: int) -> Quad:
    """Returns a place of a photo after np.rot90(photo, quarters)."""
    points = list(place.corners)
    for _ in range(quarters):
        points = [(y, 1 - x) for x, y in points]
    return Quad.of(points)


def _on_table(card: Pixels, box: tuple[float, float, float, float]) -> Quad:
    height, width = card.shape[:2]
    xs = [(BORDER + share * (width - 2 * BORDER)) / width for share in box[0::2]]
    ys = [(BORDER + share * (height - 2 * BORDER)) / height for share in box[1::2]]
    return Quad.of([(xs[0], ys[0]), (xs[1], ys[0]), (xs[1], ys[1]), (xs[0], ys[1])])
