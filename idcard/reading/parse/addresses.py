"""Common words of addresses, schools and companies, for detecting lost spaces.

A word that is not listed may be two words without a space, even where all readings agree.
"""

import re
from functools import cache

from idcard.reading.parse import places
from idcard.reading.parse.full_stops import SHORT
from idcard.reading.parse.spacing import RANKS
from idcard.reading.parse.vocabulary import LONG_IN_ADDRESSES, NAME_PARTS

_WORD = re.compile(r"[^\s,/()-]+")
_NUMBER = re.compile(r"\d{1,4}[A-Z]?|[A-Z]\d{0,3}|[IVX]{1,6}")
"""Number with a letter before or after it, or a Roman numeral."""
MIN_PART_LENGTH = 4
"""Minimum length of each part when a listed word is checked for a lost space.

Some names exist in both forms, such as TANJUNG SARI and TANJUNGSARI.
"""

COMMON = frozenset({
    "AIR", "ANGGREK", "ANGGUR", "ANYAR", "ANYELIR", "APEL", "ARJUNA", "ASEM", "ASRAMA", "ASRI",
    "BAKTI", "BALE", "BALAI", "BANDARA", "BANGAU", "BANJAR", "BARAT", "BARU", "BATU", "BATUR",
    "BELAKANG", "BELIMBING", "BENDA", "BERINGIN", "BESAR", "BIMA", "BINA", "BLOK", "BOUGENVIL",
    "BUANA", "BUKIT", "BUMI", "BUNGA", "BUNTU", "BY", "CANGGU", "CEMARA", "CEMPAKA", "CENDANA",
    "CENGKEH", "DAHLIA", "DAJAN", "DALAM", "DALEM", "DANAU", "DARAT", "DARMO", "DAUH", "DELIMA",
    "DELOD", "DEPAN", "DESA", "DEWATA", "DHARMA", "DINAS", "DUA", "DUKU", "DUKUH", "DUREN",
    "DURIAN", "DUSUN", "EMPAT", "FLAMBOYAN", "GAJAH", "GANDA", "GANG", "GARUDA", "GATOT",
    "GELATIK", "GRAHA", "GRIYA", "GUNUNG", "HANG", "HARAPAN", "HASANUDIN", "HAYAM", "HIJAU",
    "HILIR", "HULU", "IMAM", "INDAH", "INDUK", "INDUSTRI", "ISLAM", "JAGUNG", "JALAK", "JALAN",
    "JAMBU", "JATI", "JAYA", "JEMBATAN", "JENDERAL", "JENDRAL", "JERUK", "KAJA", "KALI",
    "KALIMANTAN", "KAMBOJA", "KAMPUNG", "KAMPUS", "KANAN", "KANDANG", "KANGIN", "KAPITAN",
    "KAPTEN", "KARANG", "KARTINI", "KARYA", "KAUH", "KEBON", "KEBUN", "KECAK", "KECIL", "KECUBUNG",
    "KEDATON", "KELAPA", "KELOD", "KEMUNING", "KENANGA", "KENARI", "KEPUNDUNG", "KESATRIA",
    "KESEHATAN", "KIDUL", "KIRI", "KOTA", "KOMPLEK", "KOMPLEKS", "KRAJAN", "KRISNA", "KULON",
    "KUNING", "KUSUMA", "KUTILANG", "LAMA", "LAUT", "LAVENDER", "LEBAK", "LEGIAN", "LESTARI",
    "LIMA", "LINGKAR", "LOR", "LORONG", "MADA", "MADRASAH", "MAHAKAM", "MALUKU", "MANGGA",
    "MANGGIS", "MANUNGGAL", "MARGA", "MARGO", "MASJID", "MATARAM", "MAWAR", "MEDAN", "MEKAR",
    "MELATI", "MELUR", "MERAH", "MERAK", "MERAPI", "MERBABU", "MERDEKA", "MERPATI", "MUARA",
    "MUDA", "MUHAMMADIYAH", "MUKA", "MULIA", "MULYA", "MULYO", "MUSI", "NAKULA", "NANAS", "NANGKA",
    "NASIONAL", "NEGERI", "NUSA", "NUSANTARA", "NURI", "PADI", "PAGI", "PAHLAWAN", "PALA",
    "PALAPA", "PANDAN", "PANDE", "PANDU", "PANJANG", "PANTAI", "PARI", "PASAR", "PASEK", "PASS",
    "PATIH", "PATIMURA", "PATTIMURA", "PEKEN", "PELABUHAN", "PELITA", "PEMUDA", "PERINTIS",
    "PERMAI", "PERMATA", "PERTIWI", "PERUMAHAN", "PESISIR", "PINANG", "PINGGIR", "PISANG",
    "PONDOK", "PULAU", "PURA", "PURI", "PURNAMA", "PURWA", "PUSAT", "PUTIH", "RAJA", "RAJAWALI",
    "RAMBUTAN", "RATU", "RATULANGI", "RAWA", "RAYA", "REJO", "RESIDENCE", "RUKUN", "SADEWA",
    "SALAK", "SAMPING", "SANTAI", "SARI", "SATELIT", "SATRIA", "SATU", "SAWAH", "SAWO", "SEDAP",
    "SEKOLAH", "SELATAN", "SEMERU", "SENTOSA", "SERUNI", "SETIA", "SIDO", "SIMPANG", "SLAMET",
    "SOEKARNO", "SUBROTO", "SUBUR", "SUCI", "SUDIRMAN", "SUKA", "SUKARNO", "SUKUN", "SULAWESI",
    "SUMATERA", "SUMATRA", "SUMBER", "SUMUR", "SUNGAI", "SUPRATMAN", "SUTOMO", "SUTOYO", "TAMAN",
    "TAMBAK", "TANAH", "TANJUNG", "TEGAL", "TEGEH", "TELAGA", "TELUK", "TEMPEL", "TENGAH",
    "TENGGARA", "TERATAI", "TIGA", "TIMUR", "TINGGI", "TRISAKTI", "TUA", "TUGU", "TUNAS", "UDARA",
    "UDAYANA", "UJUNG", "UMUM", "UTARA", "VETERAN", "VILLA", "WARU", "WETAN", "WISNU", "WUNI",
    "WURUK", "YANI", "YAYASAN", "YOS", "YUDISTIRA",
    "DAN", "TUNGGAL", "SEJAHTERA", "MANDIRI", "ABADI", "MAKMUR", "MAJU", "BERSAMA", "PRIMA",
    "INTERNASIONAL", "INTERNATIONAL", "INDONESIA", "BALI", "GROUP", "HOTEL", "RESORT", "TBK",
    "SD", "SDN", "SMP", "SMPN", "SMA", "SMAN", "SMK", "SMKN", "MI", "MIN", "MTS", "MTSN", "MA",
    "MAN", "SLB", "SLBN", "TK", "PT", "CV", "UD",
})  # fmt: skip
"""Flowers, trees, birds, heroes, mountains, rivers, directions, kinds of schools and companies."""


def all_known(text: str) -> bool:
    """Returns True where every word is known, and none consists of two known words.

    Known are numbers, the words of the lists, and parts of region names. Then no space is missing.
    The text must be in capitals.
    """
    return all(_is_known(word) for word in _WORD.findall(text))


def _is_known(word: str) -> bool:
    bare = word.strip(".'")
    if not bare or _NUMBER.fullmatch(bare):
        return True
    return bare in _known_words() and not _of_two(bare)


def _of_two(word: str) -> bool:
    cuts = range(MIN_PART_LENGTH, len(word) - MIN_PART_LENGTH + 1)
    return any(word[:cut] in _known_words() and word[cut:] in _known_words() for cut in cuts)


@cache
def _known_words() -> frozenset[str]:
    return COMMON | LONG_IN_ADDRESSES | NAME_PARTS | RANKS | SHORT | places.known_words()
