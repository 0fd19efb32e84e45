"""Household of a family card, invented around a person."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from idcard.kinds import Sex
from idcard.specimen.names import Religion, name
from idcard.specimen.people import REFERENCE_DAY, Person, nik, years_after


@dataclass(frozen=True, slots=True)
class Relative:
    """A row of a family card."""

    name: str
    nik: str
    sex: Sex
    birth_place: str
    birth_date: date
    religion: Religion
    education: str
    occupation: str
    blood_type: str
    marital_status: str
    relation: str
    citizenship: str
    father: str
    mother: str


HEAD, WIFE, CHILD = "KEPALA KELUARGA", "ISTRI", "ANAK"


def household(member: Person) -> tuple[Relative, ...]:
    """Returns the person's family, head first; the person is always one of the rows."""
    random = Random(f"household:{member.seed}")
    if member.age < 24 and member.marital_status == "BELUM KAWIN":
        return _with_parents(random, member)
    if member.marital_status == "KAWIN":
        return _couple(random, member)
    return (_relative_row(random, member, HEAD),)


def _with_parents(random: Random, child: Person) -> tuple[Relative, ...]:
    father_born = child.birth_date - timedelta(days=random.randint(24 * 365, 36 * 365))
    mother_born = child.birth_date - timedelta(days=random.randint(21 * 365, 33 * 365))
    father = _invented_relative(random, child, child.father, Sex.MALE, father_born, HEAD)
    mother = _invented_relative(random, child, child.mother, Sex.FEMALE, mother_born, WIFE)
    return father, mother, _relative_row(random, child, CHILD)


def _couple(random: Random, member: Person) -> tuple[Relative, ...]:
    born = member.birth_date + timedelta(days=random.randint(-1200, 1200))
    other_sex = Sex.MALE if member.sex is Sex.FEMALE else Sex.FEMALE
    other = name(random, sex=other_sex, religion=member.religion)
    if member.sex is Sex.MALE:
        husband = _relative_row(random, member, HEAD)
        wife = _invented_relative(random, member, other, Sex.FEMALE, born, WIFE)
    else:
        husband = _invented_relative(random, member, other, Sex.MALE, born, HEAD)
        wife = _relative_row(random, member, WIFE)
    return husband, wife, *_children(random, member, husband.name, wife.name)


def _children(random: Random, parent: Person, father: str, mother: str) -> list[Relative]:
    first = years_after(max(parent.birth_date, date(1950, 1, 1)), random.randint(23, 30))
    children = []
    for order in range(random.randint(0, 3)):
        born = years_after(first, order * 3) + timedelta(days=random.randint(0, 700))
        sex = random.choice((Sex.FEMALE, Sex.MALE))
        if born < REFERENCE_DAY and REFERENCE_DAY.year - born.year < 25:
            called = name(random, sex=sex, religion=parent.religion)
            children.append(
                _invented_relative(random, parent, called, sex, born, CHILD, (father, mother))
            )
    return children


def _invented_relative(
    random: Random,
    of: Person,
    called: str,
    sex: Sex,
    born: date,
    relation: str,
    parents: tuple[str, str] | None = None,
) -> Relative:
    """Returns a relative of `of` without a seed of their own; parents are invented unless given."""
    father, mother = parents or (
        name(random, sex=Sex.MALE, religion=of.religion),
        name(random, sex=Sex.FEMALE, religion=of.religion),
    )
    grown = relation != CHILD
    return Relative(
        name=called,
        nik=nik(of.nik[:6], born, sex, random.randint(1, 9999)),
        sex=sex,
        birth_place=of.address.regency,
        birth_date=born,
        religion=of.religion,
        education=_education(random, REFERENCE_DAY.year - born.year),
        occupation=random.choice(("PETANI/PEKEBUN", "WIRASWASTA", "PEDAGANG"))
        if grown
        else "PELAJAR",
        blood_type=random.choice(("O", "A", "B", "-")),
        marital_status="KAWIN" if grown else "BELUM KAWIN",
        relation=relation,
        citizenship="WNI",
        father=father,
        mother=mother,
    )


def _relative_row(random: Random, person: Person, relation: str) -> Relative:
    return Relative(
        name=person.name,
        nik=person.nik,
        sex=person.sex,
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        religion=person.religion,
        education=_education(random, person.age),
        occupation=person.occupation,
        blood_type=person.blood_type,
        marital_status=person.marital_status,
        relation=relation,
        citizenship=person.citizenship,
        father=person.father,
        mother=person.mother,
    )


def _education(random: Random, age: int) -> str:
    if age < 7:
        return "TIDAK/BELUM SEKOLAH"
    if age < 13:
        return "BELUM TAMAT SD/SEDERAJAT"
    if age < 19:
        return "TAMAT SD/SEDERAJAT" if age < 16 else "SLTP/SEDERAJAT"
    return random.choice(
        ("SLTP/SEDERAJAT", "SLTA/SEDERAJAT", "SLTA/SEDERAJAT", "DIPLOMA IV/STRATA I")
    )
