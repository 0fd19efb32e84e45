"""When two templates show the same person. The figures hold for dlib's ResNet of 2017 only."""

from math import sqrt

import numpy as np

from rontal.verification.faces.cohort import Cohort, Templates
from rontal.verification.faces.model import Likeness

MATCH, DIFFERENT = 0.48, 0.62
"""Distances of photos. Of two persons' photos printed small and degraded in 24 ways, other
photos of the same person lay at 0.30 to 0.54 (95 % below 0.49), the other person's at 0.64 and
more. Wider studies put equal errors at 0.6, and impostors nearer among women, children and people
that the training pictures hold few of: so MATCH is far below, and between the two a clerk looks."""
STRANGE = 34.0
"""From this distance to the cohort on a face is not like a drawn one: of photos however degraded
all lay above 36, of drawn faces all below 32."""
FINE_MATCH, FINE_DIFFERENT = 2.6, 5.6
"""Where either face is like a drawn one these limits hold, for the finer measure over the root of
the distance to the cohort (children's faces lie closer together than grown ones). Of 440,000
pairs of different drawn people the nearest had 2.71; of the same ones none was above 5.5."""
CLEARLY = 0.9
"""The two must be nearer to each other than this share of their distance to the cohort."""


class Judge:
    """Compares templates beside a cohort."""

    def __init__(self, cohort: Cohort) -> None:
        self._cohort = cohort

    def likeness(self, one: Templates, other: Templates) -> tuple[Likeness, float]:
        """The verdict, and the plain distance (0 to about 1.3) between the templates."""
        distance = float(np.linalg.norm(one - other))
        fine = self._cohort.fine_distance(one, other)
        strangeness = [self._cohort.strangeness(template) for template in (one, other)]
        usual = float(np.mean(strangeness))
        if min(strangeness) < STRANGE:
            return _between(fine / sqrt(usual), FINE_MATCH, FINE_DIFFERENT), distance
        likeness = _between(distance, MATCH, DIFFERENT)
        if likeness is Likeness.MATCH and fine > CLEARLY * usual:
            likeness = Likeness.UNSURE
        return likeness, distance

    def room(self, one: Templates, other: Templates) -> float:
        """How much of what a match may lie apart the templates do: over 1 they do not match."""
        strangeness = [self._cohort.strangeness(template) for template in (one, other)]
        usual, fine = float(np.mean(strangeness)), self._cohort.fine_distance(one, other)
        if min(strangeness) < STRANGE:
            return fine / sqrt(usual) / FINE_MATCH
        return max(float(np.linalg.norm(one - other)) / MATCH, fine / (CLEARLY * usual))


def _between(figure: float, match: float, different: float) -> Likeness:
    if figure <= match:
        return Likeness.MATCH
    return Likeness.UNSURE if figure < different else Likeness.DIFFERENT
