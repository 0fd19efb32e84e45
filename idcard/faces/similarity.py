"""Decision whether two templates show the same person; valid only for dlib's ResNet of 2017."""

from math import sqrt

import numpy as np

from idcard.faces.cohort import Cohort, Templates
from idcard.faces.model import Similarity

MATCH, DIFFERENT = 0.48, 0.62
"""Limits of the Euclidean distance between photos.

Of two people's photos, printed small and degraded in 24 ways, other photos of the same person
measured 0.30 to 0.54 (95 % below 0.49), of the other person 0.64 and more. Larger studies find
equal error rates at 0.6, and smaller distances between different women, children and people who are
rare in the training data. Therefore MATCH is far below, and a clerk decides between the two.
"""
STRANGE = 34.0
"""Distance to the cohort above which a face is not like a drawn one.

Photos, however degraded, measured above 36, drawn faces below 32.
"""
FINE_MATCH, FINE_DIFFERENT = 2.6, 5.6
"""Limits where either face is like a drawn one.

They apply to the Mahalanobis distance divided by the root of the distance to the cohort, as
children's faces lie closer together. Of 440,000 pairs of different drawn people the closest had
2.71; of pairs of the same person none was above 5.5.
"""
CLEARLY = 0.9
"""Required ratio: the two must be closer than this fraction of their distance to the cohort."""


class FaceComparer:
    """Compares templates, with a cohort as reference."""

    def __init__(self, cohort: Cohort) -> None:
        self._cohort = cohort

    def compare(self, one: Templates, other: Templates) -> tuple[Similarity, float]:
        """Returns the verdict and the Euclidean distance (0 to about 1.3) of two templates."""
        distance = float(np.linalg.norm(one - other))
        fine = self._cohort.fine_distance(one, other)
        strangeness = [self._cohort.strangeness(template) for template in (one, other)]
        usual = float(np.mean(strangeness))
        if min(strangeness) < STRANGE:
            return _between(fine / sqrt(usual), FINE_MATCH, FINE_DIFFERENT), distance
        similarity = _between(distance, MATCH, DIFFERENT)
        if similarity is Similarity.MATCH and fine > CLEARLY * usual:
            similarity = Similarity.UNSURE
        return similarity, distance

    def distance_ratio(self, one: Templates, other: Templates) -> float:
        """Returns the distance as a fraction of the limit for a match; above 1 is no match."""
        strangeness = [self._cohort.strangeness(template) for template in (one, other)]
        usual, fine = float(np.mean(strangeness)), self._cohort.fine_distance(one, other)
        if min(strangeness) < STRANGE:
            return fine / sqrt(usual) / FINE_MATCH
        return max(float(np.linalg.norm(one - other)) / MATCH, fine / (CLEARLY * usual))


def _between(figure: float, match: float, different: float) -> Similarity:
    if figure <= match:
        return Similarity.MATCH
    return Similarity.UNSURE if figure < different else Similarity.DIFFERENT
