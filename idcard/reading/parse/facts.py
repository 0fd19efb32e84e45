"""Consistency between a NIK and other fields."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from idcard import nik
from idcard.kinds import Sex
from idcard.reading.model import Field
from idcard.reading.parse.numbers import Facts
from idcard.reading.parse.values import Draft

IMPLIED_BY_NIK = (Field.BIRTH_DATE, Field.SEX)
REGIONS = {Field.PROVINCE: 2, Field.REGENCY: 4, Field.DISTRICT: 6}
"""Number of NIK digits that give each region of first registration."""


def facts_of(drafts: Mapping[Field, Draft]) -> Facts:
    """Returns birth date, sex and regions, as far as they were read."""
    birth, sex = drafts.get(Field.BIRTH_DATE), drafts.get(Field.SEX)
    return Facts(
        date.fromisoformat(birth.typed) if birth and birth.typed else None,
        Sex(sex.typed) if sex and sex.typed else None,
        frozenset(drafts[name].typed for name in REGIONS if name in drafts) - {""},
    )


def with_facts_support(drafts: Mapping[Field, Draft]) -> dict[Field, Draft]:
    """Returns the drafts with support "facts" where a number on the card confirms them.

    A NIK confirms birth date and sex; a NIK or a family's number confirms the regions, which then
    cannot be cut off either.
    """
    drafts_by_field = dict(drafts)
    number = drafts.get(Field.NUMBER)
    if number is not None and "facts" in number.support:
        drafts_by_field |= {
            name: drafts[name].also("facts") for name in IMPLIED_BY_NIK if name in drafts
        }
    numbers = [drafts[name].typed for name in (Field.NUMBER, Field.FAMILY_NUMBER) if name in drafts]
    codes = [text for text in numbers if len(text) == nik.LENGTH and text.isdigit()]
    for name, digits in REGIONS.items():
        if name in drafts_by_field and drafts_by_field[name].typed in {
            code[:digits] for code in codes
        }:
            draft = drafts_by_field[name].also("facts")
            drafts_by_field[name] = replace(draft, against=draft.against - {"longer", "cut"})
    return drafts_by_field
