"""Validation of a form, field by field. Values that are only unlikely cause warnings (`doubts`)."""

from collections.abc import Callable, Iterable
from datetime import date

from idcard import nik, regions
from idcard.kinds import IdentityKind
from rontal.core.profile import Library
from rontal.membership.policies import MembershipPolicies, NonResidents, PhotosWithIdentity
from rontal.membership.rules import ages, text
from rontal.membership.rules.form import (
    DEFAULT_MAX_LENGTH,
    MAX_LENGTHS,
    ApplicationForm,
    is_child,
    is_nik,
)
from rontal.membership.rules.kinds import FOR_CHILDREN_ONLY, ConsentPurpose, Slot

REQUIRED = (
    "identity_kind", "number", "name", "birth_place", "birth_date", "sex", "email", "street",
    "village", "district", "regency", "province",
)  # fmt: skip
AT_COUNTER_FREE = ("email", "phone", "guardian_email")
TEXTS = ("number", "name", "birth_place", "email", "phone", "street", "village")

Errors = dict[str, str]


def validate(form: ApplicationForm, *, today: date, library: Library) -> Errors:
    """Returns errors as field → code; empty when the form can be submitted.

    `today` is the date at the library. For each field the first error counts.
    """
    errors: Errors = {}
    checks: Iterable[Callable[[ApplicationForm, date], Errors]] = (
        _missing, _unfit_text, _number, _birth, _reach, _place, _guardian, _consent,
    )  # fmt: skip
    for check in checks:
        errors = check(form, today) | errors
    if _is_closed_to(form, library):
        errors.setdefault("regency", "residents_only")
    return errors


def validate_at_counter(form: ApplicationForm, *, today: date, library: Library) -> Errors:
    """Validates as `validate` does, for a person at the counter: e-mail address and phone are
    optional, and a guardian signs on paper.
    """
    errors = validate(form, today=today, library=library)
    lacking = {name for name in AT_COUNTER_FREE if errors.get(name) == "field_required"}
    return {name: code for name, code in errors.items() if name not in lacking}


def missing_photos(
    form: ApplicationForm, present: Iterable[Slot], *, today: date, library: Library
) -> Errors:
    """Returns missing photos as slot → code.

    Under 6 the photo of the face is optional, as the child's card carries none. Where an identity
    provider vouches for the person, the library's policy decides.
    """
    have, asked = set(present), library.policies_of(MembershipPolicies).photos_with_identity
    if form.vouched is None:
        asked = PhotosWithIdentity.BOTH
    needed = {}
    if asked is PhotosWithIdentity.BOTH:
        needed[Slot.CARD] = "photo_card_missing"
    if asked is PhotosWithIdentity.NONE:
        pass
    elif form.birth_date is None or ages.face_comparable(form.birth_date, today):
        needed[Slot.FACE] = "photo_face_missing"
    if _needs_document(form, library):
        needed[Slot.EXTRA] = "photo_extra_missing"
    return {slot.value: code for slot, code in needed.items() if slot not in have}


def doubts(form: ApplicationForm) -> Errors:
    """Returns values that are unlikely but possible, as field → code; they are shown as warnings
    and never refused.
    """
    number = form.nik
    if number is None:
        return {}
    errors: Errors = {}
    if form.birth_date is not None and not number.born_on(form.birth_date):
        errors["birth_date"] = "birth_date_differs_from_nik"
    if form.sex is not None and form.sex is not number.sex:
        errors["sex"] = "sex_differs_from_nik"
    if not regions.name_of(number.region):
        errors["number"] = "nik_region_unknown"
    return errors


def _is_closed_to(form: ApplicationForm, library: Library) -> bool:
    closed = library.policies_of(MembershipPolicies).non_residents is NonResidents.CLOSED
    return closed and not form.is_resident(library.region)


def _needs_document(form: ApplicationForm, library: Library) -> bool:
    is_required = library.policies_of(MembershipPolicies).non_residents is NonResidents.ASK_DOCUMENT
    return is_required and not form.is_resident(library.region)


def _missing(form: ApplicationForm, _today: date) -> Errors:
    return {name: "field_required" for name in REQUIRED if not getattr(form, name)}


def _unfit_text(form: ApplicationForm, _today: date) -> Errors:
    texts = {name: getattr(form, name) for name in TEXTS}
    if form.guardian:
        texts |= {"guardian_name": form.guardian.name, "guardian_email": form.guardian.email}
    errors: Errors = {}
    for name, value in texts.items():
        if text.has_hidden_characters(value):
            errors[name] = "field_hidden_characters"
        elif len(value) > MAX_LENGTHS.get(name, DEFAULT_MAX_LENGTH):
            errors[name] = "field_too_long"
    return errors


def _number(form: ApplicationForm, _today: date) -> Errors:
    kind, number = form.identity_kind, form.number
    if kind is None or not number:
        return {}
    if is_nik(kind, number):
        fault = nik.fault(number)
        return {"number": fault} if fault else {}
    fits = text.DOCUMENT_NUMBER.fullmatch(number)
    return {} if fits else {"number": "document_number_malformed"}


def _birth(form: ApplicationForm, today: date) -> Errors:
    birth = form.birth_date
    if birth is None:
        return {}
    if birth > today:
        return {"birth_date": "birth_in_future"}
    age = ages.age_on(birth, today)
    if age > ages.MAX_AGE:
        return {"birth_date": "birth_too_long_ago"}
    kind = form.identity_kind
    if kind in FOR_CHILDREN_ONLY and age >= ages.ADULT:
        return {"identity_kind": "document_for_children"}
    too_young = kind is IdentityKind.KTP and age < ages.FACE_COMPARABLE
    return {"identity_kind": "document_for_adults"} if too_young else {}


def _reach(form: ApplicationForm, today: date) -> Errors:
    errors: Errors = {}
    if form.name and (fault := text.name_fault(form.name)):
        errors["name"] = fault
    if form.email and (fault := text.email_fault(form.email)):
        errors["email"] = fault
    if not form.phone and not is_child(form, today):
        errors["phone"] = "field_required"
    if form.phone and (fault := text.phone_fault(form.phone)):
        errors["phone"] = fault
    return errors


def _place(form: ApplicationForm, _today: date) -> Errors:
    """Checks that each region code has its length, is known, and is within the one above it."""
    levels = (
        ("province", form.province, "", 2),
        ("regency", form.regency, form.province, 4),
        ("district", form.district, form.regency, 6),
    )
    return {
        name: "region_unknown"
        for name, code, outer, length in levels
        if code and not (_fits(code, outer, length) and regions.name_of(code))
    }


def _fits(code: str, outer: str, length: int) -> bool:
    return len(code) == length and code.startswith(outer)


def _guardian(form: ApplicationForm, today: date) -> Errors:
    if form.birth_date is None or form.birth_date > today or not is_child(form, today):
        return {}
    guardian = form.guardian
    if guardian is None:
        return dict.fromkeys(
            ("guardian_name", "guardian_relation", "guardian_email"), "field_required"
        )
    errors: Errors = {}
    if not guardian.name:
        errors["guardian_name"] = "field_required"
    elif fault := text.name_fault(guardian.name):
        errors["guardian_name"] = fault
    if guardian.relation is None:
        errors["guardian_relation"] = "field_required"
    if not guardian.email:
        errors["guardian_email"] = "field_required"
    elif fault := text.email_fault(guardian.email):
        errors["guardian_email"] = fault
    return errors


def _consent(form: ApplicationForm, _today: date) -> Errors:
    if ConsentPurpose.MEMBERSHIP in form.consents:
        return {}
    return {"consent_membership": "consent_needed"}
