"""What came of examining an application. Pure: processes hand it on to one another."""

from dataclasses import dataclass

from rontal.verification.faces.model import Likeness
from rontal.verification.reading.model import CardReading
from rontal.verification.rules import Recommendation


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks add up to. `likeness` is None where nothing was compared; `worries` are the
    codes of what did not pass."""

    recommendation: Recommendation
    likeness: Likeness | None
    distance: float | None
    worries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one core that an application took in worker and machine together (reading the
    card, looking at and comparing faces, all checks), and the most memory (bytes) that each of the
    two processes ever had."""

    reading: float
    faces: float
    checks: float
    worker_peak: int
    machine_peak: int

    @property
    def seconds(self) -> float:
        """Of one core, in all."""
        return self.reading + self.faces + self.checks

    @property
    def peak(self) -> int:
        """Of both processes, as if both had been at their highest at once."""
        return self.worker_peak + self.machine_peak


@dataclass(frozen=True, slots=True)
class Examined:
    """`reading` is None where the machine was unable; `impostor` None without a portrait."""

    reading: CardReading | None
    genuine: Judged
    impostor: Judged | None
    cost: Cost
