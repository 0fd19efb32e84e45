"""Values of a reading for the application form."""

from collections.abc import Mapping
from dataclasses import replace

from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading, Field, Value
from idcard.reading.parse.card import IN_ONE_LINE

PERSONAL = (Field.NUMBER, Field.NAME, Field.BIRTH_PLACE, Field.BIRTH_DATE, Field.SEX)
HOME = (Field.VILLAGE, Field.DISTRICT, Field.REGENCY, Field.PROVINCE)
CERTAIN = 0.5
"""Confidence below which values are not used in a form."""


def typed_values(reading: CardReading, person: int | None = None) -> dict[str, Value]:
    """Returns values by form field name; their `typed` fills the form.

    `person` is the index of a row of a family card, from 0; without a valid one, a family card
    gives only the home.
    """
    typed = {
        name.value: value
        for name, value in _personal(reading, person).items()
        if name in PERSONAL and _is_certain(value)
    }
    typed |= {
        name.value: reading.values[name]
        for name in HOME
        if name in reading.values and _is_certain(reading.values[name])
    }
    _with_upper_regions(typed)
    street = _street(reading.values)
    if street is not None:
        typed |= _split_address(reading.kind, street, named="district" in typed)
    return typed


def _split_address(kind: IdentityKind | None, street: Value, *, named: bool) -> dict[str, Value]:
    """Splits an address printed in one line into street and village.

    It ends with the village and, unless the district is `named` elsewhere, with the district, whose
    code does not follow from its name alone.
    """
    parts = street.typed.split(", ")
    count = len(parts) - (1 if named else 2)
    if kind not in IN_ONE_LINE or count < 1:
        return {"street": street}
    village = replace(street, text=parts[count], typed=parts[count], sure=False)
    return {"street": replace(street, typed=", ".join(parts[:count])), "village": village}


def _with_upper_regions(typed: dict[str, Value]) -> None:
    """Adds regency and province from the code of a district that is printed alone."""
    district = typed.get("district")
    if district is not None and "regency" not in typed:
        typed["regency"] = replace(district, typed=district.typed[:4], sure=False)
    regency = typed.get("regency")
    if regency is not None and "province" not in typed:
        typed["province"] = replace(regency, typed=regency.typed[:2], sure=False)


def _personal(reading: CardReading, person: int | None) -> Mapping[Field, Value]:
    if reading.kind is not IdentityKind.FAMILY_CARD:
        return reading.values
    if person is None or not 0 <= person < len(reading.people):
        return {}
    return reading.people[person]


def _is_certain(value: Value) -> bool:
    return bool(value.typed) and value.confidence >= CERTAIN


def _street(values: Mapping[Field, Value]) -> Value | None:
    """Returns the street with RT and RW, as in "BR.

    TENGAH, RT 001/RW 002", where the card has them.
    """
    street, numbers = values.get(Field.STREET), values.get(Field.RT_RW)
    if street is None or not _is_certain(street):
        return None
    parts = numbers.text.split("/") if numbers is not None and _is_certain(numbers) else []
    if numbers is None or len(parts) != 2 or not any(part.strip("0-") for part in parts):
        return street
    return replace(
        street,
        typed=f"{street.typed}, RT {parts[0]}/RW {parts[1]}",
        confidence=min(street.confidence, numbers.confidence),
        sure=street.sure and numbers.sure,
    )
