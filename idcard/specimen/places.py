"""Places of residence and registration of invented people, with Kemendagri's region codes."""

from dataclasses import dataclass
from random import Random

PROVINCE = "Bali"
REGENCY = "Tabanan"
REGENCY_CODE = "5102"


@dataclass(frozen=True, slots=True)
class District:
    """A district of Tabanan; `code` has the first six digits of its NIKs."""

    code: str
    name: str
    postal_code: str
    villages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Birthplace:
    """Place of a person's first registration, given by the first six digits of the NIK."""

    region_code: str
    name: str


def _district(number: int, name: str, postal_code: str, villages: str) -> District:
    names = tuple(village.strip() for village in villages.split(","))
    return District(f"{REGENCY_CODE}{number:02d}", name, postal_code, names)


DISTRICTS = (
    _district(
        1, "Selemadeg", "82162", "Bajera, Bajera Utara, Wanagiri, Antap, Berembeng, Manikyang"
    ),
    _district(
        2, "Selemadeg Timur", "82160", "Megati, Bantas, Gadungan, Tangguntiti, Dalang, Mambang"
    ),
    _district(
        3, "Selemadeg Barat", "82163", "Lalanglinggah, Antosari, Lumbung, Mundeh, Selabih, Angkah"
    ),
    _district(
        4, "Kerambitan", "82161", "Kerambitan, Baturiti, Meliling, Samsam, Timpag, Tista, Kesiut"
    ),
    _district(
        5, "Tabanan", "82113", "Dajan Peken, Delod Peken, Dauh Peken, Denbantas, Bongan, Gubug"
    ),
    _district(
        6, "Kediri", "82121", "Kediri, Abiantuwung, Pejaten, Beraban, Nyitdah, Kaba-Kaba, Cepaka"
    ),
    _district(
        7, "Marga", "82181", "Marga, Marga Dauh Puri, Kukuh, Tegaljadi, Geluntung, Tua, Petiga"
    ),
    _district(
        8, "Penebel", "82152", "Penebel, Jatiluwih, Senganan, Biaung, Mengesta, Wongaya Gede"
    ),
    _district(
        9, "Baturiti", "82191", "Baturiti, Candikuning, Perean, Luwus, Apuan, Angseri, Antapan"
    ),
    _district(
        10, "Pupuan", "82163", "Pupuan, Pajahan, Batungsel, Belimbing, Sanda, Bantiran, Pujungan"
    ),
)

ELSEWHERE = (
    Birthplace("517101", "Denpasar"),
    Birthplace("510305", "Badung"),
    Birthplace("510403", "Gianyar"),
    Birthplace("510803", "Singaraja"),
    Birthplace("510101", "Negara"),
    Birthplace("351015", "Banyuwangi"),
    Birthplace("357805", "Surabaya"),
    Birthplace("527101", "Mataram"),
)

STREETS = (
    "Melati",
    "Anggrek",
    "Kenanga",
    "Cempaka",
    "Flamboyan",
    "Rajawali",
    "Merak",
    "Kutilang",
    "Durian",
)
HAMLETS = (
    "Tengah",
    "Kaja",
    "Kelod",
    "Kangin",
    "Kauh",
    "Dukuh",
    "Pande",
    "Gunung",
    "Carik",
    "Lebah",
)


@dataclass(frozen=True, slots=True)
class Address:
    """A home in Tabanan, in the parts that cards print separately."""

    street: str
    rt: str
    rw: str
    village: str
    district: str
    regency: str
    province: str
    postal_code: str


def address(random: Random) -> Address:
    """Returns an invented home in one of Tabanan's villages."""
    district = random.choice(DISTRICTS)
    return Address(
        street=_street(random),
        rt=f"{random.choice((0, 0, random.randint(1, 9))):03d}",
        rw=f"{random.choice((0, 0, random.randint(1, 6))):03d}",
        village=random.choice(district.villages),
        district=district.name,
        regency=REGENCY,
        province=PROVINCE,
        postal_code=district.postal_code,
    )


def birthplace(random: Random, *, home: str) -> Birthplace:
    """Returns a place of registration, mostly in the district called `home`."""
    if random.random() < 0.15:
        return random.choice(ELSEWHERE)
    own = next(district for district in DISTRICTS if district.name == home)
    district = own if random.random() < 0.8 else random.choice(DISTRICTS)
    return Birthplace(district.code, random.choice((REGENCY, REGENCY, *district.villages[:2])))


def _street(random: Random) -> str:
    if random.random() < 0.7:
        return f"Br. {random.choice(HAMLETS)}"
    return f"Jl. {random.choice(STREETS)} No. {random.randint(1, 120)}"
