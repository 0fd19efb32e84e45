"""Search for the two faces that are compared."""

from collections.abc import Iterator
from dataclasses import dataclass

from idcard.faces.engine import DetectedFace, FaceEngine
from idcard.faces.photo_views import (
    View,
    cut_out,
    most_certain,
    scaled,
    turns,
    upright_faces,
    width_of,
)
from idcard.geometry import Quad
from idcard.pixels import Pixels

PORTRAIT_SIZE = 400
"""Longer side in pixels of a printed portrait that is searched."""
PORTRAIT_MARGIN = 0.15
CARD_SIZE = 1200
"""Longer side in pixels of a card that is searched; its face is then about 120 pixels wide."""
CARD_HALF = 0.6
"""Fraction of a card in each of two overlapping halves; the portrait's usual side comes first."""
PHOTO_SIZES = (640, 1280)
"""Longer sides in pixels of a photo that is searched; the second where the first shows no face."""
SEVERAL = 0.5
"""Smallest width of further faces, as a fraction of the largest face."""


@dataclass(frozen=True)
class LocatedFace:
    """A face with its place in pixels of the photo; `doubtful` where another face may be meant."""

    face: DetectedFace
    doubtful: bool = False


def face_on_card(
    card: Pixels, portrait: Quad | None, corners: Quad | None, engine: FaceEngine
) -> LocatedFace | None:
    """Returns the printed face, or None.

    Without the card's portrait or outline the face may belong to a person holding the card, so it
    is doubtful.
    """
    view_and_face = most_certain(_card_views(card, portrait, corners), engine)
    if view_and_face:
        return LocatedFace(view_and_face[0])
    if corners is not None:
        return None
    faces = upright_faces(scaled(card, PHOTO_SIZES[-1]), engine)
    return LocatedFace(faces[0], doubtful=True) if faces else None


def largest_face(photo: Pixels, engine: FaceEngine) -> LocatedFace | None:
    """Returns the largest face of a selfie, or None; doubtful where others are about as large."""
    faces = faces_of(photo, engine)
    return LocatedFace(faces[0], doubtful=len(faces) > 1) if faces else None


def faces_of(photo: Pixels, engine: FaceEngine) -> list[DetectedFace]:
    """Returns the people in a photo in any orientation, largest first, without the background."""
    faces = upright_faces(scaled(photo, PHOTO_SIZES[0]), engine)
    if not faces and max(photo.shape[:2]) > PHOTO_SIZES[0]:
        faces = scaled(photo, PHOTO_SIZES[1]).faces(engine)
    return [face for face in faces if width_of(face) >= SEVERAL * width_of(faces[0])]


def _card_views(card: Pixels, portrait: Quad | None, corners: Quad | None) -> Iterator[View]:
    if portrait is not None:
        yield from turns(cut_out(card, portrait, longest=PORTRAIT_SIZE, margin=PORTRAIT_MARGIN))
    if corners is not None:
        upright = cut_out(card, corners, longest=CARD_SIZE, margin=0)
        for parts in zip(*map(turns, _halves(upright)), strict=True):
            yield from parts


def _halves(view: View) -> Iterator[View]:
    """Yields the right and left part of a view, or the lower and upper part of a tall one."""
    length = round(max(view.pixels.shape[:2]) * CARD_HALF)
    height, width = view.pixels.shape[:2]
    if width >= height:
        parts = ((width - length, 0, length, height), (0, 0, length, height))
    else:
        parts = ((0, height - length, width, length), (0, 0, width, length))
    for left, top, wide, high in parts:
        move = [[1, 0, left], [0, 1, top], [0, 0, 1]]
        part = view.pixels[top : top + high, left : left + wide]
        yield View(part, view.to_photo @ move)
