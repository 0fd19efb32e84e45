"""What findings are and what they add up to. Pure: no database, no pictures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Evidence = Mapping[str, str | int | float]


class Level(StrEnum):
    """How a check came out."""

    PASS = "pass"  # noqa: S105 - a level, no password
    WARN = "warn"
    FAIL = "fail"
    UNABLE = "unable"


class Recommendation(StrEnum):
    """What the findings of one examination add up to. Staff decide; this only suggests."""

    APPROVE = "approve"
    LOOK_CLOSER = "look_closer"
    ASK_CORRECTION = "ask_correction"


@dataclass(frozen=True)
class Outcome:
    """What one check found. `evidence` holds figures and codes, never a personal value."""

    code: str
    level: Level
    evidence: Evidence = field(default_factory=dict)


SERIOUS_FIRST = (Level.FAIL, Level.UNABLE, Level.WARN, Level.PASS)

# Which reason for a correction (membership.states) answers which finding.
CORRECTIONS: Mapping[str, str] = {
    "nik_malformed": "number_differs",
    "document_too_old": "wrong_document",
    "document_too_young": "wrong_document",
    "birth_in_future": "birth_differs",
    "guardian_absent": "guardian_missing",
    "card_missing": "photo_card_unreadable",
    "card_too_small": "photo_card_unreadable",
    "card_dark": "photo_card_unreadable",
    "card_glare": "photo_card_unreadable",
    "card_blurred": "photo_card_unreadable",
    "face_missing": "photo_face_unclear",
    "face_too_small": "photo_face_unclear",
    "face_dark": "photo_face_unclear",
    "face_glare": "photo_face_unclear",
    "face_blurred": "photo_face_unclear",
    "photo_used_twice": "photo_face_unclear",
}


def recommend(outcomes: Iterable[Outcome]) -> Recommendation:
    """Approve where all passed; ask where a failure is one that the applicant can mend alone.

    A failure without a matching reason (the same person twice, say) and everything that could not
    be checked need a clerk's eyes.
    """
    worrying = [outcome for outcome in outcomes if outcome.level is not Level.PASS]
    if not worrying:
        return Recommendation.APPROVE
    failed = [outcome for outcome in worrying if outcome.level is Level.FAIL]
    if failed and all(outcome.code in CORRECTIONS for outcome in failed):
        return Recommendation.ASK_CORRECTION
    return Recommendation.LOOK_CLOSER


def suggested_corrections(outcomes: Iterable[Outcome]) -> list[str]:
    """The reasons that answer what failed, each once, in the order of the findings."""
    failed = (outcome.code for outcome in outcomes if outcome.level is Level.FAIL)
    return list(dict.fromkeys(CORRECTIONS[code] for code in failed if code in CORRECTIONS))
