"""Tests for the form: each error has its code, unlikely values only cause a warning."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idcard import regions
from rontal.membership.policies import NonResidents
from rontal.membership.rules import form as forms
from rontal.membership.rules.kinds import ConsentPurpose, Slot
from rontal.membership.rules.validation import doubts, missing_photos, validate
from rontal.standard.selectors import library
from rontal.ui import sentences
from tests.support.membership import factories
from tests.support.membership.form import with_policy

TODAY = date(2026, 11, 24)


def faults(**changes: str) -> dict[str, str]:
    return validate(forms.read(factories.values(**changes)), today=TODAY, library=library())


def test_valid_form_has_no_fault() -> None:
    assert faults() == {}


@pytest.mark.parametrize(
    "field",
    [
        "identity_kind", "number", "name", "birth_place", "birth_date", "sex", "email", "phone",
        "street", "village", "district", "regency", "province",
    ],
)  # fmt: skip
def test_each_required_field_is_checked(field: str) -> None:
    typed = {**factories.values(), field: "  "}
    found_faults = validate(forms.read(typed), today=TODAY, library=library())
    assert found_faults[field] == "field_required"


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("identity_kind", "passport", "field_required"),
        ("number", "5102055705900000", "nik_serial_zero"),
        ("number", "123", "nik_16_digits"),
        ("name", "12345", "name_without_letters"),
        ("name", "Sari <b>", "name_characters"),
        ("name", "Sari\u202eiraS", "field_hidden_characters"),
        ("name", "Sari\x00", "field_hidden_characters"),
        ("name", "S" * 101, "field_too_long"),
        ("street", "x" * 201, "field_too_long"),
        ("birth_date", "2027-01-01", "birth_in_future"),
        ("birth_date", "1890-01-01", "birth_too_long_ago"),
        ("birth_date", "31/12/1990", "field_required"),
        ("birth_date", "1990-02-30", "field_required"),
        ("sex", "x", "field_required"),
        ("email", "sari", "email_malformed"),
        ("email", "sari@contoh", "email_malformed"),
        ("email", "a..b@contoh.example", "email_malformed"),
        ("email", "sari@contoh.example, eve@jahat.example", "email_malformed"),
        ("email", "sari@contoh.example\nBcc: eve@jahat.example", "email_malformed"),
        ("email", f"{'a' * 250}@contoh.example", "field_too_long"),
        ("phone", "halo", "phone_malformed"),
        ("phone", "0812", "phone_malformed"),
        ("province", "99", "region_unknown"),
        ("regency", "5203", "region_unknown"),
        ("regency", "51", "region_unknown"),
        ("district", "510301", "region_unknown"),
        ("district", "510299", "region_unknown"),
        ("consent_membership", "", "consent_needed"),
    ],
)  # fmt: skip
def test_each_fault_has_its_code(field: str, typed: str, code: str) -> None:
    found_faults = validate(
        forms.read({**factories.values(), field: typed}), today=TODAY, library=library()
    )
    assert found_faults[field] == code
    assert sentences.of_code(code) != str(sentences.UNKNOWN)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0812 3456 7890", "+6281234567890"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("(0361) 811057", "+62361811057"),
        ("+81 90 1234 5678", "+819012345678"),
    ],
)
def test_phone_numbers_are_stored_in_one_notation(typed: str, expected: str) -> None:
    assert forms.read(factories.values(phone=typed)).phone == expected


@pytest.mark.parametrize(
    "name",
    ["I Gusti Ngurah Rai", "Ida Ayu D'Souza", "Siti Nur'aini, S.Pd.", "Zoë", "李小龙", "आशा"],
)
def test_names_in_all_scripts_with_marks_are_accepted(name: str) -> None:
    assert faults(name=name) == {}


def test_a_nik_may_be_typed_with_dots_and_spaces() -> None:
    number = factories.nik()
    spaced = f"{number[:6]}.{number[6:12]} {number[12:]}"
    assert forms.read(factories.values(number=spaced)).number == number


def test_a_mismatch_with_the_nik_warns_and_never_rejects() -> None:
    number = factories.nik(date(1990, 5, 17), female=True, region="540199")
    typed = factories.values(number=number, birth_date="1991-05-17", sex="male")
    form = forms.read(typed)

    assert validate(form, today=TODAY, library=library()) == {}
    assert doubts(form) == {
        "birth_date": "birth_date_differs_from_nik",
        "sex": "sex_differs_from_nik",
        "number": "nik_region_unknown",
    }


@pytest.mark.parametrize("kind", ["kia", "family_card", "student_card"])
def test_documents_of_children_are_for_children_only(kind: str) -> None:
    assert faults(identity_kind=kind)["identity_kind"] == "document_for_children"
    child = factories.child_values(identity_kind=kind)
    assert validate(forms.read(child), today=TODAY, library=library()) == {}


def test_small_child_has_no_card_of_adults() -> None:
    child = factories.child_values(date(2022, 1, 1), identity_kind="ktp")
    found_faults = validate(forms.read(child), today=TODAY, library=library())
    assert found_faults["identity_kind"] == "document_for_adults"


def test_foreigners_and_pupils_have_other_numbers() -> None:
    assert faults(identity_kind="stay_permit", number="2c11 je-0123") == {}
    assert (
        forms.read(factories.values(identity_kind="stay_permit", number="2c11 x")).number == "2C11X"
    )
    assert faults(identity_kind="stay_permit", number="?")["number"] == "document_number_malformed"
    pupil = forms.read(factories.child_values(identity_kind="student_card", number="0061234567"))
    assert pupil.nik is None
    assert pupil.identity == "student_card:0061234567"


def test_guardian_is_required_under_18_only() -> None:
    child = factories.values(birth_date="2008-11-25", number=factories.nik(date(2008, 11, 25)))
    found_faults = validate(forms.read(child), today=TODAY, library=library())
    assert set(found_faults) == {"guardian_name", "guardian_relation", "guardian_email"}

    adult = factories.values(birth_date="2008-11-24", number=factories.nik(date(2008, 11, 24)))
    assert validate(forms.read(adult), today=TODAY, library=library()) == {}


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("guardian_name", "", "field_required"),
        ("guardian_name", "99", "name_without_letters"),
        ("guardian_relation", "neighbour", "field_required"),
        ("guardian_email", "ayu", "email_malformed"),
        ("guardian_email", "", "field_required"),
    ],
)
def test_each_field_of_the_guardian_is_checked(field: str, typed: str, code: str) -> None:
    child = {**factories.child_values(), field: typed}
    assert validate(forms.read(child), today=TODAY, library=library())[field] == code


def test_photo_of_the_face_is_optional_under_six() -> None:
    def missing(birth: date) -> dict[str, str]:
        form = forms.read(factories.child_values(birth))
        return missing_photos(form, [Slot.CARD], today=TODAY, library=library())

    assert missing(date(2020, 11, 25)) == {}
    assert missing(date(2020, 11, 24)) == {"face": "photo_face_missing"}


def test_non_residents_are_accepted_asked_for_documents_or_refused_by_policy() -> None:
    form = forms.read(factories.values(regency="5171", district="517101"))
    photos = [Slot.CARD, Slot.FACE]

    assert validate(form, today=TODAY, library=with_policy(NonResidents.ACCEPT)) == {}
    ask_document = with_policy(NonResidents.ASK_DOCUMENT)
    assert missing_photos(form, photos, today=TODAY, library=ask_document) == {
        "extra": "photo_extra_missing"
    }
    closed = validate(form, today=TODAY, library=with_policy(NonResidents.CLOSED))
    assert closed == {"regency": "residents_only"}


@given(st.dictionaries(st.sampled_from(forms.FIELDS), st.text(max_size=60)))
def test_every_fault_code_has_a_sentence(typed: dict[str, str]) -> None:
    form = forms.read(typed)
    found_faults = validate(form, today=TODAY, library=library()) | doubts(form)
    for code in found_faults.values():
        assert sentences.of_code(code) != str(sentences.UNKNOWN)


@given(st.sets(st.sampled_from(ConsentPurpose)), st.booleans())
def test_form_is_read_back_unchanged(purposes: set[ConsentPurpose], child: bool) -> None:
    typed = factories.child_values() if child else factories.values()
    form = replace(forms.read(typed), consents=frozenset(purposes))
    assert forms.read(forms.write(form)) == form


def test_regions_are_listed_by_level_and_looked_up_by_code() -> None:
    assert ("51", "Bali") in [(region.code, region.name) for region in regions.provinces()]
    assert "5102" in [region.code for region in regions.regencies("51")]
    assert {region.name for region in regions.districts("5102")} == {
        "Selemadeg", "Selemadeg Timur", "Selemadeg Barat", "Kerambitan", "Tabanan", "Kediri",
        "Marga", "Penebel", "Baturiti", "Pupuan",
    }  # fmt: skip
    assert regions.regencies("99") == regions.districts("51") == ()
    assert regions.name_of("510205") == "Tabanan"
    assert len(regions.provinces()) == 38
