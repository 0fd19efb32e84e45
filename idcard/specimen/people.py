"""Invented residents of Tabanan, each derived from a seed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random

from idcard.kinds import Sex
from idcard.specimen.names import Religion, name
from idcard.specimen.places import Address, address, birthplace

REFERENCE_DAY = date(2026, 1, 1)
"""Fixed day of all ages, so that faces and occupations do not change over time."""

INDONESIAN = "WNI"

ADULT_WORK = (
    "PETANI/PEKEBUN",
    "WIRASWASTA",
    "KARYAWAN SWASTA",
    "PEGAWAI NEGERI SIPIL",
    "GURU",
    "MENGURUS RUMAH TANGGA",
    "BURUH HARIAN LEPAS",
    "PEDAGANG",
    "PERAWAT",
    "SENIMAN",
)
FOREIGNERS = {
    Religion.HINDU: (("INDIA", "Mumbai", ("Patel", "Sharma", "Iyer")),),
    Religion.ISLAM: (
        ("MALAYSIA", "Ipoh", ("Ismail", "Osman", "Yusof")),
        ("TURKI", "Bursa", ("Demir", "Kaya")),
    ),
    Religion.PROTESTANT: (("KOREA SELATAN", "Daegu", ("Kim", "Park", "Choi")),),
    Religion.CATHOLIC: (
        ("FILIPINA", "Cebu", ("Santos", "Reyes")),
        ("TIMOR LESTE", "Baucau", ("Soares", "Pinto")),
    ),
    Religion.BUDDHIST: (("JEPANG", "Osaka", ("Sato", "Tanaka", "Mori")),),
}
FOREIGN_NAMES = {
    Sex.FEMALE: ("Anna", "Mina", "Sara", "Leela", "Hana", "Nadia"),
    Sex.MALE: ("Arun", "Daniel", "Adam", "Kenji", "Marco", "Hakan"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person. Names and places are in mixed case; cards print capitals.

    `seed` is also the seed of the face; `family_number` is the sixteen digits of the family card;
    `citizenship` is "WNI" or the name of a country.
    """

    seed: int
    nik: str
    name: str
    sex: Sex
    birth_place: str
    birth_date: date
    blood_type: str
    address: Address
    religion: Religion
    marital_status: str
    occupation: str
    citizenship: str
    family_number: str
    father: str
    mother: str

    def age_on(self, day: date) -> int:
        """Returns the completed years of life on `day`."""
        birthday_to_come = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - birthday_to_come

    @property
    def age(self) -> int:
        """Age in years on the reference day."""
        return self.age_on(REFERENCE_DAY)


def person(seed: int) -> Person:
    """Returns the Indonesian citizen of this seed, of any age from newborn to eighty."""
    random = Random(f"person:{seed}")
    sex = random.choice((Sex.FEMALE, Sex.MALE))
    religion = _religion(random)
    home = address(random)
    origin = birthplace(random, home=home.district)
    born = _birth_date(random)
    draft = Person(
        seed=seed,
        nik=nik(origin.region_code, born, sex, random.randint(1, 9999)),
        name=name(random, sex=sex, religion=religion),
        sex=sex,
        birth_place=origin.name,
        birth_date=born,
        blood_type=random.choice(("-", "-", "O", "A", "B", "AB")),
        address=home,
        religion=religion,
        marital_status="BELUM KAWIN",
        occupation="",
        citizenship=INDONESIAN,
        family_number=nik(
            origin.region_code, _registered(random, born), Sex.MALE, random.randint(1, 9999)
        ),
        father=name(random, sex=Sex.MALE, religion=religion),
        mother=name(random, sex=Sex.FEMALE, religion=religion),
    )
    return replace(
        draft,
        marital_status=_marital_status(random, draft.age),
        occupation=_occupation(random, draft.age, sex),
    )


def foreigner(seed: int) -> Person:
    """Returns a foreign resident of Tabanan with face, sex and age of `person(seed)`."""
    random = Random(f"foreigner:{seed}")
    resident = person(seed)
    country, city, families = random.choice(FOREIGNERS[resident.religion])
    first_name = random.choice(FOREIGN_NAMES[resident.sex])
    return replace(
        resident,
        name=f"{first_name} {random.choice(families)}",
        birth_place=city,
        citizenship=country,
    )


def find(fits: Callable[[Person], bool], *, start: int = 1) -> Person:
    """Returns the first person from seed `start` on for whom `fits` returns True."""
    return next(candidate for candidate in map(person, count(start)) if fits(candidate))


def nik(region_code: str, born: date, sex: Sex, serial: int) -> str:
    """Returns sixteen digits: region (6), DDMMYY with 40 added to a woman's day, and serial (4)."""
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    return f"{region_code}{day:02d}{born:%m%y}{serial:04d}"


def years_after(day: date, years: int) -> date:
    """Returns the same day `years` later; 29 February becomes 1 March in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _religion(random: Random) -> Religion:
    weights = {
        Religion.HINDU: 82,
        Religion.ISLAM: 12,
        Religion.PROTESTANT: 3,
        Religion.CATHOLIC: 2,
        Religion.BUDDHIST: 1,
    }
    return random.choices(tuple(weights), tuple(weights.values()))[0]


def _birth_date(random: Random) -> date:
    low, high = random.choices(
        ((0, 5), (5, 17), (17, 30), (30, 60), (60, 80)), (6, 20, 26, 36, 12)
    )[0]
    return REFERENCE_DAY - timedelta(days=random.randint(int(low * 365.25) + 1, int(high * 365.25)))


def _registered(random: Random, born: date) -> date:
    """Returns the day on which the family card was first issued, part of its number."""
    earliest = max(born, date(2005, 1, 1))
    return earliest + timedelta(days=random.randint(0, (REFERENCE_DAY - earliest).days))


def _marital_status(random: Random, age: int) -> str:
    if age < 21 or random.random() < max(0.1, 0.9 - (age - 20) / 12):
        return "BELUM KAWIN"
    return random.choices(("KAWIN", "CERAI HIDUP", "CERAI MATI"), (90, 4, max(1, age - 40)))[0]


def _occupation(random: Random, age: int, sex: Sex) -> str:
    if age < 6:
        return "BELUM/TIDAK BEKERJA"
    if age < 20:
        return "PELAJAR/MAHASISWA"
    if age > 66 and random.random() < 0.4:
        return "PENSIUNAN"
    men_rarely = ("MENGURUS RUMAH TANGGA",) if sex is Sex.MALE else ()
    return random.choice([work for work in ADULT_WORK if work not in men_rarely])
