"""Registrations of the demo year: an invented applicant for each record of measured steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Final

from idcard.specimen.people import Person, person
from idcard.specimen.places import DISTRICTS
from rontal.membership.figures.rules import Moment
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.services import Past
from rontal.standard.steps.services import StepDuration

FIRST_SEED: Final = 20_000
"""First seed of these applicants, far from those of the cast and of the samples."""
MAIL: Final = "warga-"
"""Prefix of the e-mail addresses of these applicants."""
ADULT, OLD = 18, 75
ENDS: Final = {1: Moment.LAPSED, 2: Moment.WITHDRAWN, 4: Moment.REJECTED, 5: Moment.APPROVED}
"""End of a registration, by the number of its steps."""
_CODES: Final = {district.name: district.code for district in DISTRICTS}


@dataclass(frozen=True)
class PastRegistration:
    """A registration on a day, with the time that each step took."""

    day: datetime
    steps: Sequence[StepDuration]


def of_year(year: Sequence[PastRegistration]) -> list[Past]:
    """Returns the registrations of the year with their application forms."""
    return [
        Past(_application_form(who), walked.day, ENDS[len(walked.steps)])
        for walked, who in zip(year, _adults(), strict=False)
    ]


def _adults() -> Iterator[Person]:
    return (who for who in map(person, count(FIRST_SEED)) if ADULT < who.age <= OLD)


def _application_form(who: Person) -> ApplicationForm:
    district = _CODES[who.address.district]
    return forms.read(
        {
            "identity_kind": "ktp",
            "number": who.nik,
            "name": who.name,
            "birth_place": who.birth_place,
            "birth_date": who.birth_date.isoformat(),
            "sex": who.sex.value,
            "email": f"{MAIL}{who.seed}@contoh.example",
            "phone": f"0812{who.seed:08}",
            "street": who.address.street,
            "village": who.address.village,
            "district": district,
            "regency": district[:4],
            "province": district[:2],
            "consent_membership": "1",
        }
    )
