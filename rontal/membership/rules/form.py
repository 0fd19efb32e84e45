"""Application form: parsing of typed text, and formatting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from idcard import nik, regions
from idcard.kinds import IdentityKind, Sex
from rontal.membership.rules import ages, text, vouching
from rontal.membership.rules.kinds import ConsentPurpose, Relation

Choice = TypeVar("Choice", bound=StrEnum)

GUARDIAN_FIELDS = ("guardian_name", "guardian_relation", "guardian_email")
CONSENT_FIELDS = {f"consent_{purpose.value}": purpose for purpose in ConsentPurpose}
FIELDS = (
    "identity_kind", "number", "name", "birth_place", "birth_date", "sex", "email", "phone",
    "street", "village", "district", "regency", "province", *GUARDIAN_FIELDS, *CONSENT_FIELDS,
)  # fmt: skip
MAX_LENGTHS = {
    "street": 200,
    "name": 100,
    "guardian_name": 100,
    "email": 254,
    "guardian_email": 254,
}
DEFAULT_MAX_LENGTH = 80


@dataclass(frozen=True)
class GuardianForm:
    """Parent or guardian of an applicant under 18."""

    name: str
    relation: Relation | None
    email: str


@dataclass(frozen=True)
class ApplicationForm:
    """Parsed application form; None and "" mean a missing or invalid value.

    `province`, `regency` and `district` are codes of 2, 4 and 6 digits; `number` is the NIK or the
    number of the document; `phone` is in E.164. `vouched` says which identity provider vouched for
    the person, if one did.
    """

    identity_kind: IdentityKind | None = None
    number: str = ""
    name: str = ""
    birth_place: str = ""
    birth_date: date | None = None
    sex: Sex | None = None
    email: str = ""
    phone: str = ""
    street: str = ""
    village: str = ""
    district: str = ""
    regency: str = ""
    province: str = ""
    guardian: GuardianForm | None = None
    consents: frozenset[ConsentPurpose] = field(default_factory=frozenset)
    vouched: vouching.Vouched | None = None

    @property
    def nik(self) -> nik.Nik | None:
        """NIK, when the number is a valid one; else None."""
        numbered_by_nik = self.identity_kind is not None and is_nik(self.identity_kind, self.number)
        if self.vouched is not None and "number" in self.vouched.fields:
            numbered_by_nik = True  # providers vouch for a NIK, whichever card it is on
        return nik.parse(self.number) if numbered_by_nik else None

    @property
    def identity(self) -> str:
        """Identity of the person, equal in all their applications: the NIK, or kind and number of
        the document.
        """
        return self.number if self.nik else f"{self.identity_kind}:{self.number}"

    @property
    def province_name(self) -> str:
        return regions.name_of(self.province)

    @property
    def regency_name(self) -> str:
        return regions.name_of(self.regency)

    @property
    def district_name(self) -> str:
        return regions.name_of(self.district)

    def is_resident(self, region: str) -> bool:
        """Returns True when the address is in the library's regency."""
        return self.regency == region


def is_nik(kind: IdentityKind, number: str) -> bool:
    """Returns True when the number is a NIK: for cards that carry one, and for 16 digits on a
    student card.
    """
    student = kind is IdentityKind.STUDENT_CARD
    return kind.carries_nik or (student and len(number) == nik.LENGTH and number.isdigit())


def read(values: Mapping[str, str]) -> ApplicationForm:
    """Parses a form from typed text; never fails, as `validate` reports the errors."""
    kind = parse_choice(IdentityKind, values.get("identity_kind", ""))
    typed = {name: text.clean(values.get(name, "")) for name in FIELDS}
    return ApplicationForm(
        identity_kind=kind,
        number=_number(kind, typed["number"]),
        name=typed["name"],
        birth_place=typed["birth_place"],
        birth_date=day(typed["birth_date"]),
        sex=parse_choice(Sex, typed["sex"]),
        email=typed["email"],
        phone=text.phone(typed["phone"]) if typed["phone"] else "",
        street=typed["street"],
        village=typed["village"],
        district=text.digits(typed["district"]),
        regency=text.digits(typed["regency"]),
        province=text.digits(typed["province"]),
        guardian=_guardian(typed),
        consents=frozenset(
            purpose for name, purpose in CONSENT_FIELDS.items() if typed[name] in ("1", "on")
        ),
        vouched=vouching.read(values),
    )


def write(form: ApplicationForm) -> dict[str, str]:
    """Formats a form as typed text that `read` can parse."""
    guardian = form.guardian or GuardianForm("", None, "")
    columns = ("number", "name", "birth_place", "email", "phone", "street", "village")
    values = {name: getattr(form, name) for name in (*columns, "district", "regency", "province")}
    values |= {
        "identity_kind": form.identity_kind.value if form.identity_kind else "",
        "birth_date": form.birth_date.isoformat() if form.birth_date else "",
        "sex": form.sex.value if form.sex else "",
        "guardian_name": guardian.name,
        "guardian_relation": guardian.relation.value if guardian.relation else "",
        "guardian_email": guardian.email,
    }
    values |= vouching.write(form.vouched)
    return values | {
        name: "1" if purpose in form.consents else "" for name, purpose in CONSENT_FIELDS.items()
    }


def parse_choice(kind: type[Choice], typed: str) -> Choice | None:
    """Returns the member of an enum with this value; None for none."""
    return kind(typed) if typed in list(kind) else None


def day(typed: str) -> date | None:
    """Parses a date of the form 2001-12-31; None when it is not valid."""
    try:
        return date.fromisoformat(typed) if len(typed) == 10 else None
    except ValueError:
        return None


def _number(kind: IdentityKind | None, typed: str) -> str:
    digits = text.digits(typed)
    nik_like = kind is None or is_nik(kind, digits)
    return digits if nik_like else text.document_number(typed)


def _guardian(typed: Mapping[str, str]) -> GuardianForm | None:
    name, relation, email = (typed[field_name] for field_name in GUARDIAN_FIELDS)
    if not (name or relation or email):
        return None
    return GuardianForm(name, parse_choice(Relation, relation), email)


def is_child(form: ApplicationForm, today: date) -> bool:
    """Returns True when the applicant is under 18 on that day."""
    return form.birth_date is not None and ages.needs_guardian(form.birth_date, today)
