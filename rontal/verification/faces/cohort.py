"""Templates of drawn people, who are nobody: what faces have in common by chance.

The network was trained on photos, and drawn faces lie so close together in its numbers that two
of them can be nearer to each other than two photos of one real person. The cohort tells whether a
face lies in that corner, where a finer measure is needed: one that counts least in the directions
in which templates of the same drawn person differ (Mahalanobis' distance by the scatter within a
person). The same happens, to a lesser degree, with photos so poor that their faces all look alike.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("cohort.npz")
"""People x 4 x 128, made by `python -m bench.face_cohort`."""
NEAREST = 10
EVEN = 1e-4
"""Added to the scatter in every direction, so that none counts endlessly."""

Templates = NDArray[np.float64]


class Cohort:
    """Computes its measure once."""

    def __init__(self, people: Templates) -> None:
        """`people` has several templates of each: people x templates x numbers."""
        self._middle = people.mean(axis=(0, 1))
        self._ruler = _ruler(people)
        self._members = self._measured(people.reshape(-1, people.shape[2]))

    @classmethod
    def load(cls) -> "Cohort":
        """The drawn people that come with the program."""
        with np.load(FILE) as file:
            return cls(file["templates"].astype(np.float64))

    def fine_distance(self, one: Templates, other: Templates) -> float:
        """The finer measure between two templates."""
        return float(np.linalg.norm(self._measured(one - other + self._middle)))

    def strangeness(self, template: Templates) -> float:
        """How far away the nearest of the cohort are, by the finer measure."""
        off = np.linalg.norm(self._members - self._measured(template), axis=1)
        return float(np.partition(off, NEAREST)[:NEAREST].mean())

    def _measured(self, templates: Templates) -> Templates:
        return np.asarray((templates - self._middle) @ self._ruler)


def _ruler(people: Templates) -> Templates:
    """What templates are multiplied with so that plain distance becomes the finer measure."""
    count, each, numbers = people.shape
    off = (people - people.mean(axis=1, keepdims=True)).reshape(-1, numbers)
    scatter = off.T @ off / (count * (each - 1))
    return np.linalg.cholesky(np.linalg.inv(scatter + EVEN * np.eye(numbers)))
