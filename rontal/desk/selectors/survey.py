"""Periods and elements of the satisfaction survey for the desk's tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rontal.feedback.survey import rules
from rontal.feedback.survey.questionnaire import BANDS, ELEMENTS
from rontal.feedback.survey.rules import Band, Batch, Score


@dataclass(frozen=True)
class Period:
    """Whole months, first to last, with enough answers to be published."""

    first: date
    last: date
    answers: int
    index: Decimal
    band: Band
    scores: Sequence[Score]

    @property
    def words(self) -> str:
        """Label of the band."""
        return str(BANDS[self.band])


@dataclass(frozen=True)
class ElementScore:
    """Score of one element in a year; `change` is the difference from the year before, if any."""

    code: str
    name: str
    score: Score
    change: Decimal | None


def all_periods(batches: Sequence[Batch]) -> list[Period]:
    """Returns every publishable period, oldest first. No query."""
    return [_period(batch) for batch in batches]


def periods(batches: Sequence[Batch], year: int) -> list[Period]:
    """Returns the publishable periods that end in a year, newest first. No query."""
    return [_period(batch) for batch in reversed(batches) if batch.last.year == year]


def elements(batches: Sequence[Batch], year: int) -> list[ElementScore]:
    """Returns the nine elements of a year compared with the year before, lowest first. No query."""
    before = {score.element: score.index for score in _scores(batches, year - 1)}
    judged = [
        ElementScore(
            code=score.element.upper(),
            name=str(ELEMENTS[score.element]),
            score=score,
            change=score.index - before[score.element] if before else None,
        )
        for score in _scores(batches, year)
    ]
    return sorted(judged, key=lambda one: (one.score.mean, one.code))


def _scores(batches: Sequence[Batch], year: int) -> list[Score]:
    tally = rules.add_up(batch.tally for batch in batches if batch.last.year == year)
    return rules.scores(tally) if tally.count else []


def _period(batch: Batch) -> Period:
    value = rules.index(batch.tally)
    return Period(
        first=batch.first,
        last=batch.last,
        answers=batch.tally.count,
        index=value,
        band=rules.band(value),
        scores=rules.scores(batch.tally),
    )
