"""Tests of the selfie checks: number of faces, faults, and the match with the card."""

import pytest

from idcard.faces.model import Comparison, FaceSign, SelfieFaces, Similarity
from idcard.kinds import IdentityKind
from rontal.verification.checks import faces
from rontal.verification.codes import FINDINGS
from rontal.verification.rules import Level
from tests.support.verification.builders import PLACE, subject

PASS, WARN, FAIL = Level.PASS, Level.WARN, Level.FAIL
ONE = SelfieFaces((PLACE,))


def selfie_faces(*signs: FaceSign, count: int = 1) -> SelfieFaces:
    return SelfieFaces((PLACE,) * count, frozenset(signs))


def like(similarity: Similarity, distance: float | None = 0.41234) -> Comparison:
    return Comparison(similarity, distance)


def face_levels(selfie, similarity=Similarity.MATCH, **more):
    outcomes = list(faces.face(subject(selfie=selfie, compared=like(similarity), **more)))
    assert all(outcome.level in FINDINGS[outcome.code] for outcome in outcomes)
    return {outcome.code: outcome.level for outcome in outcomes}


def test_one_matching_face_passes():
    assert face_levels(ONE) == {"face_found": PASS, "faces_match": PASS}


def test_without_a_photo_there_is_no_finding():
    assert face_levels(None) == {}


@pytest.mark.parametrize(
    ("similarity", "code", "level"),
    [
        (Similarity.MATCH, "faces_match", PASS),
        (Similarity.UNSURE, "faces_unsure", WARN),
        (Similarity.DIFFERENT, "faces_differ", FAIL),
        (Similarity.NO_FACE_ON_CARD, "faces_not_on_card", WARN),
        (Similarity.NO_FACE, "faces_not_in_photo", WARN),
    ],
)
def test_only_a_match_passes(similarity, code, level):
    assert face_levels(ONE, similarity)[code] is level


def test_every_similarity_has_its_finding():
    assert set(faces.COMPARED) == set(Similarity)


def test_evidence_is_a_rounded_distance():
    outcome = faces.judged(like(Similarity.UNSURE))
    assert outcome.evidence == {"distance": 0.41}
    assert faces.judged(like(Similarity.NO_FACE, None)).evidence == {}


@pytest.mark.parametrize("selfie", [SelfieFaces(), selfie_faces(FaceSign.NONE, count=0)])
def test_a_photo_without_a_face_fails_and_is_not_compared(selfie):
    assert face_levels(selfie) == {"face_none": FAIL}


@pytest.mark.parametrize("selfie", [selfie_faces(count=3), selfie_faces(FaceSign.SEVERAL)])
def test_more_than_one_face_fails_even_if_one_matches(selfie):
    assert face_levels(selfie) == {"face_several": FAIL, "faces_match": PASS}


def test_number_of_faces_is_reported():
    outcomes = list(faces.signs(selfie_faces(count=3), None))
    assert [outcome.evidence for outcome in outcomes] == [{"faces": 3}]


@pytest.mark.parametrize("sign", faces.HARD_TO_COMPARE)
def test_small_or_turned_face_matters_only_if_it_does_not_match(sign):
    code = f"face_{sign.value}"
    assert face_levels(selfie_faces(sign)) == {"face_found": PASS, "faces_match": PASS}
    assert face_levels(selfie_faces(sign), Similarity.UNSURE)[code] is FAIL
    assert face_levels(selfie_faces(sign), Similarity.DIFFERENT)[code] is WARN
    assert face_levels(selfie_faces(sign), consent=False)[code] is WARN


@pytest.mark.parametrize("sign", faces.SUSPECTED)
def test_photo_of_a_photo_is_suspected_even_if_it_matches(sign):
    assert face_levels(selfie_faces(sign)) == {f"face_{sign.value}": WARN, "faces_match": PASS}


@pytest.mark.parametrize(("distance", "suspected"), [(0.03, True), (0.07, False), (0.4, False)])
def test_face_identical_to_the_card_may_be_cropped_from_it(distance, suspected):
    outcomes = faces.face(subject(selfie=ONE, compared=like(Similarity.MATCH, distance)))
    codes = [outcome.code for outcome in outcomes]
    assert codes == ["face_printed" if suspected else "face_found", "faces_match"]


def test_without_consent_nothing_is_compared_and_a_clerk_checks():
    assert face_levels(ONE, Similarity.DIFFERENT, consent=False) == {
        "face_found": PASS, "face_not_compared": WARN,
    }  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        {"identity_kind": "family_card", "birth_date": "2014-03-02"},
        {"identity_kind": "kia", "birth_date": "2022-03-02"},
    ],
)
@pytest.mark.parametrize("consent", [True, False])
def test_photo_without_a_portrait_to_compare_is_left_to_a_clerk(typed, consent):
    outcomes = face_levels(ONE, consent=consent, **typed)
    assert outcomes == {"face_found": PASS, "faces_no_portrait": WARN}


@pytest.mark.parametrize("kind", [kind for kind in IdentityKind if kind != "family_card"])
def test_every_card_with_a_portrait_is_compared(kind):
    assert (
        face_levels(ONE, identity_kind=kind.value, birth_date="2014-03-02")["faces_match"] is PASS
    )


@pytest.mark.parametrize(
    ("born", "distance_ratio", "level"),
    [("2014-03-02", 0.9, WARN), ("2014-03-02", 0.7, PASS), ("1994-03-02", 0.9, PASS)],
)
def test_two_faces_of_children_must_be_clearly_similar(born, distance_ratio, level):
    """Checks the stricter limit for children, whose faces are more alike than adults'."""
    near = Comparison(Similarity.MATCH, 0.2, distance_ratio=distance_ratio)
    outcomes = faces.face(subject(selfie=ONE, compared=near, birth_date=born))
    levels = {outcome.code: outcome.level for outcome in outcomes}
    assert levels.get("faces_match", levels.get("faces_unsure")) is level
