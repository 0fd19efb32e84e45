"""What was seen of faces. No template: the numbers that a face is compared by never leave the
engine's memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rontal.verification.geometry import Quad


class FaceSign(StrEnum):
    """What is notable about a photo of oneself; each is told to the applicant, by the code
    `face_` + value."""

    NONE = "none"
    SEVERAL = "several"
    SMALL = "small"
    """Too far away to compare."""
    TURNED = "turned"
    """Not looking into the camera."""
    PRINTED = "printed"
    """A photo of a printed photo."""
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class FaceLook:
    """A look at a photo of oneself: the faces, the largest first, and what is notable."""

    faces: tuple[Quad, ...] = ()
    signs: frozenset[FaceSign] = frozenset()
    figures: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "faces": [face.to_json() for face in self.faces],
            "signs": sorted(sign.value for sign in self.signs),
            "figures": {name: round(float(value), 4) for name, value in self.figures.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "FaceLook":
        """Raises KeyError, TypeError or ValueError for what `to_json` did not make."""
        return cls(
            faces=tuple(Quad.of(face) for face in data["faces"]),
            signs=frozenset(FaceSign(sign) for sign in data["signs"]),
            figures={str(name): float(value) for name, value in data["figures"].items()},
        )


class Likeness(StrEnum):
    """How the face on the card and the face of the photo compare."""

    MATCH = "match"
    UNSURE = "unsure"
    DIFFERENT = "different"
    NO_FACE_ON_CARD = "no_face_on_card"
    NO_FACE = "no_face"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`distance` is None where a face is missing; smaller is more alike (0 to about 1.3).

    `on_card` and `in_photo` are the places of the two faces that were compared. `room` is how much
    of what a match may lie apart these two do (0 to 1 where they match); None where it is unknown.
    """

    likeness: Likeness
    distance: float | None = None
    on_card: Quad | None = None
    in_photo: Quad | None = None
    room: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "room": None if self.room is None else round(self.room, 3),
            "likeness": self.likeness.value,
            "distance": None if self.distance is None else round(self.distance, 4),
            "on_card": self.on_card.to_json() if self.on_card else None,
            "in_photo": self.in_photo.to_json() if self.in_photo else None,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Comparison":
        """Raises KeyError, TypeError or ValueError for what `to_json` did not make."""
        return cls(
            room=None if data["room"] is None else float(data["room"]),
            likeness=Likeness(data["likeness"]),
            distance=None if data["distance"] is None else float(data["distance"]),
            on_card=Quad.of(data["on_card"]) if data["on_card"] else None,
            in_photo=Quad.of(data["in_photo"]) if data["in_photo"] else None,
        )
