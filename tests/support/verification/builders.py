"""Forms, readings and faces built without photos, for tests of the checks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from idcard.faces.model import Comparison, SelfieFaces
from idcard.geometry import Quad
from idcard.kinds import IdentityKind
from idcard.photo_facts import PhotoFacts
from idcard.reading.model import CardReading, Field, Sign, Value
from rontal.core.actors import Actor
from rontal.membership.rules.form import ApplicationForm, read
from rontal.verification.errors import MachineUnable
from rontal.verification.subject import Subject

TODAY = date(2026, 11, 24)
WOMAN = "5102055705900007"
PLACE = Quad.of([(0.1, 0.1), (0.4, 0.1), (0.4, 0.2), (0.1, 0.2)])
TYPED = {
    "identity_kind": "ktp",
    "number": WOMAN,
    "name": "Ni Wayan Sari",
    "birth_place": "Tabanan",
    "birth_date": "1990-05-17",
    "sex": "female",
    "street": "Jl. Melati No. 4",
    "village": "Dajan Peken",
    "district": "510205",
    "regency": "5102",
    "province": "51",
}
PRINTED = {
    Field.NUMBER: (WOMAN, WOMAN),
    Field.NAME: ("NI WAYAN SARI", "NI WAYAN SARI"),
    Field.BIRTH_PLACE: ("TABANAN", "TABANAN"),
    Field.BIRTH_DATE: ("17-05-1990", "1990-05-17"),
    Field.SEX: ("PEREMPUAN", "female"),
    Field.VILLAGE: ("DAJAN PEKEN", "DAJAN PEKEN"),
    Field.DISTRICT: ("TABANAN", "510205"),
    Field.REGENCY: ("KABUPATEN TABANAN", "5102"),
    Field.PROVINCE: ("PROVINSI BALI", "51"),
    Field.CITIZENSHIP: ("WNI", "WNI"),
    Field.VALID_UNTIL: ("SEUMUR HIDUP", ""),
}
PERSON = (Field.NUMBER, Field.NAME, Field.SEX, Field.BIRTH_PLACE, Field.BIRTH_DATE)


class NoMachine:
    """Machine that fails whenever it is used."""

    def photo_facts(self, photo: bytes) -> PhotoFacts:
        raise MachineUnable(why="failed")

    def is_same_photo(self, one: bytes, other: bytes) -> bool:
        raise MachineUnable(why="failed")

    def read_card(self, photo: bytes) -> CardReading:
        raise MachineUnable(why="failed")

    def check_selfie(self, photo: bytes) -> SelfieFaces:
        raise MachineUnable(why="failed")

    def compare_faces(
        self, card: bytes, photo: bytes, portrait: Quad | None, corners: Quad | None = None
    ) -> Comparison:
        raise MachineUnable(why="failed")


@dataclass
class SubjectWithResults(Subject):
    """Subject with given results of its photos."""

    card: CardReading | None = None
    selfie: SelfieFaces | None = None
    compared: Comparison | None = None

    def reading(self) -> CardReading | None:
        return self.card

    def selfie_faces(self) -> SelfieFaces | None:
        return self.selfie

    def comparison(self) -> Comparison | None:
        return self.compared if self.may_compare_faces else None


def form(**typed: str) -> ApplicationForm:
    return read(TYPED | typed)


def subject(
    *,
    card: CardReading | None = None,
    selfie: SelfieFaces | None = None,
    compared: Comparison | None = None,
    consent: bool = True,
    **typed: str,
) -> SubjectWithResults:
    actor = Actor.system("tests")
    return SubjectWithResults(
        1, b"hash", form(**typed), TODAY, {}, actor, NoMachine(), may_compare_faces=consent,
        card=card, selfie=selfie, compared=compared,
    )  # fmt: skip


def value(text: str, typed: str | None = None, *, sure: bool = True) -> Value:
    confidence = 0.99 if sure else 0.4
    return Value(text, text if typed is None else typed, confidence, sure, PLACE)


def card(
    kind: IdentityKind | None = IdentityKind.KTP,
    *signs: Sign,
    without: tuple[Field, ...] = (),
    unsure: tuple[Field, ...] = (),
    **printed: tuple[str, str] | str,
) -> CardReading:
    """Returns a reading that matches the form, except for the named fields."""
    values: dict[Field, Value] = {}
    for name, (text, typed) in (PRINTED | _changes(printed)).items():
        if name not in without:
            values[name] = value(text, typed, sure=name not in unsure)
    return CardReading(kind=kind, corners=PLACE, values=values, signs=frozenset(signs))


def family(*people: Mapping[Field, Value]) -> CardReading:
    """Returns a family card with an address and one row per person."""
    whole = card(IdentityKind.FAMILY_CARD, without=(*PERSON, Field.VALID_UNTIL, Field.CITIZENSHIP))
    number = {Field.FAMILY_NUMBER: value("5102050101120034")}
    return replace(whole, values={**whole.values, **number}, people=people)


def row(*, unsure: bool = False, **printed: tuple[str, str] | str) -> dict[Field, Value]:
    """Returns a row of a family card."""
    fields = PRINTED | _changes(printed)
    return {name: value(*fields[name], sure=not unsure) for name in PERSON}


def _changes(printed: Mapping[str, tuple[str, str] | str]) -> dict[Field, tuple[str, str]]:
    return {
        Field(name): (text, text) if isinstance(text, str) else text
        for name, text in printed.items()
    }
