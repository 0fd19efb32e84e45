"""Tests of recommendations: approval only with proof, corrections only where they help."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idcard.faces.model import Comparison, SelfieFaces, Similarity
from idcard.kinds import IdentityKind
from idcard.reading.model import Field, Sign
from rontal.membership.rules.kinds import CorrectionReason
from rontal.verification.checks import faces, identity, reading
from rontal.verification.codes import FINDINGS
from rontal.verification.rules import (
    CORRECTIONS,
    PROOFS,
    SUSPICIONS,
    Level,
    Outcome,
    Recommendation,
    recommend,
    suggested_corrections,
)
from tests.support.verification import builders
from tests.support.verification.builders import PLACE, card, row, subject

APPROVE, CLERK_CHECKS, ASK = Recommendation
# Outcomes of the photo and duplicate checks for new, sharp photos.
CLEAR = [
    Outcome(code, Level.PASS) for code in ("card_clear", "face_clear", "identity_new", "photos_new")
]
SPOTLESS = [*CLEAR] + [
    Outcome(code, Level.PASS)
    for code in (
        "card_found", "kind_fits", "number_same", "name_same", "birth_date_same",
        "document_fits_age", "faces_match",
    )
]  # fmt: skip
PASSES = st.sampled_from(
    [Outcome(code, Level.PASS) for code, levels in FINDINGS.items() if Level.PASS in levels]
)
WORRIES = st.sampled_from(
    [
        Outcome(code, level)
        for code, levels in FINDINGS.items()
        for level in levels
        if level is not Level.PASS
    ]
)


def examined(who) -> list[Outcome]:
    """Returns all findings about a subject with new, sharp photos."""
    checks = (
        identity.nik_structure, identity.nik_region, identity.nik_person, identity.document_age,
        identity.guardian, reading.card, faces.face,
    )  # fmt: skip
    return [*CLEAR, *(outcome for check in checks for outcome in check(who))]


def person(similarity=Similarity.MATCH, *, read=None, **more):
    return subject(
        card=card() if read is None else read,
        selfie=SelfieFaces((PLACE,)),
        compared=Comparison(similarity, 0.4),
        **more,
    )


def test_correct_form_readable_card_and_matching_face_are_spotless():
    assert recommend(examined(person())) is APPROVE


def test_another_spelling_of_the_name_is_still_spotless():
    assert recommend(examined(person(name="Ni Wyn. Sari, S.Pd."))) is APPROVE


@given(st.lists(PASSES), st.lists(WORRIES, min_size=1))
def test_any_failed_check_forbids_approval(passed, worrying):
    assert recommend([*SPOTLESS, *passed, *worrying]) is not APPROVE
    assert recommend([*worrying, *passed, *SPOTLESS]) is not APPROVE


@pytest.mark.parametrize("proof", PROOFS)
def test_approval_requires_every_proof(proof):
    assert recommend(SPOTLESS) is APPROVE
    assert recommend([outcome for outcome in SPOTLESS if outcome.code not in proof]) is CLERK_CHECKS


def test_checks_without_findings_prove_nothing():
    assert recommend([]) is CLERK_CHECKS


def test_failed_proof_proves_nothing():
    weak = [
        Outcome(outcome.code, Level.WARN if outcome.code == "faces_match" else outcome.level)
        for outcome in SPOTLESS
    ]
    assert recommend(weak) is CLERK_CHECKS


def test_photo_of_another_person_is_never_recommended_for_approval():
    others = [similarity for similarity in Similarity if similarity is not Similarity.MATCH]
    births = ("1990-05-17", "2014-05-17", "2022-05-17")
    recommended = [
        (kind, birth, similarity, consent)
        for kind, birth, similarity, consent in product(IdentityKind, births, others, (True, False))
        if recommend(examined(applicant(kind, birth, similarity, consent=consent))) is APPROVE
    ]
    assert recommended == []


@pytest.mark.parametrize(
    ("kind", "birth"),
    [
        (IdentityKind.KTP, "1990-05-17"),
        (IdentityKind.STAY_PERMIT, "1990-05-17"),
        (IdentityKind.KIA, "2014-05-17"),
        (IdentityKind.STUDENT_CARD, "2014-05-17"),
    ],
)
def test_control_with_a_matching_face_is_approved(kind, birth):
    """Checks the same applications, which differ only in the face."""
    assert recommend(examined(applicant(kind, birth, Similarity.MATCH))) is APPROVE


def applicant(kind, birth, similarity, **more):
    """Returns a person of any age with any card that matches the form."""
    number = f"510205{int(birth[8:]) + 40}{birth[5:7]}{birth[2:4]}0007"
    typed = {"identity_kind": kind.value, "birth_date": birth, "number": number}
    guardian = {"guardian_name": "Ni Ketut Ayu", "guardian_relation": "mother"}
    read = card(kind, number=number, birth_date=(birth, birth), valid_until=("X", "2027-01-01"))
    return person(similarity, read=read, **typed, **guardian, **more)


@pytest.mark.parametrize("name", [Field.NUMBER, Field.NAME, Field.BIRTH_DATE, Field.SEX])
def test_no_uncertain_or_missing_reading_is_approved(name):
    assert recommend(examined(person(read=card(unsure=(name,))))) is CLERK_CHECKS
    assert recommend(examined(person(read=card(without=(name,))))) is CLERK_CHECKS


def test_without_consent_to_comparing_a_clerk_compares():
    assert recommend(examined(person(consent=False))) is CLERK_CHECKS


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({"name": "NI MADE SARI"}, ["name_differs"]),
        ({"number": "5102055705900001"}, ["number_differs"]),
        ({"birth_date": ("18-05-1990", "1990-05-18")}, ["birth_differs"]),
        ({"sex": ("LAKI-LAKI", "male")}, ["sex_differs"]),
        (
            {"name": "NI MADE SARI", "number": "5102055705900001"},
            ["number_differs", "name_differs"],
        ),
    ],
)
def test_correction_is_requested_if_the_applicant_can_make_it(change, reasons):
    codes = examined(person(read=card(**change)))
    assert recommend(codes) is ASK
    assert suggested_corrections(codes) == reasons


@pytest.mark.parametrize("sign", reading.UNREADABLE)
def test_photo_of_anything_else_is_requested_again(sign):
    codes = examined(person(read=card(IdentityKind.KTP, sign)))
    assert recommend(codes) is ASK
    assert suggested_corrections(codes) in (["photo_card_unreadable"], ["wrong_document"])


def test_expired_card_of_a_foreigner_is_requested_again():
    old = card(citizenship="JEPANG", valid_until=("01-01-2020", "2020-01-01"))
    codes = examined(person(read=old))
    assert (recommend(codes), suggested_corrections(codes)) == (ASK, ["document_expired"])


def test_clerk_checks_before_anything_is_requested_if_only_a_clerk_can_judge():
    misspelt = {"read": card(name="NI MADE SARI")}
    assert recommend(examined(person(Similarity.DIFFERENT, **misspelt))) is CLERK_CHECKS
    screen = card(IdentityKind.KTP, Sign.SCREEN, name="NI MADE SARI")
    assert recommend(examined(person(read=screen))) is CLERK_CHECKS


def test_card_of_somebody_else_is_left_to_a_clerk():
    other = card(
        number="3171014408850002", name="RINA WULAN", birth_date=("04-08-1985", "1985-08-04")
    )
    assert recommend(examined(person(read=other))) is CLERK_CHECKS


def test_family_card_always_leaves_the_photo_to_a_clerk():
    number = "5102055705140007"
    typed = {"identity_kind": "family_card", "birth_date": "2014-05-17", "number": number}
    child = row(number=number, birth_date=("17-05-2014", "2014-05-17"))
    guardian = {"guardian_name": "Ni Ketut Ayu", "guardian_relation": "mother"}
    codes = examined(person(read=builders.family(child), **typed, **guardian))
    assert {outcome.code for outcome in codes if outcome.level is not Level.PASS} == {
        "faces_no_portrait"
    }
    assert recommend(codes) is CLERK_CHECKS


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([Outcome("card_grey", Level.WARN)], CLERK_CHECKS),
        ([Outcome("check_unable", Level.UNABLE)], CLERK_CHECKS),
        ([Outcome("card_dark", Level.FAIL)], ASK),
        ([Outcome("card_dark", Level.FAIL), Outcome("number_unsure", Level.WARN)], ASK),
        (
            [Outcome("card_dark", Level.FAIL), Outcome("identity_is_member", Level.FAIL)],
            CLERK_CHECKS,
        ),
        (
            [Outcome("card_dark", Level.FAIL), Outcome("identity_elsewhere", Level.WARN)],
            CLERK_CHECKS,
        ),
    ],
)
def test_mixed_findings(outcomes, expected):
    assert recommend([*SPOTLESS, *outcomes]) is expected


def test_tables_name_existing_findings_and_reasons():
    failing = {code for code, levels in FINDINGS.items() if Level.FAIL in levels}
    warning = {code for code, levels in FINDINGS.items() if Level.WARN in levels}
    passing = {code for code, levels in FINDINGS.items() if Level.PASS in levels}
    assert set(CORRECTIONS) <= failing
    assert set(CORRECTIONS.values()) <= set(CorrectionReason)
    assert warning >= SUSPICIONS
    assert all(proof <= passing for proof in PROOFS)


def test_failures_without_a_reason_are_those_judged_by_a_clerk():
    failing = {code for code, levels in FINDINGS.items() if Level.FAIL in levels}
    assert failing - set(CORRECTIONS) == {
        "faces_differ", "identity_elsewhere", "identity_is_member", "person_absent",
        "person_differs", "photo_elsewhere",
    }  # fmt: skip
