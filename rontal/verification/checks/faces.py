"""The face in the photo of oneself, and whether it is the one on the card.

Only a match, or a card that carries no portrait and an application that has no photo, passes:
whoever could not be compared is looked at by a clerk.
"""

from collections.abc import Iterator
from dataclasses import replace

from rontal.membership.rules import ages
from rontal.membership.rules.kinds import IdentityKind
from rontal.verification.checks.photos import is_small_child
from rontal.verification.faces.model import Comparison, FaceLook, FaceSign, Likeness
from rontal.verification.registry import check
from rontal.verification.rules import Evidence, Level, Outcome
from rontal.verification.subject import Subject

WITHOUT_PORTRAIT = frozenset({IdentityKind.FAMILY_CARD})
SUSPECTED = (FaceSign.PRINTED, FaceSign.SCREEN)
HARD_TO_COMPARE = (FaceSign.SMALL, FaceSign.TURNED)
TOO_ALIKE = 0.06
"""Distance below which the photo seems to be a picture of the card's portrait: cut out of the
card's photo, portraits lay at 0.02 to 0.05 (photographed ones) and up to 0.1 (drawn ones); other
photos of the same person at 0.30 and more, of the same drawn one at 0.08 and more."""
CHILDS_ROOM = 0.82
"""How much of the room for a match a child's two faces may take. Children's faces lie closer
together: of 105 pairs of different drawn children one took 0.95 of it, of 269 pairs of grown ones
the nearest 1.35."""
BETTER_PHOTO_HELPS = frozenset({"faces_unsure", "faces_not_in_photo"})
COMPARED = {
    Likeness.MATCH: ("faces_match", Level.PASS),
    Likeness.UNSURE: ("faces_unsure", Level.WARN),
    Likeness.DIFFERENT: ("faces_differ", Level.FAIL),
    Likeness.NO_FACE_ON_CARD: ("faces_not_on_card", Level.WARN),
    Likeness.NO_FACE: ("faces_not_in_photo", Level.WARN),
}


@check("face")
def face(subject: Subject) -> Iterator[Outcome]:
    """How many faces, how they were photographed, and whether the card's is among them.

    A photo that is missing is the business of its quality.
    """
    look = subject.face_look()
    if look is None:
        return
    if not look.faces or FaceSign.NONE in look.signs:
        yield Outcome("face_none", Level.FAIL)
        return
    compared = _compared(subject)
    yield from signs(look, compared)
    if compared is not None:
        yield compared


def signs(look: FaceLook, compared: Outcome | None) -> Iterator[Outcome]:
    """What is notable about a photo with a face. A small or turned face that matches all the same
    is none; where a better photo could settle a doubt it fails, so that it is asked for. Whoever
    looks exactly as on the card may have photographed the card's portrait."""
    matches = compared is not None and compared.code == "faces_match"
    helps = compared is not None and compared.code in BETTER_PHOTO_HELPS
    found: list[Outcome] = []
    if len(look.faces) > 1 or FaceSign.SEVERAL in look.signs:
        found.append(Outcome("face_several", Level.FAIL, {"faces": len(look.faces)}))
    for sign in HARD_TO_COMPARE:
        if sign in look.signs and not matches:
            found.append(Outcome(f"face_{sign.value}", Level.FAIL if helps else Level.WARN))
    suspected = look.signs | ({FaceSign.PRINTED} if _too_alike(compared) else set())
    for sign in SUSPECTED:
        if sign in suspected:
            found.append(Outcome(f"face_{sign.value}", Level.WARN))
    yield from found or [Outcome("face_found", Level.PASS)]


def judged(comparison: Comparison) -> Outcome:
    """One comparison as a finding; evidence is the distance."""
    code, level = COMPARED[comparison.likeness]
    evidence: Evidence = {}
    if comparison.distance is not None:
        evidence = {"distance": round(comparison.distance, 2)}
    return Outcome(code, level, evidence)


def _too_alike(compared: Outcome | None) -> bool:
    distance = compared.evidence.get("distance") if compared is not None else None
    return distance is not None and float(distance) < TOO_ALIKE


def _compared(subject: Subject) -> Outcome | None:
    """None only without a photo of the card, which is a finding by itself."""
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
    """A match that takes nearly all the room is none: a clerk looks."""
    if comparison.likeness is Likeness.MATCH and (comparison.room or 0.0) > CHILDS_ROOM:
        return replace(comparison, likeness=Likeness.UNSURE)
    return comparison
