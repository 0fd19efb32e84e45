"""Takes the photos: a card under a plan of degradations, and a selfie."""

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from PIL import Image

from idcard.specimen.camera import forgeries, optics, scene
from idcard.specimen.camera.degradations import MIN_FAMILY_CARD_SCALE, Degradation, Draw, Plan
from idcard.specimen.camera.scene import Corners, Picture, Placement
from idcard.specimen.sheet import SCALE, Box, Sheet

LONG, SHORT = 2000, 1500
"""Sides of a photo in pixels, as the library stores the photos of phones."""
BANK_CARD, PAPER = (0.66, 0.84), (0.86, 0.96)
"""Range of the share of the photo's longer side that a card takes, by its format."""
FINE_QUALITY = 88
FINE_GRAIN = 1.5


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG, and the corners of the card in it (4 x 2, pixels)."""

    jpeg: bytes
    corners: Corners


@dataclass(frozen=True, slots=True)
class Original:
    """A drawn card before it is photographed: its picture, the areas that fingers must not cover,
    and the height of its small capitals, both in pixels of the picture.
    """

    picture: Picture
    keep: tuple[Corners, ...]
    capitals: float
    family: bool


def original(sheet: Sheet, *, portrait: Box | None, smallest: float) -> Original:
    """Returns a drawn sheet for photographing; `smallest` is its smallest text size in units."""
    boxes = [*sheet.boxes, *([portrait] if portrait else [])]
    return Original(
        np.asarray(sheet.image.convert("RGB")),
        tuple(_corners(box) for box in boxes),
        smallest * 0.7 * SCALE,
        family=sheet.image.width < sheet.image.height * 1.5,
    )


def photograph(card: Original, plan: Plan, *, seed: int) -> Photo:
    """Returns the photo of a card under a plan; the same for the same seed."""
    random = Random(f"photo:{seed}")
    frame = (LONG, SHORT) if random.random() < 0.7 else (SHORT, LONG)
    placement = _placement(card, plan, random)
    if abs(placement.turn % 180 - 90) < 45 and random.random() < 0.8:
        frame = frame[1], frame[0]
    if abs(placement.turn % 180 - 90) >= 45 and frame[0] < frame[1] and card.family:
        frame = frame[1], frame[0]
    table = scene.surface(random, frame)
    if Degradation.BUSY in plan:
        table = scene.clutter(table, random, plan[Degradation.BUSY]["things"])
    photo, corners = _laid(table, card, plan, placement, random)
    photo = _lit(photo, corners, plan, random)
    small = card.capitals * scene.width_of(corners) / card.picture.shape[1]
    return _taken(photo, corners, plan, random, small, family=card.family)


def snapshot(picture: Image.Image, plan: Plan, *, seed: int) -> bytes:
    """Returns a selfie as the phone stores it, with light, lens, sensor and file of the plan."""
    random = Random(f"selfie:{seed}")
    photo = np.asarray(picture.convert("RGB"))
    tall, wide = photo.shape[:2]
    corners = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], np.float32)
    kept = {each: plan[each] for each in plan if each in _ON_FACES}
    photo = _lit(photo, corners, kept, random)
    return _taken(photo, corners, kept, random, wide * 0.02, family=False).jpeg


_ON_FACES = frozenset(
    {
        Degradation.DEFOCUS,
        Degradation.MOTION,
        Degradation.SHADOW,
        Degradation.LOW_LIGHT,
        Degradation.NOISE,
        Degradation.JPEG,
    }
)


def _corners(box: Box) -> Corners:
    left, top, right, bottom = (edge * SCALE for edge in (box.left, box.top, box.right, box.bottom))
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _placement(card: Original, plan: Plan, random: Random) -> Placement:
    share = random.uniform(*(PAPER if card.family else BANK_CARD))
    rotation = plan.get(Degradation.ROTATION)
    turn = rotation["turn"] if rotation else random.uniform(-2, 2)
    if rotation and random.random() < rotation["quarter"]:
        turn += random.choice((90, 180, 270))
    skew = plan[Degradation.PERSPECTIVE]["skew"] if Degradation.PERSPECTIVE in plan else 0.01
    return Placement(share, turn, skew)


def _laid(
    table: Picture, card: Original, plan: Plan, placement: Placement, random: Random
) -> tuple[Picture, Corners]:
    if Degradation.SCREEN in plan:
        return _screened(table, card, plan[Degradation.SCREEN], placement, random)
    if Degradation.GREY_COPY in plan:
        return _copied(table, card, plan[Degradation.GREY_COPY], placement, random)
    corners = _placed(card.picture, table, placement, random)
    photo = scene.compose(table, card.picture, corners, rounded=not card.family, shadow=True)
    if Degradation.FINGERS in plan:
        warp = scene.warp_of(_size(card.picture), corners)
        keep = [cv2.perspectiveTransform(box[None], warp)[0] for box in card.keep]
        draw = plan[Degradation.FINGERS]
        photo = scene.fingers(
            photo, corners, keep, random, reach=draw["reach"], number=draw["number"]
        )
    return photo, corners


def _screened(
    table: Picture, card: Original, draw: Draw, placement: Placement, random: Random
) -> tuple[Picture, Corners]:
    screen = forgeries.on_screen(card.picture, random, draw["grid"])
    wider = Placement(min(0.97, placement.share * 1.15), placement.turn, placement.skew)
    corners = _placed(screen, table, wider, random)
    return forgeries.compose_screen(table, screen, corners), corners


def _copied(
    table: Picture, card: Original, draw: Draw, placement: Placement, random: Random
) -> tuple[Picture, Corners]:
    copy = forgeries.copied(card.picture, random, draw["contrast"], draw["toner"])
    paper, inner = forgeries.sheet_of_paper(copy, random)
    wider = Placement(min(0.97, placement.share * 1.2), placement.turn, placement.skew)
    outer = _placed(paper, table, wider, random)
    photo = scene.compose(table, paper, outer, rounded=False, shadow=True)
    warp = scene.warp_of(_size(paper), outer)
    return photo, cv2.perspectiveTransform(inner[None], warp)[0]


def _placed(picture: Picture, table: Picture, placement: Placement, random: Random) -> Corners:
    return scene.corners_of(random, _size(picture), _size(table), placement)


def _size(picture: Picture) -> scene.Size:
    return picture.shape[1], picture.shape[0]


def _lit(photo: Picture, corners: Corners, plan: Plan, random: Random) -> Picture:
    photo = optics.evenly_lit(photo, random, random.uniform(0.02, 0.14))
    if Degradation.SHADOW in plan:
        photo = optics.shadow(photo, random, plan[Degradation.SHADOW]["depth"])
    if Degradation.GLARE in plan:
        draw = plan[Degradation.GLARE]
        photo = optics.glare(photo, random, corners, draw["peak"], draw["reach"])
    if Degradation.LOW_LIGHT in plan:
        photo = optics.low_light(photo, plan[Degradation.LOW_LIGHT]["exposure"])
    return photo


def _taken(
    photo: Picture, corners: Corners, plan: Plan, random: Random, small: float, *, family: bool
) -> Photo:
    """Applies lens, sensor and file format; `small` is the height of small capitals in pixels."""
    if Degradation.DEFOCUS in plan:
        photo = optics.defocus(photo, plan[Degradation.DEFOCUS]["radius"] * small)
    if Degradation.MOTION in plan:
        length = plan[Degradation.MOTION]["length"] * small
        photo = optics.motion(photo, length, random.uniform(0, 180))
    if Degradation.HALF_SIZE in plan:
        scale = plan[Degradation.HALF_SIZE]["scale"]
        scale = max(scale, MIN_FAMILY_CARD_SCALE) if family else scale
        photo, corners = optics.resized(photo, scale), corners * np.float32(scale)
    photo = optics.grain(photo, _deviation(plan), random.randrange(2**32))
    quality = plan[Degradation.JPEG]["quality"] if Degradation.JPEG in plan else FINE_QUALITY
    return Photo(optics.jpeg(photo, quality), corners)


def _deviation(plan: Plan) -> float:
    """Returns the standard deviation of the noise; sensors are noisier in low light."""
    noise = plan[Degradation.NOISE]["deviation"] if Degradation.NOISE in plan else FINE_GRAIN
    if Degradation.LOW_LIGHT in plan:
        noise += 4 * (1 - plan[Degradation.LOW_LIGHT]["exposure"])
    return noise
