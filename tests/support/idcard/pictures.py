"""Drawn cards and portraits as BGR pixels, and typical faults of photos."""

from functools import cache

import cv2
import numpy as np
from PIL import Image

from idcard.kinds import IdentityKind
from idcard.pixels import Pixels
from idcard.specimen.cards import card_of, draw_card
from idcard.specimen.faces import selfie
from idcard.specimen.people import Person, find
from idcard.specimen.photograph import Difficulty, photograph, snapshot
from tests.support.real_files import SHARED

REAL_FACES = sorted((SHARED / "faces").glob("*.jpg"))


def bgr(image: Image.Image) -> Pixels:
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[..., ::-1])


@cache
def adults(count: int) -> list[Person]:
    people, seed = [], 1
    while len(people) < count:
        people.append(find(lambda candidate: candidate.age >= 18, start=seed))
        seed = people[-1].seed + 1
    return people


@cache
def scan(index: int) -> Pixels:
    """Returns the card of the n-th adult as a straight scan, the hardest to distinguish."""
    return bgr(draw_card(card_of(adults(index + 1)[index], IdentityKind.KTP), seed=index))


def decoded(content: bytes) -> Pixels:
    return cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)


def encoded(pixels: Pixels, quality: int = 90) -> bytes:
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


@cache
def card_photo(index: int, difficulty: Difficulty = Difficulty.MILD) -> Pixels:
    """Returns a photo of the n-th adult's card on a table, slanted and unevenly lit."""
    card = draw_card(card_of(adults(index + 1)[index], IdentityKind.KTP), seed=index)
    return decoded(photograph(card, seed=index, difficulty=difficulty))


@cache
def face_photo(index: int, difficulty: Difficulty = Difficulty.MILD) -> Pixels:
    face = selfie(adults(index + 1)[index].seed, seed=index)
    return decoded(snapshot(face, seed=index, difficulty=difficulty))


def recoded(pixels: Pixels) -> Pixels:
    return decoded(encoded(pixels, 25))


def scaled(pixels: Pixels) -> Pixels:
    return cv2.resize(pixels, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)


def cropped(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    return np.ascontiguousarray(
        pixels[height * 2 // 100 : height * 98 // 100, width * 2 // 100 : width * 98 // 100]
    )


def brightened(pixels: Pixels) -> Pixels:
    return np.clip(pixels * 1.25, 0, 255).astype(np.uint8)


def darkened(pixels: Pixels) -> Pixels:
    return (pixels * 0.2).astype(np.uint8)


def blurred(pixels: Pixels) -> Pixels:
    return cv2.GaussianBlur(pixels, (0, 0), max(pixels.shape) * 0.006)


def dazzled(pixels: Pixels) -> Pixels:
    """Returns the image with a lamp's reflection over the middle."""
    height, width = pixels.shape[:2]
    spot = np.zeros((height, width), np.float32)
    cv2.ellipse(spot, (width // 2, height // 2), (width // 6, width // 9), 0, 0, 360, 255, -1)
    spot = cv2.GaussianBlur(spot, (0, 0), width / 40)
    return np.clip(pixels + spot[..., None], 0, 255).astype(np.uint8)
