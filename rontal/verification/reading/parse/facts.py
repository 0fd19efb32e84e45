"""What other fields tell about a NIK."""

from collections.abc import Mapping
from datetime import date

from rontal.membership.rules.kinds import Sex
from rontal.verification.reading.model import Field
from rontal.verification.reading.parse.numbers import Facts
from rontal.verification.reading.parse.values import Draft


def facts_of(drafts: Mapping[Field, Draft]) -> Facts:
    """Birth date and sex, as far as they were read."""
    birth, sex = drafts.get(Field.BIRTH_DATE), drafts.get(Field.SEX)
    return Facts(
        date.fromisoformat(birth.typed) if birth and birth.typed else None,
        Sex(sex.typed) if sex and sex.typed else None,
    )
