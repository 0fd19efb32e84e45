"""Results about faces. They contain no templates, which never leave the engine's memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from idcard.geometry import Quad


class FaceSign(StrEnum):
    """Problem of a selfie; the applicant is shown it under the code `face_` + value."""

    NONE = "none"
    SEVERAL = "several"
    SMALL = "small"
    """The face is too small to compare."""
    TURNED = "turned"
    """The person does not look into the camera."""
    PRINTED = "printed"
    """A photo of a printed photo."""
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class SelfieFaces:
    """Faces of a selfie (largest first), signs, and measured figures."""

    faces: tuple[Quad, ...] = ()
    signs: frozenset[FaceSign] = frozenset()
    figures: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Returns the result as JSON."""
        return {
            "faces": [face.to_json() for face in self.faces],
            "signs": sorted(sign.value for sign in self.signs),
            "figures": {name: round(float(value), 4) for name, value in self.figures.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "SelfieFaces":
        """Returns the result from its JSON; raises KeyError, TypeError, ValueError."""
        return cls(
            faces=tuple(Quad.of(face) for face in data["faces"]),
            signs=frozenset(FaceSign(sign) for sign in data["signs"]),
            figures={str(name): float(value) for name, value in data["figures"].items()},
        )


class Similarity(StrEnum):
    """Result of comparing the face on the card with the face in the photo."""

    MATCH = "match"
    UNSURE = "unsure"
    DIFFERENT = "different"
    NO_FACE_ON_CARD = "no_face_on_card"
    NO_FACE = "no_face"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Result of a comparison, with the places of the two faces.

    `distance` is 0 to about 1.3, smaller is more alike; None where a face is missing.
    `distance_ratio` is the distance as a fraction of the limit for a match; None where unknown.
    """

    similarity: Similarity
    distance: float | None = None
    on_card: Quad | None = None
    in_photo: Quad | None = None
    distance_ratio: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Returns the result as JSON."""
        return {
            "similarity": self.similarity.value,
            "distance": _rounded(self.distance, 4),
            "distance_ratio": _rounded(self.distance_ratio, 3),
            "on_card": self.on_card.to_json() if self.on_card else None,
            "in_photo": self.in_photo.to_json() if self.in_photo else None,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Comparison":
        """Returns the result from its JSON; raises KeyError, TypeError, ValueError."""
        return cls(
            similarity=Similarity(data["similarity"]),
            distance=_number(data["distance"]),
            distance_ratio=_number(data["distance_ratio"]),
            on_card=Quad.of(data["on_card"]) if data["on_card"] else None,
            in_photo=Quad.of(data["in_photo"]) if data["in_photo"] else None,
        )


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
