"""Holders of specimen cards: invented people as varied as a library's applicants."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

from idcard import regions
from idcard.kinds import IdentityKind, Sex
from idcard.specimen.card_data import CardData, card_of
from idcard.specimen.names import Religion
from idcard.specimen.people import Person, foreigner, person
from idcard.specimen.places import Address

TODAY = date(2026, 11, 24)
"""The day on which the cards are presented."""

AGES: dict[IdentityKind, tuple[int, int]] = {
    IdentityKind.KTP: (18, 80),
    IdentityKind.KIA: (1, 16),
    IdentityKind.STAY_PERMIT: (18, 70),
    IdentityKind.FAMILY_CARD: (1, 17),
    IdentityKind.STUDENT_CARD: (7, 17),
}
FROM_ELSEWHERE = 0.4
SINGLE_NAMES = {
    Sex.MALE: ("Suharto", "Sukarno", "Kartono", "Ngadimin", "Wagiman", "Legiman", "Poniran"),
    Sex.FEMALE: ("Sumiati", "Suparti", "Wagiyem", "Rasinah", "Ponirah", "Ngatinah", "Tukinem"),
}
MARKED_NAMES = {
    Sex.MALE: ("Ma'ruf Al-Amin", "Sya'ban Nasution", "Mu'min Abdullah", "Nu'man Hakim", "Sa'id"),
    Sex.FEMALE: ("Nur'aini", "Mas'adah Lubis", "Siti Ra'fah", "Ummu Ba'diah", "Khoirun Nisa'"),
}
LONG_NAMES = {
    Sex.MALE: (
        "Raden Mas Bambang Kusumowardhono Sastroatmodjo", "I Gusti Ngurah Agung Bagus Wirya Putra",
        "Muhammad Fathurrahman Zulkarnain Hasibuan", "Yohanes Fransiskus Xaverius Dhae Lusi",
    ),
    Sex.FEMALE: (
        "Anak Agung Istri Ngurah Mas Widiastuti Candrawati", "Raden Ayu Kusumaningrum Sulistyowati",
        "Maria Goreti Theresia Yasinta Naben", "Desak Ketut Ayu Sri Pradnya Paramita Dewi",
    ),
}  # fmt: skip
TITLES = {
    Sex.MALE: ("{}, S.H., M.H.", "Drs. {}", "Ir. {}, M.T.", "H. {}", "dr. {}, Sp.A", "{}, S.Pd."),
    Sex.FEMALE: ("{}, S.Pd.", "Dra. {}", "Hj. {}", "dr. {}", "{}, S.E., M.M.", "{}, A.Md.Keb."),
}
FOREIGN_LONG = {
    Sex.MALE: ("Jean-Pierre Van Den Berg", "Shane O'Connor", "Mohamed Ali Bin Abdul Rahman",
               "Carlos Alberto Dos Santos Ferreira", "Lee"),
    Sex.FEMALE: ("Maria Clara De La Cruz Santos", "Siobhan O'Neill", "Nguyen Thi Thanh Huong",
                 "Anne-Sophie Dubois Lefebvre", "Wulandari"),
}  # fmt: skip
VILLAGES = (
    "Sukamaju", "Tanjung Sari", "Karang Anyar", "Mekar Jaya", "Sidomulyo", "Sumber Agung",
    "Pasar Baru", "Kebon Jeruk", "Labuhan Haji", "Teluk Dalam", "Margo Rejo", "Batu Merah",
)  # fmt: skip
STREETS = (
    "Jl. Raya Denpasar-Gilimanuk Km. 21", "Jl. Gajah Mada Gg. III No. 7", "Dsn. Krajan",
    "Perum Griya Asri Blok C/12", "Lingk. Pasekan", "Jl. Jend. Sudirman No. 118", "Kp. Cibogo",
    "Jl. By Pass Ngurah Rai 88X", "Gg. Mawar 3 No. 12A", "Banjar Dinas Pande Kaja",
)  # fmt: skip
WORK = (
    "BURUH TANI/PERKEBUNAN", "NELAYAN/PERIKANAN", "TENTARA NASIONAL INDONESIA", "DOSEN", "SOPIR",
    "KARYAWAN BUMN", "TUKANG JAHIT", "PERDAGANGAN", "BIDAN", "LAINNYA",
)  # fmt: skip


def card_for(kind: IdentityKind, seed: int, random: Random) -> CardData:
    """Returns a card of this kind, held by somebody of a suitable age."""
    youngest, oldest = AGES[kind]
    found = _first(lambda someone: youngest <= someone.age_on(TODAY) <= oldest, seed)
    guest = kind is IdentityKind.STAY_PERMIT
    holder = foreigner(found.seed) if guest else found
    holder = _named(holder, random, guest=guest)
    if not guest and random.random() < FROM_ELSEWHERE:
        holder = _settled(holder, random)
    if holder.age_on(TODAY) > 22 and random.random() < 0.3:
        holder = replace(holder, occupation=random.choice(WORK))
    card = card_of(holder, kind, today=TODAY)
    if kind is IdentityKind.KTP and random.random() < 0.12:
        return _of_the_first_years(card, random)
    return card


def other_than(one: Person, seed: int) -> Person:
    """Returns another person who could be mistaken for this one: same sex, about the same age."""
    reach = max(2, one.age // 4)
    return _first(
        lambda someone: (
            someone.seed != one.seed
            and someone.sex is one.sex
            and abs(someone.age - one.age) <= reach
        ),
        seed * 31 + 7,
    )


def _first(fits: Callable[[Person], bool], seed: int) -> Person:
    """Returns the first person who fits, of those whose seeds follow from this seed."""
    for step in range(10_000):
        candidate = person(seed * 1000 + step)
        if fits(candidate):
            return candidate
    raise LookupError(f"nobody fits after seed {seed}")


def _named(holder: Person, random: Random, *, guest: bool) -> Person:
    dice = random.random()
    name = holder.name
    if guest:
        name = random.choice(FOREIGN_LONG[holder.sex]) if dice < 0.4 else name
    elif dice < 0.1:
        name = random.choice(SINGLE_NAMES[holder.sex])
    elif dice < 0.2:
        name = random.choice(MARKED_NAMES[holder.sex])
    elif dice < 0.3:
        name = random.choice(LONG_NAMES[holder.sex])
    elif dice < 0.38 and holder.age > 24:
        name = random.choice(TITLES[holder.sex]).format(name)
    return replace(holder, name=name)


def _settled(holder: Person, random: Random) -> Person:
    """Returns the same person with an address and registration elsewhere in Indonesia."""
    province = random.choice(regions.provinces())
    regency = random.choice(regions.regencies(province.code))
    district = random.choice(regions.districts(regency.code))
    address = Address(
        street=random.choice(STREETS),
        rt=f"{random.randint(1, 18):03d}",
        rw=f"{random.randint(1, 12):03d}",
        village=random.choice(VILLAGES),
        district=district.name,
        regency=plain(regency.name),
        province=province.name,
        postal_code=f"{random.randint(10110, 98999)}",
    )
    return replace(
        holder,
        nik=district.code + holder.nik[6:],
        family_number=district.code + holder.family_number[6:],
        birth_place=plain(regency.name).removeprefix("Kota "),
        address=address,
        religion=random.choice(list(Religion)),
    )


def plain(regency: str) -> str:
    """Returns a regency's name as cards print it: "Kota Denpasar", but "Lombok Tengah"."""
    return regency.removeprefix("Kab. ")


def _of_the_first_years(card: CardData, random: Random) -> CardData:
    """Returns an electronic KTP from before 2014, whose printed expiry date no longer counts."""
    birthday = card.holder.birth_date
    ends = date(random.randint(2016, 2018), birthday.month, min(birthday.day, 28))
    issued = date(random.randint(2012, 2013), random.randint(1, 12), random.randint(1, 28))
    old_enough = issued.year - birthday.year >= 18
    return replace(card, valid_until=ends, issued_on=issued) if old_enough else card
