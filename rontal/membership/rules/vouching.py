"""Identity for which an identity provider vouched, as part of an application. Pure.

The form of a person never contains these values: `save_draft` stores fields of the form only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from idcard import nik
from idcard.kinds import IdentityKind, Sex
from rontal.membership.rules import ages, text

KEYS: Final = ("vouched_by", "vouched_on", "vouched_under", "vouched_fields")
FIXED: Final = ("identity_kind", "number", "name", "birth_place", "birth_date", "sex")
"""Fields that the person cannot change where the provider gave them; people move, so that an
address can be changed.
"""
DATES: Final = ("%Y-%m-%d", "%d-%m-%Y")
SEXES: Final = {
    **dict.fromkeys(("male", "m", "l", "laki-laki", "pria"), Sex.MALE),
    **dict.fromkeys(("female", "f", "p", "perempuan", "wanita"), Sex.FEMALE),
}
MAX_LENGTH: Final = 80
KTP_FROM: Final = 17
DISTRICT_LENGTH: Final = 6


@dataclass(frozen=True)
class Vouched:
    """Provider that vouched for fields of an application, the day, and the trust framework."""

    by: str
    on: date
    fields: tuple[str, ...]
    under: str = ""


def read(values: Mapping[str, str]) -> Vouched | None:
    """Parses what `write` has formatted; None where nobody vouched."""
    day = _day(values.get("vouched_on", ""))
    if not values.get("vouched_by") or day is None:
        return None
    fields = tuple(name for name in values.get("vouched_fields", "").split() if name in FIXED)
    return Vouched(values["vouched_by"], day, fields, values.get("vouched_under", ""))


def write(vouched: Vouched | None) -> dict[str, str]:
    """Formats it as text by key; {} where nobody vouched."""
    if vouched is None:
        return {}
    texts = (vouched.by, vouched.on.isoformat(), vouched.under, " ".join(vouched.fields))
    return dict(zip(KEYS, texts, strict=True))


def form_values(said: Mapping[str, str], *, today: date) -> dict[str, str]:
    """Returns the values of the form that a provider's texts give; those that cannot be right are
    left out. Number, name and birth date may be missing then.
    """
    born, sex = _day(said.get("birth_date", "")), SEXES.get(said.get("sex", "").lower())
    number, district = text.digits(said.get("number", "")), text.digits(said.get("district", ""))
    values = {name: _line(said.get(name, "")) for name in ("birth_place", "village", "street")}
    values["name"] = _name(said.get("name", ""))
    values["number"] = "" if nik.fault(number) else number
    if born is not None and born <= today and ages.age_on(born, today) <= ages.MAX_AGE:
        values["birth_date"] = born.isoformat()
        is_grown = ages.age_on(born, today) >= KTP_FROM
        values["identity_kind"] = (IdentityKind.KTP if is_grown else IdentityKind.KIA).value
    if sex is not None:
        values["sex"] = sex.value
    if len(district) == DISTRICT_LENGTH:
        values |= {"district": district, "regency": district[:4], "province": district[:2]}
    return {name: value for name, value in values.items() if value}


def _name(said: str) -> str:
    line = _line(said)
    return "" if text.name_fault(line) else line


def _line(said: str) -> str:
    line = text.clean(said)
    return "" if text.has_hidden_characters(line) or len(line) > MAX_LENGTH else line


def _day(said: str) -> date | None:
    for pattern in DATES:
        try:
            return datetime.strptime(said, pattern).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    return None
