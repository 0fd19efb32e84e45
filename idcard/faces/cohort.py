"""Face templates of drawn people, used as reference for how alike unrelated faces can be.

The network was trained on photos. Its templates of drawn faces lie so close together that two drawn
people can be closer than two photos of one real person; very poor photos behave likewise. The
cohort detects such faces and measures them with the Mahalanobis distance, which weights directions
by the scatter between templates of the same person.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("cohort.npz")
"""Templates of people, (people, 4, 128), created by `python -m bench.face_cohort`."""
NEAREST = 10
EVEN = 1e-4
"""Regularisation added to the scatter matrix in every direction."""

Templates = NDArray[np.float64]


class Cohort:
    """Reference templates with their Mahalanobis transform, computed once."""

    def __init__(self, people: Templates) -> None:
        """Computes the transform from templates of the shape (people, templates, numbers)."""
        self._middle = people.mean(axis=(0, 1))
        self._ruler = _ruler(people)
        self._members = self._measured(people.reshape(-1, people.shape[2]))

    @classmethod
    def load(cls) -> "Cohort":
        """Returns the drawn people included in the program."""
        with np.load(FILE) as file:
            return cls(file["templates"].astype(np.float64))

    def fine_distance(self, one: Templates, other: Templates) -> float:
        """Returns the Mahalanobis distance between two templates."""
        return float(np.linalg.norm(self._measured(one - other + self._middle)))

    def strangeness(self, template: Templates) -> float:
        """Returns the mean Mahalanobis distance to the NEAREST closest templates of the cohort."""
        off = np.linalg.norm(self._members - self._measured(template), axis=1)
        return float(np.partition(off, NEAREST)[:NEAREST].mean())

    def _measured(self, templates: Templates) -> Templates:
        return np.asarray((templates - self._middle) @ self._ruler)


def _ruler(people: Templates) -> Templates:
    """Returns the matrix that turns Euclidean distance into Mahalanobis distance."""
    count, each, numbers = people.shape
    off = (people - people.mean(axis=1, keepdims=True)).reshape(-1, numbers)
    scatter = off.T @ off / (count * (each - 1))
    return np.linalg.cholesky(np.linalg.inv(scatter + EVEN * np.eye(numbers)))
