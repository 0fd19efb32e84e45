"""What was read on a card. Values are personal: they lie sealed, and findings never hold them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rontal.membership.rules.kinds import IdentityKind
from rontal.verification.geometry import Quad


class Field(StrEnum):
    """What a card prints, on any of the five kinds."""

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
    """What is notable about the photo as a whole. All but TURNED are told to the applicant, by the
    code `card_` + value."""

    NONE = "none"
    """Nothing in the photo looks like a card."""
    WORDLESS = "wordless"
    """A card, but no word on it could be read."""
    SEVERAL = "several"
    CUT_OFF = "cut_off"
    """A part of the card lies outside of the photo."""
    BACK = "back"
    FOREIGN = "foreign"
    """A card that is none of the five Indonesian kinds."""
    ONLY_TEXT = "only_text"
    """A page of text; labels stand in it, but not as on a card."""
    TURNED = "turned"
    """The card lay on its side or upside down and was turned."""
    GREY = "grey"
    """A copy without colours."""
    SCREEN = "screen"
    """A photo of a screen."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One character that was read as something that cannot stand at its place."""

    place: int
    read: str
    meant: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value.

    `text` is what the card prints (capitals, one space between words), after repairs; `typed` is
    how the application form has it: dates as 2001-12-31, sex as `male` or `female`, regions as
    codes of 2, 4 or 6 digits, "" for life in VALID_UNTIL, otherwise like `text`. `typed` is ""
    where no form value could be made of it. `confidence` (0 to 1) is calibrated so that `sure`
    values are hardly ever wrong. `place` is where it stands in the photo.
    """

    text: str
    typed: str
    confidence: float
    sure: bool
    place: Quad
    repairs: tuple[Repair, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain lists and strings; `from_json` makes the value of it again."""
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
        """Raises KeyError, TypeError or ValueError for what `to_json` did not make."""
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
    """All that was read on the photo of one card.

    `corners` is the card's outline and `portrait` the printed photo's place, None where not found.
    `people` are the rows of a family card (NUMBER, NAME, SEX, BIRTH_PLACE, BIRTH_DATE and what
    else its tables print). `figures` hold what was measured for `signs`, by name.
    """

    kind: IdentityKind | None = None
    corners: Quad | None = None
    portrait: Quad | None = None
    values: Values = field(default_factory=dict)
    people: tuple[Values, ...] = ()
    signs: frozenset[Sign] = frozenset()
    figures: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON; holds personal values."""
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
        """Raises KeyError, TypeError or ValueError for what `to_json` did not make."""
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
