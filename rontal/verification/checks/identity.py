"""Checks of the card number against the form; differences that may be legitimate only warn."""

from collections.abc import Iterator

from idcard import nik, regions
from idcard.kinds import IdentityKind
from rontal.membership.rules import ages
from rontal.membership.rules.form import is_nik
from rontal.membership.rules.kinds import FOR_CHILDREN_ONLY
from rontal.verification.registry import check
from rontal.verification.rules import Level, Outcome
from rontal.verification.subject import Subject

KTP_FROM = 17
# Provinces that were one when people were registered: 65 was split from 64 in 2012, 76 from 73 in
# 2004, and Papua's two became six between 2003 and 2022.
PAPUA = frozenset({"91", "92", "93", "94", "95", "96"})
SPLIT_PROVINCES = (frozenset({"64", "65"}), frozenset({"73", "76"}), PAPUA)


@check("nik_structure")
def nik_structure(subject: Subject) -> Iterator[Outcome]:
    """Checks the NIK: 16 digits, a possible region and date, and a serial other than 0000."""
    form = subject.form
    if form.identity_kind is None or not is_nik(form.identity_kind, form.number):
        yield Outcome("nik_not_on_document", Level.PASS)
    elif fault := nik.fault(form.number):
        yield Outcome("nik_malformed", Level.FAIL, {"fault": fault})
    else:
        yield Outcome("nik_sound", Level.PASS)


@check("identity_provider")
def identity_provider(subject: Subject) -> Iterator[Outcome]:
    """Reports that an identity provider vouched for number, name and birth."""
    vouched = subject.form.vouched
    if vouched is not None:
        evidence = {"provider": vouched.by, "day": vouched.on.isoformat(), "under": vouched.under}
        yield Outcome("identity_vouched", Level.PASS, evidence)


@check("nik_region")
def nik_region(subject: Subject) -> Iterator[Outcome]:
    """Compares the region in the NIK with the address; only warns, because people move."""
    number = subject.form.nik
    if number is None:
        return
    if not regions.name_of(number.region):
        yield Outcome("nik_region_unknown", Level.WARN)
    elif _same_place(number.region, subject.form.regency):
        yield Outcome("nik_region_fits", Level.PASS)
    else:
        place = f"{regions.name_of(number.region[:4])}, {regions.name_of(number.region[:2])}"
        yield Outcome("nik_region_differs", Level.WARN, {"place": place})


@check("nik_person")
def nik_person(subject: Subject) -> Iterator[Outcome]:
    """Compares birth date and sex in the NIK with the form.

    Only warns, because the NIK stays unchanged when a birth date is corrected.
    """
    form, number = subject.form, subject.form.nik
    if number is None or form.birth_date is None:
        return
    born, sex = number.born_on(form.birth_date), number.sex is form.sex
    if not born:
        yield Outcome("nik_birth_differs", Level.WARN)
    if not sex:
        yield Outcome("nik_sex_differs", Level.WARN)
    if born and sex:
        yield Outcome("nik_person_fits", Level.PASS)


@check("document_age")
def document_age(subject: Subject) -> Iterator[Outcome]:
    """Checks the kind of document against the age.

    KTP from 17 or married, KIA under 17, family and student cards for people under 18.
    """
    form = subject.form
    if form.birth_date is None or form.identity_kind is None:
        yield Outcome("age_unknown", Level.UNABLE)
        return
    age = ages.age_on(form.birth_date, subject.today)
    if age < 0:
        yield Outcome("birth_in_future", Level.FAIL)
        return
    yield _age_outcome(form.identity_kind, age)


@check("guardian")
def guardian(subject: Subject) -> Iterator[Outcome]:
    """Checks that a parent or guardian is named for applicants under 18 (PP 17/2025)."""
    birth = subject.form.birth_date
    if birth is None or not ages.needs_guardian(birth, subject.today):
        return
    named = subject.form.guardian is not None
    yield Outcome(*(("guardian_named", Level.PASS) if named else ("guardian_absent", Level.FAIL)))


def _age_outcome(kind: IdentityKind, age: int) -> Outcome:
    evidence = {"kind": kind.value, "age": age}
    if kind is IdentityKind.KTP and age < KTP_FROM:
        return Outcome("document_early", Level.WARN, evidence)
    if kind is IdentityKind.KIA and age >= KTP_FROM:
        return Outcome("document_too_young", Level.FAIL, evidence)
    if kind in FOR_CHILDREN_ONLY and age >= ages.ADULT:
        return Outcome("document_too_young", Level.FAIL, evidence)
    return Outcome("document_fits_age", Level.PASS, evidence)


def _same_place(region: str, regency: str) -> bool:
    if region[:4] == regency:
        return True
    return any({region[:2], regency[:2]} <= family for family in SPLIT_PROVINCES) and (
        region[:2] != regency[:2]
    )
