"""Result of reading a card.

Its values are personal: they are stored encrypted, and never in findings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from idcard.geometry import Quad
from idcard.kinds import IdentityKind


class Field(StrEnum):
    """Field printed on any of the five kinds of card."""

    NUMBER = "number"
    NAME = "name"
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    BLOOD_TYPE = "blood_type"
    STREET = "street"
    RT_RW = "rt_rw"
    VILLAGE = "village"
    DISTRICT = "district"
    REGENCY = "regency"
    PROVINCE = "province"
    POSTAL_CODE = "postal_code"
    RELIGION = "religion"
    MARITAL_STATUS = "marital_status"
    OCCUPATION = "occupation"
    CITIZENSHIP = "citizenship"
    VALID_UNTIL = "valid_until"
    ISSUED_AT = "issued_at"
    ISSUED_ON = "issued_on"
    FAMILY_NUMBER = "family_number"
    HEAD_OF_FAMILY = "head_of_family"
    BIRTH_CERTIFICATE = "birth_certificate"
    PASSPORT = "passport"
    GUARANTOR = "guarantor"
    SCHOOL = "school"
    GRADE = "grade"


class Sign(StrEnum):
    """Property of the photo as a whole.

    All but TURNED are shown to the applicant, under the code `card_` + value.
    """

    NONE = "none"
    """The photo shows no card."""
    WORDLESS = "wordless"
    """A card on which no text could be read."""
    SEVERAL = "several"
    CUT_OFF = "cut_off"
    """Part of the card is outside the photo."""
    BACK = "back"
    FOREIGN = "foreign"
    """A card of none of the five Indonesian kinds."""
    ONLY_TEXT = "only_text"
    """A page of text that has labels, but not arranged as on a card."""
    TURNED = "turned"
    """The card was on its side or upside down and was turned."""
    GREY = "grey"
    """A copy without colour."""
    SCREEN = "screen"
    """A photo of a screen."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A character that was corrected because it cannot occur at its place."""

    place: int
    read: str
    meant: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value read on a card.

    `text` is the printed text (capitals, one space between words), after corrections. `typed` has
    the format of the application form: dates as 2001-12-31, sex as `male` or `female`, regions as
    codes of 2, 4 or 6 digits, "" for life in VALID_UNTIL, otherwise like `text`; "" where it cannot
    be converted. `confidence` (0 to 1) is calibrated so that `sure` values are hardly ever wrong.
    `place` is its place in the photo.
    """

    text: str
    typed: str
    confidence: float
    sure: bool
    place: Quad
    repairs: tuple[Repair, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Returns the value as JSON."""
        return {
            "text": self.text,
            "typed": self.typed,
            "confidence": round(self.confidence, 4),
            "sure": self.sure,
            "place": self.place.to_json(),
            "repairs": [[repair.place, repair.read, repair.meant] for repair in self.repairs],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Value":
        """Returns the value from its JSON; raises KeyError, TypeError, ValueError."""
        return cls(
            text=str(data["text"]),
            typed=str(data["typed"]),
            confidence=float(data["confidence"]),
            sure=bool(data["sure"]),
            place=Quad.of(data["place"]),
            repairs=tuple(Repair(int(at), str(was), str(is_)) for at, was, is_ in data["repairs"]),
        )


Values = Mapping[Field, Value]


@dataclass(frozen=True, slots=True)
class CardReading:
    """Everything read on the photo of a card.

    `corners` is the card's outline and `portrait` the place of its portrait, None where not found.
    `people` are the rows of a family card (NUMBER, NAME, SEX, BIRTH_PLACE, BIRTH_DATE and further
    columns). `figures` are the measures behind `signs`, by name.
    """

    kind: IdentityKind | None = None
    corners: Quad | None = None
    portrait: Quad | None = None
    values: Values = field(default_factory=dict)
    people: tuple[Values, ...] = ()
    signs: frozenset[Sign] = frozenset()
    figures: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Returns the reading as JSON, with personal values."""
        return {
            "kind": self.kind.value if self.kind else None,
            "corners": self.corners.to_json() if self.corners else None,
            "portrait": self.portrait.to_json() if self.portrait else None,
            "values": _pack(self.values),
            "people": [_pack(person) for person in self.people],
            "signs": sorted(sign.value for sign in self.signs),
            "figures": {name: round(float(value), 4) for name, value in self.figures.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "CardReading":
        """Returns the reading from its JSON; raises KeyError, TypeError, ValueError."""
        return cls(
            kind=IdentityKind(data["kind"]) if data["kind"] else None,
            corners=_quad(data["corners"]),
            portrait=_quad(data["portrait"]),
            values=_unpack(data["values"]),
            people=tuple(_unpack(person) for person in data["people"]),
            signs=frozenset(Sign(sign) for sign in data["signs"]),
            figures={str(name): float(value) for name, value in data["figures"].items()},
        )


def _pack(values: Values) -> dict[str, Any]:
    return {name.value: value.to_json() for name, value in values.items()}


def _unpack(data: Mapping[str, Any]) -> dict[Field, Value]:
    return {Field(name): Value.from_json(value) for name, value in data.items()}


def _quad(corners: Sequence[Sequence[float]] | None) -> Quad | None:
    return Quad.of(corners) if corners else None
