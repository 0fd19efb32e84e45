"""Problems of a selfie that can be found without a comparison."""

from idcard.faces.engine import DetectedFace, FaceEngine
from idcard.faces.face_search import faces_of
from idcard.faces.frame import frame_completeness
from idcard.faces.model import FaceSign, SelfieFaces
from idcard.faces.photo_views import in_shares, width_of
from idcard.faces.screen import grid
from idcard.pixels import Pixels

SMALL_SHARE = 0.2
"""Smallest width of a face square, 1.5 times the face, as a fraction of the shorter side."""
SMALL_WIDTH = 110
"""Smallest width of a face square in pixels."""
TURNED = 0.25
"""Largest offset of the nose from the middle of the eyes, which is about 30 degrees."""
FRAMED = 0.8
"""Limit of `frame_completeness`: people measured up to 0.76, fully visible prints from 0.83."""
GRID = 2.5
"""Limit of `grid`: photos of people measured up to 2.1, photos of near screens 1.6 to 3.7."""


def check_selfie(pixels: Pixels, engine: FaceEngine) -> SelfieFaces:
    """Returns the faces of a BGR photo and its signs, without creating a template.

    PRINTED and SCREEN are suspicions. A photo of a photo that fills the image shows neither, and
    nothing here proves that a living person was in front of the camera.
    """
    faces = faces_of(pixels, engine)
    if not faces:
        return SelfieFaces(signs=frozenset({FaceSign.NONE}))
    figures = _figures(pixels, faces[0])
    return SelfieFaces(
        faces=tuple(in_shares(face.place, pixels) for face in faces),
        signs=frozenset(_signs(figures, len(faces))),
        figures=figures,
    )


def _figures(pixels: Pixels, face: DetectedFace) -> dict[str, float]:
    width = width_of(face)
    return {
        "width": width,
        "share": width / min(pixels.shape[:2]),
        "turn": abs(face.turn),
        "frame": frame_completeness(pixels, face),
        "grid": grid(pixels, face),
    }


def _signs(figures: dict[str, float], count: int) -> set[FaceSign]:
    holds = {
        FaceSign.SEVERAL: count > 1,
        FaceSign.SMALL: figures["share"] < SMALL_SHARE or figures["width"] < SMALL_WIDTH,
        FaceSign.TURNED: figures["turn"] > TURNED,
        FaceSign.PRINTED: figures["frame"] > FRAMED,
        FaceSign.SCREEN: figures["grid"] > GRID,
    }
    return {sign for sign, does in holds.items() if does}
