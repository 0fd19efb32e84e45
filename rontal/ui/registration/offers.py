"""What was read on the card, offered as answers. The draft holds none of it until the person saves
the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from rontal.membership.rules.kinds import IdentityKind
from rontal.ui.registration.capitals import as_written
from rontal.verification.reading.model import CardReading, Field, Values
from rontal.verification.reading.parse import typed_values

IN_CAPITALS = ("name", "birth_place", "village", "street")
COMPARED = ("identity_kind", "number", "name", "birth_place", "birth_date", "sex")
REGIONS = ("province", "regency", "district")
Typed = Mapping[str, str]


@dataclass(frozen=True)
class Offer:
    """An answer as the form's field has it."""

    value: str
    sure: bool = True


Offers = dict[str, Offer]


@dataclass(frozen=True)
class Choice:
    """A person on a family card; `number` counts from 1."""

    number: int
    name: str
    born: str


def offers_of(reading: CardReading, person: int | None = None) -> Offers:
    """Field → what the card says, of the holder, or of row `person` (from 0) of a family card."""
    found = {
        name: Offer(_as_written(name, value.typed), value.sure)
        for name, value in typed_values(reading, person).items()
    }
    kind = {"identity_kind": Offer(reading.kind.value)} if reading.kind else {}
    return kind | found


def unanswered(offers: Offers, typed: Typed) -> Offers:
    """The offers for what was not typed yet; a region only below the one that stands above it."""
    left = {name: offer for name, offer in offers.items() if not typed.get(name)}
    above = ""
    for name in REGIONS:
        if name in left and not left[name].value.startswith(above):
            del left[name]
        chosen = typed.get(name) or (left[name].value if name in left else "")
        above = chosen or "none"
    return left


def below_home(offers: Offers, region: str) -> Offers:
    """Without a province alone that is the library's own: the page shows its regency anyway."""
    alone = "province" in offers and "regency" not in offers
    if alone and offers["province"].value == region[:2]:
        return {name: offer for name, offer in offers.items() if name != "province"}
    return offers


def with_offers(typed: Typed, offers: Offers) -> dict[str, str]:
    """The answers as the page shows them."""
    return {**typed, **{name: offer.value for name, offer in offers.items()}}


def people_on(reading: CardReading | None) -> list[Choice]:
    """Who stands on a family card, by the names that could be read."""
    if reading is None or reading.kind is not IdentityKind.FAMILY_CARD:
        return []
    return [
        Choice(number, as_written(person[Field.NAME].text), _text(person, Field.BIRTH_DATE))
        for number, person in enumerate(reading.people, start=1)
        if Field.NAME in person
    ]


def person_on(reading: CardReading, number: str) -> int | None:
    """The row of the person with this number; None for what is no number of a person."""
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 0
    return place - 1 if 0 < place <= len(reading.people) else None


def differing_of(reading: CardReading, typed: Typed) -> Offers:
    """What the card surely says otherwise than the person about who they are: one of both erred.

    The address is not compared: people need not live where their card says.
    """
    offers = offers_of(reading, _person_meant(reading, typed))
    return {
        name: offers[name]
        for name in COMPARED
        if name in offers and offers[name].sure and typed.get(name)
        if _bare(offers[name].value) != _bare(typed[name])
    }


def _person_meant(reading: CardReading, typed: Typed) -> int | None:
    """The row of a family card whose number or name was typed."""
    said = {_bare(typed.get(name, "")) for name in ("number", "name")} - {""}
    for row, person in enumerate(reading.people):
        values = (person[name].text for name in (Field.NUMBER, Field.NAME) if name in person)
        if said & {_bare(text) for text in values}:
            return row
    return None


def _as_written(name: str, typed: str) -> str:
    return as_written(typed) if name in IN_CAPITALS else typed


def _text(person: Values, name: Field) -> str:
    return person[name].text if name in person else ""


def _bare(text: str) -> str:
    """What counts when two spellings are compared: letters and digits."""
    return "".join(char for char in text.casefold() if char.isalnum())
