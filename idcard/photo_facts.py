"""Facts about a photo as results: they need neither numpy nor OpenCV, unlike the photo itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FINGERPRINT_BITS = 256
MIN_STRUCTURE = 50
"""Structure below which an image is nearly flat and its hash is meaningless (PDQ's own advice)."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Measured quality of a photo.

    `size` is the short side in pixels; `light` the 75th percentile of luma (0 to 255); `glare` the
    fraction (0 to 1) of the image in its largest overexposed patch; `blur` from 0 (sharp) to 1
    (Crete, Dolmiere, Ladret, Nicolas 2007: how little a further blur changes).
    """

    size: int
    light: float
    glare: float
    blur: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits beyond which a photo cannot be used."""

    min_size: int
    min_light: float
    max_glare: float
    max_blur: float


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Perceptual hash (`idcard.pdq`) as 256 characters of 0 and 1, and the image's structure
    (0 to 100).
    """

    bits: str
    quality: int

    def __post_init__(self) -> None:
        if len(self.bits) != FINGERPRINT_BITS or not set(self.bits) <= {"0", "1"}:
            raise ValueError("no fingerprint")

    @property
    def usable(self) -> bool:
        """False for an image that is nearly flat."""
        return self.quality >= MIN_STRUCTURE

    def distance(self, other: "Fingerprint") -> int:
        """Returns the number of bits in which two fingerprints differ."""
        return (int(self.bits, 2) ^ int(other.bits, 2)).bit_count()


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """Width and height of a photo in pixels, its quality and its fingerprint."""

    width: int
    height: int
    measures: Measures
    fingerprint: Fingerprint

    def to_json(self) -> dict[str, Any]:
        """Returns the facts as JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "PhotoFacts":
        """Returns the facts from their JSON; raises KeyError, TypeError, ValueError."""
        measures, fingerprint = data["measures"], data["fingerprint"]
        return cls(
            width=int(data["width"]),
            height=int(data["height"]),
            measures=Measures(
                size=int(measures["size"]),
                light=float(measures["light"]),
                glare=float(measures["glare"]),
                blur=float(measures["blur"]),
            ),
            fingerprint=Fingerprint(str(fingerprint["bits"]), int(fingerprint["quality"])),
        )


def faults(measures: Measures, limits: Limits) -> list[str]:
    """Returns the codes of faults; a too small or dark image is not also reported as blurred."""
    if measures.size < limits.min_size:
        return ["too_small"]
    if measures.light < limits.min_light:
        return ["dark"]
    exceeded = {
        "glare": measures.glare > limits.max_glare,
        "blurred": measures.blur > limits.max_blur,
    }
    return [code for code, is_exceeded in exceeded.items() if is_exceeded]
