"""Data printed on a card, independent of its drawing."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from idcard.kinds import IdentityKind, Sex
from idcard.specimen.families import HEAD, Relative, household
from idcard.specimen.people import INDONESIAN, REFERENCE_DAY, Person, years_after

PHOTO_FROM_AGE = 5
"""Age from which a child card has a portrait (domain facts on the KIA)."""


@dataclass(frozen=True, slots=True)
class CardData:
    """Data of a card.

    `number` is the card's own number: the NIK on a KTP and a KIA, the permit, family card or
    student number on the others. `valid_until` None means for life.
    """

    kind: IdentityKind
    holder: Person
    number: str
    issued_at: str
    issued_on: date
    valid_until: date | None
    with_photo: bool
    family: tuple[Relative, ...] = ()
    birth_certificate: str = ""
    passport: str = ""
    sponsor: str = ""
    school: str = ""
    grade: str = ""

    @property
    def head_of_family(self) -> str:
        """Name of the head of the family; that of the holder without a family."""
        return next((line.name for line in self.family if line.relation == HEAD), self.holder.name)


@dataclass(frozen=True, slots=True)
class PrintedField:
    """A label and its value, exactly as printed."""

    label: str
    value: str


def card_of(holder: Person, kind: IdentityKind, *, today: date = REFERENCE_DAY) -> CardData:
    """Returns the card of this kind that the person would have on `today`, not expired."""
    random = Random(f"card:{kind}:{holder.seed}")
    card = CardData(
        kind=kind,
        holder=holder,
        number=holder.nik,
        issued_at=holder.address.regency,
        issued_on=_issued_on(random, holder, kind, today),
        valid_until=None,
        with_photo=True,
    )
    match kind:
        case IdentityKind.KTP:
            return card
        case IdentityKind.KIA:
            return _child_card(random, card, today)
        case IdentityKind.STAY_PERMIT:
            return _stay_permit(random, card)
        case IdentityKind.FAMILY_CARD:
            family = household(holder)
            return replace(card, number=holder.family_number, with_photo=False, family=family)
        case IdentityKind.STUDENT_CARD:
            return _student_card(random, card, today)


def in_print(day: date) -> str:
    """Returns a date as printed on cards, such as 31-12-2001."""
    return f"{day:%d-%m-%Y}"


def sex_in_print(sex: Sex) -> str:
    """Returns the sex as printed on cards."""
    return "PEREMPUAN" if sex is Sex.FEMALE else "LAKI-LAKI"


def printed_fields(card: CardData) -> tuple[PrintedField, ...]:
    """Returns all labelled values of the card in the order of printing.

    Lists of relatives are not included (see `CardData.family`).
    """
    pairs = {
        IdentityKind.KTP: _ktp,
        IdentityKind.KIA: _kia,
        IdentityKind.STAY_PERMIT: _permit,
        IdentityKind.FAMILY_CARD: _family,
        IdentityKind.STUDENT_CARD: _student,
    }[card.kind](card)
    return tuple(PrintedField(label, value.upper()) for label, value in pairs)


def _issued_on(random: Random, holder: Person, kind: IdentityKind, today: date) -> date:
    recent = today - timedelta(days=random.randint(20, 330))
    if kind is not IdentityKind.KTP:
        return max(recent, holder.birth_date + timedelta(days=10))
    first = max(years_after(holder.birth_date, 17), date(2012, 1, 1))
    return first + timedelta(days=random.randint(3, max(4, (today - first).days - 3)))


def _child_card(random: Random, card: CardData, today: date) -> CardData:
    holder = card.holder
    with_photo = holder.age_on(today) >= PHOTO_FROM_AGE
    ends = 17 if with_photo else PHOTO_FROM_AGE
    earliest = years_after(holder.birth_date, PHOTO_FROM_AGE) if with_photo else card.issued_on
    return replace(
        card,
        issued_on=max(card.issued_on, earliest),
        valid_until=years_after(holder.birth_date, ends) - timedelta(days=1),
        with_photo=with_photo,
        family=household(holder),
        birth_certificate=f"5102-LU-{holder.birth_date:%d%m%Y}-{random.randint(1, 9999):04d}",
    )


def _stay_permit(random: Random, card: CardData) -> CardData:
    letters = "".join(random.choice("ABCEFGHJKLMNPR") for _ in range(2))
    serial = f"{random.randint(11, 29)}{letters}{random.randint(1000, 99999):05d}"
    return replace(
        card,
        number=f"2C{serial}-{card.issued_on:%y}",
        issued_at="Denpasar",
        valid_until=years_after(card.issued_on, 2),
        passport=f"{letters[0]}{random.randint(1_000_000, 9_999_999)}",
        sponsor=random.choice(("PT Sawah Lestari Bali", "Yayasan Subak Hijau", "CV Kayu Manis")),
    )


def _student_card(random: Random, card: CardData, today: date) -> CardData:
    age = card.holder.age_on(today)
    level, first_age = ("SD", 6) if age < 12 else ("SMP", 12) if age < 15 else ("SMA", 15)
    first_grade = {"SD": 1, "SMP": 7, "SMA": 10}[level]
    grade = first_grade + max(0, min(age - first_age, 5 if level == "SD" else 2))
    year = today.year + (1 if today.month > 6 else 0)
    return replace(
        card,
        number=f"{card.holder.birth_date.year % 1000:03d}{random.randint(1, 9_999_999):07d}",
        valid_until=date(year, 6, 30),
        school=f"{level} Negeri {random.randint(1, 5)} {card.holder.address.district}",
        grade=f"{grade} {random.choice('ABC')}",
    )


Pairs = tuple[tuple[str, str], ...]


def _birth(holder: Person) -> str:
    return f"{holder.birth_place}, {in_print(holder.birth_date)}"


def _home(holder: Person) -> Pairs:
    home = holder.address
    return (
        ("Alamat", home.street),
        ("RT/RW", f"{home.rt}/{home.rw}"),
        ("Kel/Desa", home.village),
        ("Kecamatan", home.district),
    )


def _until(card: CardData) -> str:
    return in_print(card.valid_until) if card.valid_until else "SEUMUR HIDUP"


def _ktp(card: CardData) -> Pairs:
    holder = card.holder
    return (
        ("NIK", holder.nik),
        ("Nama", holder.name),
        ("Tempat/Tgl Lahir", _birth(holder)),
        ("Jenis Kelamin", sex_in_print(holder.sex)),
        ("Gol. Darah", holder.blood_type),
        *_home(holder),
        ("Agama", holder.religion),
        ("Status Perkawinan", holder.marital_status),
        ("Pekerjaan", holder.occupation),
        ("Kewarganegaraan", holder.citizenship),
        ("Berlaku Hingga", _until(card)),
    )


def _kia(card: CardData) -> Pairs:
    holder = card.holder
    return (
        ("NIK", holder.nik),
        ("Nama", holder.name),
        ("Tempat/Tgl Lahir", _birth(holder)),
        ("Jenis Kelamin", sex_in_print(holder.sex)),
        ("Gol. Darah", holder.blood_type),
        ("No. Kartu Keluarga", holder.family_number),
        ("Nama Kepala Keluarga", card.head_of_family),
        ("No. Akta Kelahiran", card.birth_certificate),
        ("Agama", holder.religion),
        ("Kewarganegaraan", holder.citizenship),
        *_home(holder),
        ("Berlaku Hingga", _until(card)),
    )


def _permit(card: CardData) -> Pairs:
    holder, home = card.holder, card.holder.address
    nationality = "INDONESIA" if holder.citizenship == INDONESIAN else holder.citizenship
    return (
        ("No. Izin / Permit No.", card.number),
        ("Nama / Name", holder.name),
        ("Tempat, Tgl Lahir / Place, Date of Birth", _birth(holder)),
        ("Jenis Kelamin / Sex", sex_in_print(holder.sex)),
        ("Kewarganegaraan / Nationality", nationality),
        ("No. Paspor / Passport No.", card.passport),
        ("Pekerjaan / Occupation", holder.occupation),
        ("Alamat / Address", f"{home.street}, {home.village}, {home.district}"),
        ("Penjamin / Guarantor", card.sponsor),
        ("Berlaku Hingga / Valid Until", _until(card)),
    )


def _family(card: CardData) -> Pairs:
    home = card.holder.address
    return (
        ("No.", card.number),
        ("Nama Kepala Keluarga", card.head_of_family),
        ("Alamat", home.street),
        ("RT/RW", f"{home.rt}/{home.rw}"),
        ("Kode Pos", home.postal_code),
        ("Desa/Kelurahan", home.village),
        ("Kecamatan", home.district),
        ("Kabupaten/Kota", home.regency),
        ("Provinsi", home.province),
    )


def _student(card: CardData) -> Pairs:
    holder, home = card.holder, card.holder.address
    return (
        ("NISN", card.number),
        ("Nama", holder.name),
        ("Tempat/Tgl Lahir", _birth(holder)),
        ("Jenis Kelamin", sex_in_print(holder.sex)),
        ("Agama", holder.religion),
        ("Kelas", card.grade),
        ("Alamat", f"{home.street}, {home.village}"),
        ("Kecamatan", home.district),
        ("Berlaku Hingga", _until(card)),
    )
