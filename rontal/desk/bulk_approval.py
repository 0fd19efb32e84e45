"""Approves several spotless cases one after the other, each in its own transaction."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rontal.core.actors import Actor
from rontal.core.errors import DomainError, IllegalTransition
from rontal.desk.selectors.photo_pairs import cases_by_code, recently_opened
from rontal.membership import services as applications
from rontal.membership.states import ApplicationState
from rontal.ui import sentences
from rontal.verification.rules import Recommendation

TICK = re.compile(r"([0-9A-Z-]{4,12})\.(\d{1,18})")


class Outcome(StrEnum):
    """Outcome for one ticked case."""

    APPROVED = "approved"
    DECIDED = "decided"
    CHANGED = "changed"
    NOT_LOOKED_AT = "not_looked_at"
    REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """Outcome for one ticked case; `why` is the error message where a rule refused (`REFUSED`)."""

    code: str
    name: str
    outcome: Outcome
    why: str = ""


def approve_ticked(ticks: Iterable[str], actor: Actor) -> list[Result]:
    """Approves each ticked case ("code.examination id") and returns the outcome of each.

    A case is approved only where it is still in review, its newest examination is the ticked one
    and recommends approval, and the actor opened both photos within the last hour. Ticks of
    malformed or unknown codes are skipped.
    """
    ticked_cases = [(match[1], int(match[2])) for match in map(TICK.fullmatch, ticks) if match]
    examinations = dict(ticked_cases)
    rows = cases_by_code(examinations, actor)
    files = [pk for row in rows.values() for pk in (row.card_photo_id, row.face_photo_id)]
    looked = recently_opened(actor, files)
    return [
        _approve_case(rows[code], examinations[code], looked, actor)
        for code in examinations
        if code in rows
    ]


def count_approved(results: Sequence[Result]) -> int:
    """Returns the number of results that were approved."""
    return sum(result.outcome is Outcome.APPROVED for result in results)


def _approve_case(row: Any, examination: int, looked: set[str], actor: Actor) -> Result:
    outcome = _obstacle(row, examination, looked)
    if outcome is not None:
        return Result(row.code, row.name, outcome)
    try:
        applications.approve(application_id=row.pk, actor=actor)
    except IllegalTransition:
        return Result(row.code, row.name, Outcome.DECIDED)
    except DomainError as error:
        return Result(row.code, row.name, Outcome.REFUSED, sentences.of(error))
    return Result(row.code, row.name, Outcome.APPROVED)


def _obstacle(row: Any, examination: int, looked: set[str]) -> Outcome | None:
    if row.state != ApplicationState.IN_REVIEW:
        return Outcome.DECIDED
    if row.examined != examination or row.says != Recommendation.APPROVE:
        return Outcome.CHANGED
    if not {str(row.card_photo_id), str(row.face_photo_id)} <= looked:
        return Outcome.NOT_LOOKED_AT
    return None
