"""Checks of the face in the selfie, and of whether it matches the portrait on the card.

Only a match passes. Applicants who cannot be compared get a warning, so that a clerk compares them.
"""

from collections.abc import Iterator
from dataclasses import replace

from idcard.faces.model import Comparison, FaceSign, SelfieFaces, Similarity
from idcard.kinds import IdentityKind
from rontal.membership.rules import ages
from rontal.verification.checks.photos import is_small_child
from rontal.verification.registry import check
from rontal.verification.rules import Evidence, Level, Outcome
from rontal.verification.subject import Subject

WITHOUT_PORTRAIT = frozenset({IdentityKind.FAMILY_CARD})
SUSPECTED = (FaceSign.PRINTED, FaceSign.SCREEN)
HARD_TO_COMPARE = (FaceSign.SMALL, FaceSign.TURNED)
TOO_SIMILAR = 0.06
"""Distance below which the selfie is suspected to be a photo of the card's portrait.

Portraits cut out of the card's photo had 0.02 to 0.05 (photographed) and up to 0.1 (drawn); other
photos of the same person 0.30 and more, of the same drawn person 0.08 and more.
"""
CHILD_MATCH_RATIO = 0.82
"""Highest `Comparison.room` at which two faces of a child count as a match.

Children's faces are more alike: of 105 pairs of different drawn children one had 0.95, of 269 pairs
of adults the closest had 1.35.
"""
BETTER_PHOTO_HELPS = frozenset({"faces_unsure", "faces_not_in_photo"})
COMPARED = {
    Similarity.MATCH: ("faces_match", Level.PASS),
    Similarity.UNSURE: ("faces_unsure", Level.WARN),
    Similarity.DIFFERENT: ("faces_differ", Level.FAIL),
    Similarity.NO_FACE_ON_CARD: ("faces_not_on_card", Level.WARN),
    Similarity.NO_FACE: ("faces_not_in_photo", Level.WARN),
}


@check("face")
def face(subject: Subject) -> Iterator[Outcome]:
    """Reports the number of faces, problems of the photo, and the comparison with the card.

    Reports nothing for a missing photo, which `photo_quality` reports.
    """
    selfie = subject.selfie_faces()
    if selfie is None:
        return
    if not selfie.faces or FaceSign.NONE in selfie.signs:
        yield Outcome("face_none", Level.FAIL)
        return
    compared = _compared(subject)
    yield from signs(selfie, compared)
    if compared is not None:
        yield compared


def signs(selfie: SelfieFaces, compared: Outcome | None) -> Iterator[Outcome]:
    """Yields the findings about a selfie with a face.

    A small or turned face that matches all the same is not reported. Where a better photo could
    settle a doubt the finding fails, so that the applicant is asked for one. A face almost
    identical to the card's portrait is reported as a possible photo of it.
    """
    matches = compared is not None and compared.code == "faces_match"
    helps = compared is not None and compared.code in BETTER_PHOTO_HELPS
    outcomes: list[Outcome] = []
    if len(selfie.faces) > 1 or FaceSign.SEVERAL in selfie.signs:
        outcomes.append(Outcome("face_several", Level.FAIL, {"faces": len(selfie.faces)}))
    for sign in HARD_TO_COMPARE:
        if sign in selfie.signs and not matches:
            outcomes.append(Outcome(f"face_{sign.value}", Level.FAIL if helps else Level.WARN))
    suspected = selfie.signs | ({FaceSign.PRINTED} if _is_too_similar(compared) else set())
    for sign in SUSPECTED:
        if sign in suspected:
            outcomes.append(Outcome(f"face_{sign.value}", Level.WARN))
    yield from outcomes or [Outcome("face_found", Level.PASS)]


def judged(comparison: Comparison) -> Outcome:
    """Returns the finding for a comparison; its evidence is the distance."""
    code, level = COMPARED[comparison.similarity]
    evidence: Evidence = {}
    if comparison.distance is not None:
        evidence = {"distance": round(comparison.distance, 2)}
    return Outcome(code, level, evidence)


def _is_too_similar(compared: Outcome | None) -> bool:
    distance = compared.evidence.get("distance") if compared is not None else None
    return distance is not None and float(distance) < TOO_SIMILAR


def _compared(subject: Subject) -> Outcome | None:
    """Returns the finding of the comparison; None only without a photo of the card."""
    if subject.form.identity_kind in WITHOUT_PORTRAIT or is_small_child(subject):
        return Outcome("faces_no_portrait", Level.WARN)
    if not subject.may_compare_faces:
        return Outcome("face_not_compared", Level.WARN)
    comparison = subject.comparison()
    if comparison is None:
        return None
    return judged(_of_a_child(comparison) if _is_child(subject) else comparison)


def _is_child(subject: Subject) -> bool:
    birth = subject.form.birth_date
    return birth is not None and ages.needs_guardian(birth, subject.today)


def _of_a_child(comparison: Comparison) -> Comparison:
    """Turns a child's match that is close to the limit into UNSURE, for a clerk to decide."""
    if (
        comparison.similarity is Similarity.MATCH
        and (comparison.distance_ratio or 0.0) > CHILD_MATCH_RATIO
    ):
        return replace(comparison, similarity=Similarity.UNSURE)
    return comparison
