"""What a NIK and other fields tell about each other."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rontal.membership.rules import nik
from rontal.membership.rules.kinds import Sex
from rontal.verification.reading.model import Field
from rontal.verification.reading.parse.numbers import Facts
from rontal.verification.reading.parse.values import Draft

TOLD = (Field.BIRTH_DATE, Field.SEX)
REGIONS = {Field.PROVINCE: 2, Field.REGENCY: 4, Field.DISTRICT: 6}
"""Digits of a NIK that name the region where it was given."""


def facts_of(drafts: Mapping[Field, Draft]) -> Facts:
    """Birth date and sex, as far as they were read."""
    birth, sex = drafts.get(Field.BIRTH_DATE), drafts.get(Field.SEX)
    return Facts(
        date.fromisoformat(birth.typed) if birth and birth.typed else None,
        Sex(sex.typed) if sex and sex.typed else None,
        frozenset(drafts[name].typed for name in REGIONS if name in drafts) - {""},
    )


def spoken_for(drafts: Mapping[Field, Draft]) -> dict[Field, Draft]:
    """The drafts with support "facts" for what a number on the card tells as well: a NIK the birth
    date and the sex; a NIK or a family's number the regions, which then are not cut off either."""
    found = dict(drafts)
    number = drafts.get(Field.NUMBER)
    if number is not None and "facts" in number.support:
        found |= {name: drafts[name].also("facts") for name in TOLD if name in drafts}
    told = [drafts[name].typed for name in (Field.NUMBER, Field.FAMILY_NUMBER) if name in drafts]
    codes = [text for text in told if len(text) == nik.LENGTH and text.isdigit()]
    for name, digits in REGIONS.items():
        if name in found and found[name].typed in {code[:digits] for code in codes}:
            made = found[name].also("facts")
            found[name] = replace(made, against=made.against - {"longer", "cut"})
    return found
