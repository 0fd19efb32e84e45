"""When two templates show the same person."""

import numpy as np
from numpy.typing import NDArray

from rontal.verification.faces.model import Likeness

MATCH = 0.48
DIFFERENT = 0.62


def likeness_of(one: NDArray[np.float64], other: NDArray[np.float64]) -> tuple[Likeness, float]:
    """The verdict on two templates, and their distance."""
    distance = float(np.linalg.norm(one - other))
    if distance >= DIFFERENT:
        return Likeness.DIFFERENT, distance
    return (Likeness.MATCH if distance <= MATCH else Likeness.UNSURE), distance
