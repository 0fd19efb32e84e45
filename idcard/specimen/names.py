"""Names common in Tabanan, combined from frequent parts."""

from enum import StrEnum
from random import Random

from idcard.kinds import Sex


class Religion(StrEnum):
    """Religion; the value is the spelling printed on cards."""

    HINDU = "HINDU"
    ISLAM = "ISLAM"
    PROTESTANT = "KRISTEN"
    CATHOLIC = "KATHOLIK"
    BUDDHIST = "BUDHA"


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


BALINESE_OPENINGS = {
    Sex.MALE: _words(
        "I Wayan, I Made, I Nyoman, I Ketut, I Putu, I Kadek, I Komang, I Gede, I Nengah, "
        "Putu, Kadek, Komang, Gede, I Gusti Ngurah, I Gusti Made, Ida Bagus, Anak Agung Gede, "
        "I Dewa Gede, I Putu Agus"
    ),
    Sex.FEMALE: _words(
        "Ni Wayan, Ni Made, Ni Nyoman, Ni Ketut, Ni Putu, Ni Kadek, Ni Komang, Ni Luh, Ni Luh "
        "Putu, Putu, Kadek, Komang, Luh, I Gusti Ayu, Ida Ayu, Anak Agung Istri, Desak Made, "
        "Ni Nengah, Ni Putu Ayu"
    ),
}
BALINESE_NAMES = {
    Sex.MALE: _words(
        "Suarta, Sudarma, Wirawan, Arnawa, Sukerta, Mahendra, Adnyana, Wiguna, Suardika, "
        "Parwata, Yasa, Artana, Budiasa, Darmawan, Sutama, Widiarta, Pradnyana, Kusuma, "
        "Astawa, Merta, Wardana, Suweca, Sanjaya"
    ),
    Sex.FEMALE: _words(
        "Sukerti, Suryani, Lestari, Widiastuti, Puspita, Dewi, Ariani, Pratiwi, Wahyuni, "
        "Rasmini, Candrawati, Suartini, Kertiasih, Yuliani, Parwati, Astuti, Cahyani, "
        "Adnyani, Murniati, Sri Utami, Purnami"
    ),
}
MUSLIM_NAMES = {
    Sex.MALE: _words("Ahmad, Muhammad, Abdul, Imam, Hasan, Rizki, Fajar, Agus, Bambang, Taufik"),
    Sex.FEMALE: _words("Siti, Nur, Aisyah, Fatimah, Dewi, Rina, Lailatul, Khadijah, Wulan, Zahra"),
}
MUSLIM_FAMILY = {
    Sex.MALE: _words(
        "Fauzi, Hidayat, Rahman, Santoso, Maulana, Syaifudin, Firmansyah, Arifin, Prasetyo"
    ),
    Sex.FEMALE: _words(
        "Aminah, Hasanah, Rahmawati, Fitriani, Maulida, Handayani, Kurniasih, Anggraini"
    ),
}
CHRISTIAN_NAMES = {
    Sex.MALE: _words("Yohanes, Petrus, Daniel, Stefanus, Markus, Andreas, Lukas, Yosua"),
    Sex.FEMALE: _words("Maria, Ester, Kristina, Yuliana, Debora, Natalia, Agnes, Rut"),
}
CHRISTIAN_FAMILY = _words(
    "Wijaya, Setiawan, Tanoto, Nugroho, Gunawan, Lembong, Suryadi, Hartono, Purba, Saragih"
)
TRAITS = {
    Sex.MALE: _words("Agus, Eka, Dwi, Tri, Ari, Surya, Krisna, Satria, Wahyu, Indra, Bayu, Dharma"),
    Sex.FEMALE: _words("Eka, Dwi, Tri, Ari, Mega, Sri, Cahya, Diah, Intan, Mirah, Sinta"),
}


def name(random: Random, *, sex: Sex, religion: Religion) -> str:
    """Returns an invented full name in mixed case, such as "Ni Luh Putu Ariani"."""
    if religion is Religion.HINDU:
        return _balinese(random, sex)
    if religion is Religion.ISLAM:
        return f"{random.choice(MUSLIM_NAMES[sex])} {random.choice(MUSLIM_FAMILY[sex])}"
    return f"{random.choice(CHRISTIAN_NAMES[sex])} {random.choice(CHRISTIAN_FAMILY)}"


def _balinese(random: Random, sex: Sex) -> str:
    trait = random.choice(TRAITS[sex]) if random.random() < 0.35 else ""
    parts = (random.choice(BALINESE_OPENINGS[sex]), trait, random.choice(BALINESE_NAMES[sex]))
    return " ".join(dict.fromkeys(part for part in parts if part))
