"""What is notable about a photo of oneself, before anybody compares anything."""

from rontal.verification.faces.frame import framed
from rontal.verification.faces.model import FaceLook, FaceSign
from rontal.verification.faces.screen import grid
from rontal.verification.faces.seek import faces_of
from rontal.verification.faces.views import in_shares, width_of
from rontal.verification.machine.protocols import FaceEngine, FoundFace
from rontal.verification.pdq import Pixels

SMALL_SHARE = 0.2
"""A face's place (once and a half its width) below this share of the photo's shorter side."""
SMALL_WIDTH = 110
"""The same in pixels."""
TURNED = 0.25
"""How far the nose may stand beside the middle of the eyes: about 30 degrees."""
FRAMED = 0.8
"""Photos of living people had 0.76 at most, prints whose whole edge shows 0.83 and more."""
GRID = 2.5
"""Photos of living people had 2.1 at most, those of screens from near 1.6 to 3.7."""


def look_at_face(pixels: Pixels, engine: FaceEngine) -> FaceLook:
    """The faces of a BGR photo and its signs. Makes no template.

    PRINTED and SCREEN are suspicions: a photo of a photo that fills the frame shows neither, and
    nothing here proves that a living person stood before the camera.
    """
    faces = faces_of(pixels, engine)
    if not faces:
        return FaceLook(signs=frozenset({FaceSign.NONE}))
    figures = _figures(pixels, faces[0])
    return FaceLook(
        faces=tuple(in_shares(face.place, pixels) for face in faces),
        signs=frozenset(_signs(figures, len(faces))),
        figures=figures,
    )


def _figures(pixels: Pixels, face: FoundFace) -> dict[str, float]:
    width = width_of(face)
    return {
        "width": width,
        "share": width / min(pixels.shape[:2]),
        "turn": abs(face.turn),
        "frame": framed(pixels, face),
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
