"""Invented applicants: names, places and ages as in a regency."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from idcard import regions
from idcard.kinds import IdentityKind, Sex
from idcard.specimen.places import DISTRICTS
from rontal.membership.rules import ages
from rontal.membership.rules.form import ApplicationForm, GuardianForm
from rontal.membership.rules.kinds import ConsentPurpose, Relation

ORDER = ("Wayan", "Putu", "Made", "Kadek", "Nyoman", "Komang", "Ketut")
GIVEN = (
    "Sari",
    "Adi",
    "Ayu",
    "Arta",
    "Dewi",
    "Budi",
    "Suci",
    "Wira",
    "Rai",
    "Yasa",
    "Lestari",
    "Putra",
    "Murni",
    "Sudarma",
    "Wati",
    "Gede",
    "Astiti",
    "Mahendra",
    "Purnama",
    "Suarta",
)
AGES = (
    (5, 12, 6),
    (13, 15, 9),
    (16, 17, 11),
    (18, 24, 27),
    (25, 34, 19),
    (35, 44, 13),
    (45, 54, 9),
    (55, 78, 6),
)
"""Youngest age, oldest age, and how many of a hundred."""
NEAR, FAR = ("5103", "5171", "5101", "5108"), ("3578", "5271")


@dataclass(frozen=True)
class Person:
    """Invented applicant with the data of the form."""

    form: ApplicationForm
    serial: int


def person(rng: Random, serial: int, day: date) -> Person:
    """Returns an applicant of that day; the serial makes number and address unique."""
    sex = rng.choices((Sex.FEMALE, Sex.MALE), (57, 43))[0]
    birth = _birth(rng, day)
    child = ages.needs_guardian(birth, day)
    regency, district, village = _home(rng)
    name = f"{'Ni' if sex is Sex.FEMALE else 'I'} {rng.choice(ORDER)} {rng.choice(GIVEN)}"
    form = ApplicationForm(
        identity_kind=IdentityKind.KIA if ages.age_on(birth, day) < 17 else IdentityKind.KTP,
        number=_nik(birth, sex, serial),
        name=name,
        birth_place="Tabanan",
        birth_date=birth,
        sex=sex,
        email=f"warga{serial}@contoh.example",
        phone="" if child else "+6281234567890",
        street=f"Jl. Melati No. {rng.randint(1, 90)}",
        village=village,
        district=district,
        regency=regency,
        province=regency[:2],
        guardian=_guardian(rng, serial) if child else None,
        consents=frozenset({ConsentPurpose.MEMBERSHIP, ConsentPurpose.FACE_COMPARISON}),
    )
    return Person(form, serial)


def _birth(rng: Random, day: date) -> date:
    low, high, _share = rng.choices(AGES, [share for *_ages, share in AGES])[0]
    return day - timedelta(days=rng.randint(low * 366, high * 365 + 300))


def _home(rng: Random) -> tuple[str, str, str]:
    if rng.random() < 0.86:
        weights = [len(DISTRICTS) + 2 - number for number in range(len(DISTRICTS))]
        district = rng.choices(DISTRICTS, weights)[0]
        return "5102", district.code, rng.choice(district.villages)
    regency = rng.choice(NEAR if rng.random() < 0.8 else FAR)
    return regency, rng.choice(regions.districts(regency)).code, "Kota"


def _nik(birth: date, sex: Sex, serial: int) -> str:
    """Returns a NIK from one hundred districts and 9,999 serials: unique for almost a million
    people born on one day.
    """
    day = birth.day + (40 if sex is Sex.FEMALE else 0)
    region = DISTRICTS[serial // 9999 % len(DISTRICTS)].code
    return f"{region}{day:02}{birth:%m%y}{serial % 9999 + 1:04}"


def _guardian(rng: Random, serial: int) -> GuardianForm:
    relation = rng.choice((Relation.MOTHER, Relation.FATHER))
    name = f"{'Ni' if relation is Relation.MOTHER else 'I'} {rng.choice(ORDER)} Wali"
    return GuardianForm(name, relation, f"wali{serial % 40000}@contoh.example")
