"""Values read from the card, offered as prefilled answers.

The draft contains none of them until the person saves the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading, Field, Values
from idcard.reading.parse import typed_values
from rontal.ui.registration.letter_case import as_written

IN_CAPITALS = ("name", "birth_place", "village", "street")
COMPARED = ("identity_kind", "number", "name", "birth_place", "birth_date", "sex")
REGIONS = ("province", "regency", "district")
Typed = Mapping[str, str]


@dataclass(frozen=True)
class Offer:
    """Offered value, in the format of the form field."""

    value: str
    sure: bool = True


Offers = dict[str, Offer]


@dataclass(frozen=True)
class Choice:
    """Person on a family card; `number` counts from 1."""

    number: int
    name: str
    born: str


def offers_of(reading: CardReading, person: int | None = None) -> Offers:
    """Returns offers by field, of the holder or of row `person` (from 0) of a family card."""
    offers = {
        name: Offer(_as_written(name, value.typed), value.sure)
        for name, value in typed_values(reading, person).items()
    }
    kind = {"identity_kind": Offer(reading.kind.value)} if reading.kind else {}
    return kind | offers


def unanswered(offers: Offers, typed: Typed) -> Offers:
    """Returns the offers for empty fields; a region only where the larger region agrees."""
    left = {name: offer for name, offer in offers.items() if not typed.get(name)}
    above = ""
    for name in REGIONS:
        if name in left and not left[name].value.startswith(above):
            del left[name]
        chosen = typed.get(name) or (left[name].value if name in left else "")
        above = chosen or "none"
    return left


def below_home(offers: Offers, region: str) -> Offers:
    """Removes a province offered alone if it is the library's, whose regency is preselected."""
    alone = "province" in offers and "regency" not in offers
    if alone and offers["province"].value == region[:2]:
        return {name: offer for name, offer in offers.items() if name != "province"}
    return offers


def with_offers(typed: Typed, offers: Offers) -> dict[str, str]:
    return {**typed, **{name: offer.value for name, offer in offers.items()}}


def people_on(reading: CardReading | None) -> list[Choice]:
    """Returns the people on a family card whose name was readable."""
    if reading is None or reading.kind is not IdentityKind.FAMILY_CARD:
        return []
    return [
        Choice(number, as_written(person[Field.NAME].text), _text(person, Field.BIRTH_DATE))
        for number, person in enumerate(reading.people, start=1)
        if Field.NAME in person
    ]


def person_on(reading: CardReading, number: str) -> int | None:
    """Returns the row of the person with this number; None for an invalid number."""
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 0
    return place - 1 if 0 < place <= len(reading.people) else None


def differing_of(reading: CardReading, typed: Typed) -> Offers:
    """Returns identity values read with certainty that differ from the typed ones.

    The address is not compared: people need not live where their card says.
    """
    offers = offers_of(reading, _row_of_typed_person(reading, typed))
    return {
        name: offers[name]
        for name in COMPARED
        if name in offers and offers[name].sure and typed.get(name)
        if _letters_and_digits(offers[name].value) != _letters_and_digits(typed[name])
    }


def _row_of_typed_person(reading: CardReading, typed: Typed) -> int | None:
    """Returns the row of a family card whose number or name was typed, or None."""
    typed_values = {_letters_and_digits(typed.get(name, "")) for name in ("number", "name")} - {""}
    for row, person in enumerate(reading.people):
        values = (person[name].text for name in (Field.NUMBER, Field.NAME) if name in person)
        if typed_values & {_letters_and_digits(text) for text in values}:
            return row
    return None


def _as_written(name: str, typed: str) -> str:
    return as_written(typed) if name in IN_CAPITALS else typed


def _text(person: Values, name: Field) -> str:
    return person[name].text if name in person else ""


def _letters_and_digits(text: str) -> str:
    """Returns only the letters and digits of a text, for comparing spellings."""
    return "".join(char for char in text.casefold() if char.isalnum())
