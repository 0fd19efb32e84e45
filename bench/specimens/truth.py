"""The printed content of a card, field by field, in the terms of a reading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from idcard import regions
from idcard.kinds import IdentityKind
from idcard.reading.model import Field, Value
from idcard.specimen.card_data import CardData, in_print, sex_in_print
from idcard.specimen.families import Relative

NOTHING = "-"
"""Printed for an empty field: a reading may leave it out."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The printed text of a field, and its form in the application form ("" if it is the same)."""

    text: str
    typed: str = ""

    def is_read(self, value: Value | None) -> bool:
        """True if the value is exactly this; only spaces around punctuation may differ."""
        if value is None:
            return self.text == NOTHING
        if self.typed and value.typed:
            return value.typed == self.typed
        return _bare(value.text) == _bare(self.text)


Facts = Mapping[Field, Printed]
_ROOM = re.compile(r"\s*([.,/:-])\s*")


def squeezed(text: str) -> str:
    """Returns upper case with one space between words."""
    return " ".join(text.upper().split())


def _bare(text: str) -> str:
    return _ROOM.sub(r"\1", squeezed(text)).replace("’", "'")


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that a card prints.

    `person` is the holder's row of a family card. `also` are fields that a reading may fill as
    well, such as the village from an address in one line; `people_also` are the further columns of
    the relatives' tables. They are checked if they are given, and never counted as missing.
    """

    facts: Facts
    also: Facts = field(default_factory=dict)
    people: tuple[Facts, ...] = ()
    people_also: tuple[Facts, ...] = ()
    person: int | None = None

    @property
    def holder(self) -> Facts:
        """The fields with the holder's own name, birth and sex."""
        return self.facts if self.person is None else self.people[self.person]


def truth_of(card: CardData) -> Truth:
    """Returns the facts of a drawn card."""
    facts = {
        IdentityKind.KTP: _ktp,
        IdentityKind.KIA: _kia,
        IdentityKind.STAY_PERMIT: _permit,
        IdentityKind.FAMILY_CARD: _family,
        IdentityKind.STUDENT_CARD: _student,
    }[card.kind](card)
    if card.kind is not IdentityKind.FAMILY_CARD:
        return Truth(facts, _also(card))
    return Truth(
        facts,
        {Field.NUMBER: Printed(card.number)},
        tuple(_relative(line) for line in card.family),
        tuple(_further(line) for line in card.family),
        next(row for row, line in enumerate(card.family) if line.nik == card.holder.nik),
    )


def codes_of(card: CardData) -> dict[str, str]:
    """Returns codes of the address's province, regency and district; "" for an unknown name."""
    home = card.holder.address
    province = _code(regions.provinces(), home.province)
    names = (f"Kab. {home.regency}", home.regency)
    regency = next((c for n in names if (c := _code(regions.regencies(province), n))), "")
    district = _code(regions.districts(regency), home.district)
    return {"province": province, "regency": regency, "district": district}


def _also(card: CardData) -> Facts:
    """Returns the parts of an address printed in one line, and the fields derived from them."""
    if card.kind in (IdentityKind.KTP, IdentityKind.KIA):
        return {}
    return {Field.VILLAGE: _text(card.holder.address.village), **_heading(card), **_home(card)}


def _text(words: str) -> Printed:
    return Printed(squeezed(words))


def _day(day: date) -> Printed:
    return Printed(in_print(day), day.isoformat())


def _until(day: date | None) -> Printed:
    return _day(day) if day else Printed("SEUMUR HIDUP")


def _person(card: CardData) -> dict[Field, Printed]:
    holder = card.holder
    return {
        Field.NAME: _text(holder.name),
        Field.BIRTH_PLACE: _text(holder.birth_place),
        Field.BIRTH_DATE: _day(holder.birth_date),
        Field.SEX: Printed(sex_in_print(holder.sex), holder.sex.value),
    }


def _code(among: tuple[regions.Region, ...], name: str) -> str:
    return next((region.code for region in among if region.name == name), "")


def _home(card: CardData) -> dict[Field, Printed]:
    home = card.holder.address
    return {
        Field.STREET: _text(home.street),
        Field.RT_RW: Printed(f"{home.rt}/{home.rw}"),
        Field.VILLAGE: _text(home.village),
        Field.DISTRICT: Printed(squeezed(home.district), codes_of(card)["district"]),
    }


def _heading(card: CardData) -> dict[Field, Printed]:
    home, codes = card.holder.address, codes_of(card)
    return {
        Field.PROVINCE: Printed(squeezed(home.province), codes["province"]),
        Field.REGENCY: Printed(squeezed(home.regency), codes["regency"]),
    }


def _issue(card: CardData) -> dict[Field, Printed]:
    return {Field.ISSUED_AT: _text(card.issued_at), Field.ISSUED_ON: _day(card.issued_on)}


def _ktp(card: CardData) -> Facts:
    holder = card.holder
    return {
        Field.NUMBER: Printed(holder.nik),
        **_person(card),
        Field.BLOOD_TYPE: _text(holder.blood_type),
        **_home(card),
        **_heading(card),
        Field.RELIGION: _text(holder.religion),
        Field.MARITAL_STATUS: _text(holder.marital_status),
        Field.OCCUPATION: _text(holder.occupation),
        Field.CITIZENSHIP: _text(holder.citizenship),
        Field.VALID_UNTIL: _until(card.valid_until),
        **_issue(card),
    }


def _kia(card: CardData) -> Facts:
    holder = card.holder
    return {
        Field.NUMBER: Printed(holder.nik),
        **_person(card),
        Field.BLOOD_TYPE: _text(holder.blood_type),
        Field.FAMILY_NUMBER: Printed(holder.family_number),
        Field.HEAD_OF_FAMILY: _text(card.head_of_family),
        Field.BIRTH_CERTIFICATE: _text(card.birth_certificate),
        **_home(card),
        **_heading(card),
        Field.RELIGION: _text(holder.religion),
        Field.CITIZENSHIP: _text(holder.citizenship),
        Field.VALID_UNTIL: _until(card.valid_until),
        **_issue(card),
    }


def _permit(card: CardData) -> Facts:
    holder, home = card.holder, card.holder.address
    return {
        Field.NUMBER: _text(card.number),
        **_person(card),
        Field.CITIZENSHIP: _text(holder.citizenship),
        Field.PASSPORT: _text(card.passport),
        Field.OCCUPATION: _text(holder.occupation),
        Field.STREET: _text(f"{home.street}, {home.village}, {home.district}"),
        Field.GUARANTOR: _text(card.sponsor),
        Field.VALID_UNTIL: _until(card.valid_until),
        **_issue(card),
    }


def _student(card: CardData) -> Facts:
    holder, home = card.holder, card.holder.address
    return {
        Field.NUMBER: Printed(card.number),
        **_person(card),
        Field.RELIGION: _text(holder.religion),
        Field.SCHOOL: _text(card.school),
        Field.GRADE: _text(card.grade),
        Field.STREET: _text(f"{home.street}, {home.village}"),
        Field.DISTRICT: Printed(squeezed(home.district), codes_of(card)["district"]),
        Field.VALID_UNTIL: _until(card.valid_until),
        **_issue(card),
    }


def _family(card: CardData) -> Facts:
    return {
        Field.FAMILY_NUMBER: Printed(card.number),
        Field.HEAD_OF_FAMILY: _text(card.head_of_family),
        **_home(card),
        Field.POSTAL_CODE: Printed(card.holder.address.postal_code),
        **_heading(card),
        Field.ISSUED_ON: _day(card.issued_on),
    }


def _relative(line: Relative) -> Facts:
    return {
        Field.NUMBER: Printed(line.nik),
        Field.NAME: _text(line.name),
        Field.SEX: Printed(sex_in_print(line.sex), line.sex.value),
        Field.BIRTH_PLACE: _text(line.birth_place),
        Field.BIRTH_DATE: _day(line.birth_date),
    }


def _further(line: Relative) -> Facts:
    return {
        Field.RELIGION: _text(line.religion),
        Field.OCCUPATION: _text(line.occupation),
        Field.BLOOD_TYPE: _text(line.blood_type),
        Field.MARITAL_STATUS: _text(line.marital_status),
        Field.CITIZENSHIP: _text(line.citizenship),
    }
