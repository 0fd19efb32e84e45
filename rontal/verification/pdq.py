"""PDQ: a 256-bit fingerprint of how a picture looks (Facebook's ThreatExchange, 2019).

Two files of the same photo (re-encoded, scaled, lightly cropped) differ in few bits; different
photos differ in about half of them. A 64-bit pHash cannot tell two identity cards apart, since
all cards share one layout; PDQ can.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import pdqhash
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
LOOK_SIZE = 512
MIN_QUALITY = 50
"""Below this the picture is nearly flat and its fingerprint means nothing (PDQ's own advice)."""


@dataclass(frozen=True)
class Fingerprint:
    """256 characters of 0 and 1, and how much structure the picture had (0 to 100)."""

    bits: str
    quality: int

    @property
    def usable(self) -> bool:
        """False for a picture that is nearly flat."""
        return self.quality >= MIN_QUALITY


def fingerprint(pixels: Pixels) -> Fingerprint:
    """The fingerprint of a BGR picture, made from 512 pixels as PDQ's authors advise."""
    scale = min(1.0, LOOK_SIZE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    vector, quality = pdqhash.compute(cv2.cvtColor(small, cv2.COLOR_BGR2RGB))
    return Fingerprint("".join("1" if bit else "0" for bit in vector), int(quality))


def distance(one: str, other: str) -> int:
    """In how many of 256 bits two fingerprints differ."""
    return (int(one, 2) ^ int(other, 2)).bit_count()
