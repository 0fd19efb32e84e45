"""Approving several spotless cases, one after the other, each in a transaction of its own."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rontal.desk.selectors.pairs import looked_at, ticked
from rontal.kernel.actors import Actor
from rontal.kernel.errors import DomainError, IllegalTransition
from rontal.membership import services as applications
from rontal.membership.states import ApplicationState
from rontal.ui import sentences
from rontal.verification.rules import Recommendation

TICK = re.compile(r"([0-9A-Z-]{4,12})\.(\d{1,18})")


class Fate(StrEnum):
    """What became of a ticked case."""

    APPROVED = "approved"
    DECIDED = "decided"
    CHANGED = "changed"
    NOT_LOOKED_AT = "not_looked_at"
    REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """What became of one ticked case; `why` is a sentence where a rule refused."""

    code: str
    name: str
    fate: Fate
    why: str = ""


def approve_ticked(ticks: Iterable[str], actor: Actor) -> list[Result]:
    """Approves what is as it was seen and whose two photos this clerk has opened; says of each
    what became of it. What is no tick of a known case is passed over."""
    wanted = [(found[1], int(found[2])) for found in map(TICK.fullmatch, ticks) if found]
    seen = dict(wanted)
    rows = ticked(seen, actor)
    files = [pk for row in rows.values() for pk in (row.card_photo_id, row.face_photo_id)]
    looked = looked_at(actor, files)
    return [_one(rows[code], seen[code], looked, actor) for code in seen if code in rows]


def approved(results: Sequence[Result]) -> int:
    """How many were approved."""
    return sum(result.fate is Fate.APPROVED for result in results)


def _one(row: Any, seen: int, looked: set[str], actor: Actor) -> Result:
    fate = _hindrance(row, seen, looked)
    if fate is not None:
        return Result(row.code, row.name, fate)
    try:
        applications.approve(application_id=row.pk, actor=actor)
    except IllegalTransition:
        return Result(row.code, row.name, Fate.DECIDED)
    except DomainError as error:
        return Result(row.code, row.name, Fate.REFUSED, sentences.of(error))
    return Result(row.code, row.name, Fate.APPROVED)


def _hindrance(row: Any, seen: int, looked: set[str]) -> Fate | None:
    if row.state != ApplicationState.IN_REVIEW:
        return Fate.DECIDED
    if row.examined != seen or row.says != Recommendation.APPROVE:
        return Fate.CHANGED
    if not {str(row.card_photo_id), str(row.face_photo_id)} <= looked:
        return Fate.NOT_LOOKED_AT
    return None
