"""Tests of the checks of number, birth date, sex and document."""

import pytest

from rontal.verification.checks import identity
from rontal.verification.rules import Level
from tests.support.verification.builders import WOMAN, subject


def outcomes(check, **typed):
    return [(outcome.code, outcome.level) for outcome in check(subject(**typed))]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, ("nik_sound", Level.PASS)),
        ({"number": "510205570590000"}, ("nik_malformed", Level.FAIL)),
        ({"number": "5102055705900000"}, ("nik_malformed", Level.FAIL)),
        ({"number": "5102057213900007"}, ("nik_malformed", Level.FAIL)),
        ({"identity_kind": "stay_permit", "number": "K1A234"}, ("nik_not_on_document", Level.PASS)),
        ({"identity_kind": "student_card", "number": "88"}, ("nik_not_on_document", Level.PASS)),
    ],
)
def test_structure(typed, expected):
    assert outcomes(identity.nik_structure, **typed) == [expected]


@pytest.mark.parametrize(
    ("number", "regency", "expected"),
    [
        (WOMAN, "5102", ("nik_region_fits", Level.PASS)),
        (WOMAN, "5103", ("nik_region_differs", Level.WARN)),
        (WOMAN, "3171", ("nik_region_differs", Level.WARN)),
        ("9988775705900007", "5102", ("nik_region_unknown", Level.WARN)),
        ("6405055705900007", "6501", ("nik_region_fits", Level.PASS)),
        ("9401015705900007", "9301", ("nik_region_fits", Level.PASS)),
        ("9401015705900007", "5102", ("nik_region_differs", Level.WARN)),
    ],
)
def test_region_warns_and_never_rejects(number, regency, expected):
    codes = outcomes(identity.nik_region, number=number, regency=regency)
    assert codes == [expected] or codes == [("nik_region_unknown", Level.WARN)]
    assert all(level is not Level.FAIL for _code, level in codes)


def test_differing_region_names_a_place_and_no_digits():
    (outcome,) = identity.nik_region(subject(regency="5103"))
    assert "Tabanan" in str(outcome.evidence["place"]).title()
    assert not any(char.isdigit() for char in str(outcome.evidence))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, [("nik_person_fits", Level.PASS)]),
        ({"birth_date": "1990-05-18"}, [("nik_birth_differs", Level.WARN)]),
        ({"sex": "male"}, [("nik_sex_differs", Level.WARN)]),
        (
            {"birth_date": "1991-05-17", "sex": "male"},
            [("nik_birth_differs", Level.WARN), ("nik_sex_differs", Level.WARN)],
        ),
        ({"number": "1"}, []),
    ],
)
def test_birth_date_and_sex_warn(typed, expected):
    assert outcomes(identity.nik_person, **typed) == expected


@pytest.mark.parametrize(
    ("kind", "birth", "expected"),
    [
        ("ktp", "2009-11-24", ("document_fits_age", Level.PASS)),
        ("ktp", "2009-11-25", ("document_early", Level.WARN)),
        ("kia", "2009-11-25", ("document_fits_age", Level.PASS)),
        ("kia", "2009-11-24", ("document_too_young", Level.FAIL)),
        ("family_card", "2008-11-25", ("document_fits_age", Level.PASS)),
        ("family_card", "2008-11-24", ("document_too_young", Level.FAIL)),
        ("student_card", "1990-05-17", ("document_too_young", Level.FAIL)),
        ("stay_permit", "2020-01-01", ("document_fits_age", Level.PASS)),
        ("ktp", "2027-01-01", ("birth_in_future", Level.FAIL)),
        ("ktp", "", ("age_unknown", Level.UNABLE)),
    ],
)
def test_document_against_age(kind, birth, expected):
    assert outcomes(identity.document_age, identity_kind=kind, birth_date=birth) == [expected]


def test_child_needs_a_guardian_and_an_adult_does_not():
    assert outcomes(identity.guardian) == []
    assert outcomes(identity.guardian, birth_date="2012-01-01") == [("guardian_absent", Level.FAIL)]
    named = {"guardian_name": "Ni Ketut Ayu", "guardian_relation": "mother"}
    assert outcomes(identity.guardian, birth_date="2012-01-01", **named) == [
        ("guardian_named", Level.PASS)
    ]
