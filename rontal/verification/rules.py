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

# Which reason for a correction (membership.rules.kinds) answers which finding.
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

# Warnings that a clerk settles first, even where something else could be asked of the applicant.
SUSPICIONS = frozenset(
    {"card_grey", "card_screen", "face_printed", "face_screen", "identity_elsewhere"}
)

# What an approval rests on: one code of each line must be among what passed. A check that says
# nothing at all, for whatever reason, so never leads to one.
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
    """Approve where all passed and nothing is missing; ask where the applicant can mend alone
    what failed, and nothing is suspicious.

    A failure without a matching reason (the same person twice, say), a suspicion, and everything
    that could not be checked need a clerk's eyes.
    """
    found = list(outcomes)
    worrying = [outcome for outcome in found if outcome.level is not Level.PASS]
    if not worrying:
        return Recommendation.APPROVE if _proven(found) else Recommendation.LOOK_CLOSER
    failed = [outcome for outcome in worrying if outcome.level is Level.FAIL]
    mendable = all(outcome.code in CORRECTIONS for outcome in failed)
    if failed and mendable and not any(outcome.code in SUSPICIONS for outcome in worrying):
        return Recommendation.ASK_CORRECTION
    return Recommendation.LOOK_CLOSER


def suggested_corrections(outcomes: Iterable[Outcome]) -> list[str]:
    """The reasons that answer what failed, each once, in the order of the findings."""
    failed = (outcome.code for outcome in outcomes if outcome.level is Level.FAIL)
    return list(dict.fromkeys(CORRECTIONS[code] for code in failed if code in CORRECTIONS))


def _proven(outcomes: Iterable[Outcome]) -> bool:
    passed = {outcome.code for outcome in outcomes if outcome.level is Level.PASS}
    return all(passed & proof for proof in PROOFS)
