"""Findings and the recommendation derived from them, without database and images."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Evidence = Mapping[str, str | int | float]


class Level(StrEnum):
    """Result of a check."""

    PASS = "pass"  # noqa: S105 - a level, no password
    WARN = "warn"
    FAIL = "fail"
    UNABLE = "unable"


class Recommendation(StrEnum):
    """Recommendation from the findings of an examination; staff decide."""

    APPROVE = "approve"
    LOOK_CLOSER = "look_closer"
    ASK_CORRECTION = "ask_correction"


@dataclass(frozen=True)
class Outcome:
    """An outcome of a check. `evidence` holds figures and codes, never personal values."""

    code: str
    level: Level
    evidence: Evidence = field(default_factory=dict)


SERIOUS_FIRST = (Level.FAIL, Level.UNABLE, Level.WARN, Level.PASS)

# Reason for a correction (membership.rules.kinds) that answers each finding.
CORRECTIONS: Mapping[str, str] = {
    "nik_malformed": "number_differs",
    "document_too_young": "wrong_document",
    "birth_in_future": "birth_differs",
    "guardian_absent": "guardian_missing",
    "card_missing": "photo_card_unreadable",
    "card_too_small": "photo_card_unreadable",
    "card_dark": "photo_card_unreadable",
    "card_glare": "photo_card_unreadable",
    "card_blurred": "photo_card_unreadable",
    "card_none": "photo_card_unreadable",
    "card_wordless": "photo_card_unreadable",
    "card_several": "photo_card_unreadable",
    "card_cut_off": "photo_card_unreadable",
    "card_back": "photo_card_unreadable",
    "card_only_text": "photo_card_unreadable",
    "card_foreign": "wrong_document",
    "kind_differs": "wrong_document",
    "number_one_off": "number_differs",
    "number_differs": "number_differs",
    "name_differs": "name_differs",
    "birth_date_differs": "birth_differs",
    "sex_differs": "sex_differs",
    "validity_over": "document_expired",
    "face_missing": "photo_face_unclear",
    "face_too_small": "photo_face_unclear",
    "face_dark": "photo_face_unclear",
    "face_glare": "photo_face_unclear",
    "face_blurred": "photo_face_unclear",
    "face_none": "photo_face_unclear",
    "face_several": "photo_face_unclear",
    "face_small": "photo_face_unclear",
    "face_turned": "photo_face_unclear",
    "photo_used_twice": "photo_face_unclear",
}

# Warnings that a clerk must settle before the applicant is asked for anything.
SUSPICIONS = frozenset(
    {"card_grey", "card_screen", "face_printed", "face_screen", "identity_elsewhere"}
)

# Codes required for an approval: at least one of each set must have passed. So a check that yields
# nothing never leads to an approval.
PROOFS: tuple[frozenset[str], ...] = (
    frozenset({"card_clear"}),
    frozenset({"card_found"}),
    frozenset({"kind_fits"}),
    frozenset({"number_same"}),
    frozenset({"name_same", "name_alike"}),
    frozenset({"birth_date_same"}),
    frozenset({"document_fits_age"}),
    frozenset({"identity_new"}),
    frozenset({"photos_new"}),
    frozenset({"faces_match", "face_not_needed"}),
)


def recommend(outcomes: Iterable[Outcome]) -> Recommendation:
    """Returns the recommendation.

    APPROVE where everything passed and every proof is present. ASK_CORRECTION where the applicant
    can correct all failures and nothing is suspicious. LOOK_CLOSER, for a clerk, where a failure
    has no matching reason (such as a duplicate), something is suspicious, or something could not be
    checked.
    """
    outcomes_left = list(outcomes)
    worrying = [outcome for outcome in outcomes_left if outcome.level is not Level.PASS]
    if not worrying:
        return Recommendation.APPROVE if _proven(outcomes_left) else Recommendation.LOOK_CLOSER
    failed = [outcome for outcome in worrying if outcome.level is Level.FAIL]
    mendable = all(outcome.code in CORRECTIONS for outcome in failed)
    if failed and mendable and not any(outcome.code in SUSPICIONS for outcome in worrying):
        return Recommendation.ASK_CORRECTION
    return Recommendation.LOOK_CLOSER


def suggested_corrections(outcomes: Iterable[Outcome]) -> list[str]:
    """Returns the reasons that answer the failures, without duplicates, in order of findings."""
    failed = (outcome.code for outcome in outcomes if outcome.level is Level.FAIL)
    return list(dict.fromkeys(CORRECTIONS[code] for code in failed if code in CORRECTIONS))


def _proven(outcomes: Iterable[Outcome]) -> bool:
    passed = {outcome.code for outcome in outcomes if outcome.level is Level.PASS}
    return all(passed & proof for proof in PROOFS)
