"""Tests of the values used in the application form."""

from dataclasses import replace

import pytest

from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading, Field
from idcard.reading.parse import parse, typed_values
from rontal.membership.rules.form import FIELDS
from tests.support.idcard.reading.pages import ktp


@pytest.fixture(scope="module")
def reading():
    parsed = parse(ktp())
    return CardReading(kind=parsed.kind, values=parsed.values)


def typed(reading, person=None):
    return {name: value.typed for name, value in typed_values(reading, person).items()}


def test_the_form_is_filled_as_people_type_it(reading):
    assert typed(reading) == {
        "number": "5102054306160859", "name": "NI LUH ARIANI", "birth_place": "TABANAN",
        "birth_date": "2016-06-03", "sex": "female", "street": "BR. KANGIN, RT 001/RW 002",
        "village": "BONGAN", "district": "510205", "regency": "5102", "province": "51",
    }  # fmt: skip
    assert set(typed(reading)) < set(FIELDS)


def test_address_without_neighbourhood_numbers_is_the_street_alone():
    parsed = parse(ktp(rt=("RT/RW", ": 000/000")))
    assert typed(CardReading(parsed.kind, values=parsed.values))["street"] == "BR. KANGIN"


def test_uncertain_values_are_left_out(reading):
    doubtful = replace(reading.values[Field.NAME], confidence=0.2)
    poor = replace(reading, values={**reading.values, Field.NAME: doubtful})
    assert "name" not in typed(poor)


def test_district_alone_implies_its_regency_but_is_not_sure_of_it(reading):
    values = {n: v for n, v in reading.values.items() if n not in (Field.REGENCY, Field.PROVINCE)}
    form_values = typed_values(replace(reading, values=values))
    assert (form_values["regency"].typed, form_values["province"].typed) == ("5102", "51")
    assert not form_values["regency"].sure


def test_a_family_card_gives_the_chosen_person(reading):
    people = ({Field.NAME: reading.values[Field.NAME]}, {Field.SEX: reading.values[Field.SEX]})
    family = replace(reading, kind=IdentityKind.FAMILY_CARD, people=people)
    assert "name" not in typed(family)
    assert "number" not in typed(family), "the card's number is nobody's NIK"
    assert typed(family, 0)["name"] == "NI LUH ARIANI"
    assert "name" not in typed(family, 1)
    assert "name" not in typed(family, 9)
    assert typed(family)["village"] == "BONGAN"


@pytest.mark.parametrize(
    ("kind", "line", "street", "village"),
    [
        ("student_card", "BR. KANGIN, TISTA", "BR. KANGIN", "TISTA"),
        (
            "student_card",
            "JL. MERAK NO. 5, BR. LEBAH, TISTA",
            "JL. MERAK NO. 5, BR. LEBAH",
            "TISTA",
        ),
        ("student_card", "BR. KANGIN", "BR. KANGIN", None),
        ("stay_permit", "BR. DUKUH, ABIANTUWUNG, KEDIRI", "BR. DUKUH", "ABIANTUWUNG"),
        ("ktp", "JL. MERAK NO. 5, BR. LEBAH", "JL. MERAK NO. 5, BR. LEBAH", None),
    ],
)
def test_address_in_one_line_is_split(reading, kind, line, street, village):
    values = {Field.STREET: replace(reading.values[Field.STREET], text=line, typed=line)}
    if kind != "stay_permit":
        values[Field.DISTRICT] = reading.values[Field.DISTRICT]
    form_values = typed(CardReading(kind=IdentityKind(kind), values=values))
    assert (form_values["street"], form_values.get("village")) == (street, village)
