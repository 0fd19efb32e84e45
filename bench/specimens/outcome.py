"""Result of examining an application. Picklable: it is passed between processes."""

from dataclasses import dataclass

from idcard.faces.model import Similarity
from idcard.reading.model import CardReading
from rontal.verification.rules import Recommendation


@dataclass(frozen=True, slots=True)
class Judged:
    """Result of the checks. `similarity` is None if no faces were compared; `worries` are the codes
    of the findings that did not pass.
    """

    recommendation: Recommendation
    similarity: Similarity | None
    distance: float | None
    worries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds of an application in worker and child process together (reading the card,
    looking at and comparing faces, all checks), and the peak memory of both processes in bytes.
    """

    reading: float
    faces: float
    checks: float
    worker_peak: int
    machine_peak: int

    @property
    def seconds(self) -> float:
        """Total processor seconds."""
        return self.reading + self.faces + self.checks

    @property
    def peak(self) -> int:
        """Sum of both peaks, as if they were reached at the same time."""
        return self.worker_peak + self.machine_peak


@dataclass(frozen=True, slots=True)
class Examined:
    """Result for one application. `reading` is None if the models failed; `impostor` is None for a
    card without a portrait.
    """

    reading: CardReading | None
    genuine: Judged
    impostor: Judged | None
    cost: Cost
