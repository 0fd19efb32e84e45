"""Words printed on cards in fields with few choices, and their form values."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from idcard.kinds import Sex
from idcard.reading.model import Field
from idcard.reading.parse.glyphs import distance, folded

SEXES: Mapping[str, Sex] = {
    "LAKI-LAKI": Sex.MALE, "PEREMPUAN": Sex.FEMALE, "LAKI-LAKI / MALE": Sex.MALE,
    "PEREMPUAN / FEMALE": Sex.FEMALE, "LAKI-LAKI/MALE": Sex.MALE, "PEREMPUAN/FEMALE": Sex.FEMALE,
    "MALE": Sex.MALE, "FEMALE": Sex.FEMALE, "PRIA": Sex.MALE, "WANITA": Sex.FEMALE,
    "LK": Sex.MALE, "PR": Sex.FEMALE,
}  # fmt: skip
SEX_LETTERS: Mapping[str, Sex] = {
    "L": Sex.MALE, "P": Sex.FEMALE, "M": Sex.MALE, "F": Sex.FEMALE,
}  # fmt: skip
BLOOD_TYPES = ("A", "B", "AB", "O", "A+", "B+", "AB+", "O+", "A-", "B-", "AB-", "O-", "-")
RELIGIONS = (
    "ISLAM", "KRISTEN", "KRISTEN PROTESTAN", "PROTESTAN", "KATHOLIK", "KATOLIK", "HINDU", "BUDHA",
    "BUDDHA", "BUDDA", "KHONGHUCU", "KONGHUCU", "KEPERCAYAAN", "KEPERCAYAAN TERHADAP TUHAN YME",
)  # fmt: skip
MARITAL_STATUSES = (
    "BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI", "KAWIN TERCATAT", "KAWIN BELUM TERCATAT",
    "CERAI BELUM TERCATAT", "CERAI HIDUP TERCATAT", "CERAI HIDUP BELUM TERCATAT", "BELUM MENIKAH",
    "MENIKAH",
)  # fmt: skip
COUNTRIES = (
    "INDONESIA", "MALAYSIA", "SINGAPURA", "SINGAPORE", "THAILAND", "FILIPINA", "PHILIPPINES",
    "VIETNAM", "TIMOR LESTE", "BRUNEI DARUSSALAM", "KAMBOJA", "LAOS", "MYANMAR",
    "JEPANG", "JAPAN", "CHINA", "TIONGKOK", "TAIWAN", "HONG KONG", "KOREA SELATAN", "SOUTH KOREA",
    "KOREA UTARA", "REPUBLIC OF KOREA", "INDIA", "SRI LANKA", "NEPAL", "BANGLADESH", "PAKISTAN",
    "AFGANISTAN", "IRAN", "IRAK", "TURKI", "TURKEY", "TURKIYE", "ARAB SAUDI", "SAUDI ARABIA",
    "UNI EMIRAT ARAB", "YAMAN", "MESIR", "SUDAN", "MAROKO", "NIGERIA", "AFRIKA SELATAN",
    "SOUTH AFRICA", "KENYA", "AUSTRALIA", "SELANDIA BARU", "NEW ZEALAND", "PAPUA NUGINI",
    "PAPUA NEW GUINEA", "FIJI", "AMERIKA SERIKAT", "UNITED STATES", "UNITED STATES OF AMERICA",
    "USA", "KANADA", "CANADA", "MEKSIKO", "MEXICO", "BRASIL", "BRAZIL", "ARGENTINA", "CHILE",
    "INGGRIS", "UNITED KINGDOM", "BRITISH", "IRLANDIA", "IRELAND", "BELANDA", "NETHERLANDS",
    "BELGIA", "BELGIUM", "JERMAN", "GERMANY", "PRANCIS", "PERANCIS", "FRANCE", "SPANYOL", "SPAIN",
    "PORTUGAL", "ITALIA", "ITALY", "SWISS", "SWITZERLAND", "AUSTRIA", "DENMARK",
    "SWEDIA", "SWEDEN", "NORWEGIA", "NORWAY", "FINLANDIA", "FINLAND", "POLANDIA", "POLAND",
    "CEKO", "CZECH REPUBLIC", "HUNGARIA", "HUNGARY", "RUSIA", "RUSSIA", "RUSSIAN FEDERATION",
    "UKRAINA", "UKRAINE", "YUNANI", "GREECE", "KAZAKHSTAN", "UZBEKISTAN",
)  # fmt: skip
CITIZENSHIPS = ("WNI", "WNA", *COUNTRIES)
OCCUPATIONS = (
    "BELUM/TIDAK BEKERJA", "MENGURUS RUMAH TANGGA", "PELAJAR/MAHASISWA", "PELAJAR", "MAHASISWA",
    "PENSIUNAN", "PEGAWAI NEGERI SIPIL", "PEGAWAI NEGERI SIPIL (PNS)",
    "TENTARA NASIONAL INDONESIA", "TENTARA NASIONAL INDONESIA (TNI)", "KEPOLISIAN RI",
    "KEPOLISIAN RI (POLRI)", "PERDAGANGAN", "PETANI/PEKEBUN", "PETANI", "PEKEBUN", "PETERNAK",
    "NELAYAN/PERIKANAN", "NELAYAN", "INDUSTRI", "KONSTRUKSI", "TRANSPORTASI", "KARYAWAN SWASTA",
    "KARYAWAN BUMN", "KARYAWAN BUMD", "KARYAWAN HONORER", "BURUH HARIAN LEPAS",
    "BURUH TANI/PERKEBUNAN", "BURUH NELAYAN/PERIKANAN", "BURUH PETERNAKAN",
    "PEMBANTU RUMAH TANGGA", "TUKANG CUKUR", "TUKANG LISTRIK", "TUKANG BATU", "TUKANG KAYU",
    "TUKANG SOL SEPATU", "TUKANG LAS/PANDAI BESI", "TUKANG JAHIT", "TUKANG GIGI", "PENATA RIAS",
    "PENATA BUSANA", "PENATA RAMBUT", "MEKANIK", "SENIMAN", "TABIB", "PARAJI",
    "PERANCANG BUSANA", "PENTERJEMAH", "IMAM MASJID", "IMAM MESJID", "PENDETA", "PASTOR",
    "WARTAWAN", "USTADZ/MUBALIGH", "JURU MASAK", "PROMOTOR ACARA", "DOSEN", "GURU", "PILOT",
    "PENGACARA", "NOTARIS", "ARSITEK", "AKUNTAN", "KONSULTAN", "DOKTER", "BIDAN", "PERAWAT",
    "APOTEKER", "PSIKIATER/PSIKOLOG", "PENYIAR TELEVISI", "PENYIAR RADIO", "PELAUT", "PENELITI",
    "SOPIR", "PIALANG", "PARANORMAL", "PEDAGANG", "PERANGKAT DESA", "KEPALA DESA", "BIARAWATI",
    "BIARAWAN", "WIRASWASTA", "PEKERJAAN LAINNYA", "LAINNYA", "ANGGOTA LEMBAGA TINGGI",
    "BUPATI", "WAKIL BUPATI", "WALIKOTA", "GUBERNUR", "ANGGOTA DPRD KABUPATEN/KOTA",
    "SWASTA", "INVESTOR", "DIREKTUR", "MANAJER", "MANAGER", "DIRECTOR",
)  # fmt: skip
COMPANIES = ("PT ", "PT. ", "CV ", "CV. ", "UD ", "UD. ", "YAYASAN ", "KOPERASI ", "PERUM ")
"""Beginnings of guarantors' names."""
ADDRESSES = ("BR. ", "BR ", "BANJAR ", "JL. ", "JL ", "JALAN ", "GG. ", "GANG ", "DSN. ", "DUSUN ",
             "LINGK. ", "KP. ", "PERUM ")  # fmt: skip
"""Beginnings of streets."""
LONG_IN_ADDRESSES = frozenset({
    "BOUGENVILLE", "CENDERAWASIH", "CENDRAWASIH", "CIPTOMANGUNKUSUMO", "DIPONEGORO", "HASANUDDIN",
    "KACAPIRING", "KEMERDEKAAN", "LINGKUNGAN", "MANGKUBUMI", "MANGUNKUSUMO", "PENDIDIKAN",
    "PERKEBUNAN", "PROKLAMASI", "SISINGAMANGARAJA", "TRANSMIGRASI", "WIJAYAKUSUMA",
})  # fmt: skip
"""Long words in street names."""
FOR_LIFE = "SEUMUR HIDUP"
CHOICES: Mapping[Field, Sequence[str]] = {
    Field.SEX: tuple(SEXES),
    Field.RELIGION: RELIGIONS,
    Field.MARITAL_STATUS: MARITAL_STATUSES,
    Field.CITIZENSHIP: CITIZENSHIPS,
    Field.OCCUPATION: OCCUPATIONS,
    Field.VALID_UNTIL: (FOR_LIFE,),
}
HONORED_FIRST = (
    "WAYAN", "MADE", "NYOMAN", "KETUT", "PUTU", "KADEK", "KOMANG", "GEDE", "NENGAH", "GUSTI",
    "DEWA", "LUH", "GST", "KT", "WY", "MD", "NYM", "GD", "PT", "KD", "BAGUS", "AYU", "KM",
    "GDE", "GUSTIAYU", "WAYANSURATA", "RAI", "NGURAH", "DW", "DESAK",
)  # fmt: skip
"""Names after the "I" of a Balinese man's name and the "NI" of a woman's."""
ALONE = (
    "ARTAWAN", "DARMA", "DEWI", "JAYA", "KURNIAWAN", "KUSUMA", "LESTARI", "MAHENDRA", "NUGROHO",
    "PERTIWI", "PRATAMA", "PUTERA", "PUTRA", "PUTRI", "SANTOSO", "SAPUTRA", "SAPUTRI", "SETIAWAN",
    "UTAMA", "WARDANA", "WIJAYA",
)  # fmt: skip
"""Last parts of names, which seldom form one word with the name before."""


def nearest(text: str, choices: Iterable[str]) -> tuple[str, int] | None:
    """Returns the only entry similar to a text, and the number of wrong letters.

    None where no entry or two are similar.
    """
    key = folded(text)
    if not key:
        return None
    matches = sorted(
        (distance(folded_(choice), key), abs(len(choice) - len(text)), choice)
        for choice in choices
        if abs(len(folded_(choice)) - len(key)) <= 3
    )
    if not matches or matches[0][0] > _tolerance(len(folded_(matches[0][2]))):
        return None
    off, _, choice = matches[0]
    ties = [
        other for cost, _, other in matches if cost == off and folded_(other) != folded_(choice)
    ]
    return None if off and ties else (choice, off)


def parts_of_others(entries: Sequence[str]) -> frozenset[str]:
    """Returns the entries with which another one begins or ends, as whole words."""
    return frozenset(
        one
        for one in entries
        for other in entries
        if other.startswith((f"{one} ", f"{one}/")) or other.endswith((f" {one}", f"/{one}"))
    )


@cache
def folded_(text: str) -> str:
    """Returns `folded` of a list entry, cached."""
    return folded(text)


def _tolerance(length: int) -> int:
    return 0 if length < 4 else 1 if length < 8 else 2 if length < 14 else 3


NAME_PARTS = frozenset({
    "ABDUL", "ABDULLAH", "ADAM", "ADE", "ADI", "ADNYANA", "ADNYANI", "AGNES", "AGUNG", "AGUS",
    "AHMAD", "AISYAH", "AJENG", "ALBERTO", "ALI", "AMINAH", "ANAK", "ANDI", "ANDREAS", "ANGGA",
    "ANGGRAINI", "ANI", "ANITA", "ANNA", "ANWAR", "ARI", "ARIANI", "ARIF", "ARIFIN", "ARINI",
    "ARNAWA", "ARTA", "ARTANA", "ARUN", "ARYA", "ASIH", "ASRI", "ASTAWA", "ASTUTI", "AYU",
    "BAGUS", "BAMBANG", "BAYU", "BIN", "BINTI", "BUDI", "BUDIASA", "BUDIMAN", "CAHYA", "CAHYANI",
    "CAHYO", "CANDRA", "CANDRAWATI", "CARLOS", "CHOI", "CITRA", "CLARA", "DANIEL", "DARMA",
    "DARMAWAN", "DEBORA", "DEDI", "DEMIR", "DENI", "DESAK", "DESI", "DEVI", "DEWA", "DEWI",
    "DHARMA", "DIAH", "DIAN", "DIDIK", "DIMAS", "DINI", "DODI", "DWI", "EDI", "EKA", "EKO",
    "ENDANG", "ERNA", "ESTER", "EVI", "FAJAR", "FARIDA", "FATIMAH", "FAUZI", "FIRMANSYAH",
    "FITRI", "FITRIANI", "GALUH", "GEDE", "GITA", "GUNAWAN", "GUSTI", "HADI", "HAKAN", "HAMID",
    "HANA", "HANDAYANI", "HARI", "HARTONO", "HARYANTO", "HASAN", "HASANAH", "HENDRA", "HENI",
    "HERI", "HERMAN", "HIDAYAT", "IDA", "IKA", "IMAM", "INDAH", "INDRA", "INTAN", "IRAWAN",
    "ISMAIL", "ISTRI", "IWAN", "IYER", "JAYA", "JOKO", "KADEK", "KARTIKA", "KARTINI", "KAYA",
    "KENJI", "KERTIASIH", "KETUT", "KHADIJAH", "KIM", "KOMANG", "KRISNA", "KRISTINA", "KURNIA",
    "KURNIASIH", "KURNIAWAN", "KUSUMA", "KUSUMAWATI", "LAILATUL", "LAKSMI", "LEELA", "LESTARI",
    "LIA", "LINA", "LUH", "LUKAS", "MADE", "MAHARANI", "MAHENDRA", "MANIK", "MARCO", "MARIA",
    "MARKUS", "MAULANA", "MAULIDA", "MEGA", "MERTA", "MINA", "MIRAH", "MOCHAMAD", "MOHAMAD",
    "MOHAMMAD", "MORI", "MUHAMAD", "MUHAMMAD", "MURNI", "MURNIATI", "MUSTIKA", "NADIA", "NATALIA",
    "NENGAH", "NGURAH", "NINGSIH", "NITA", "NOVI", "NUGROHO", "NUR", "NURHAYATI", "NURUL",
    "NYOMAN", "OKTA", "OSMAN", "PANDE", "PARK", "PARWATA", "PARWATI", "PATEL", "PETRUS", "PINTO",
    "PRADNYANA", "PRASETYO", "PRATAMA", "PRATIWI", "PUJI", "PURNAMA", "PURNAMI", "PURWANTI",
    "PUSPA", "PUSPITA", "PUSPITASARI", "PUTRA", "PUTRI", "PUTU", "RACHMAT", "RADEN", "RAHAYU",
    "RAHMAN", "RAHMAT", "RAHMAWATI", "RAI", "RAKA", "RAMA", "RASMINI", "RATNA", "RENI", "RETNO",
    "REYES", "RIA", "RIAN", "RINA", "RINI", "RISKA", "RIZKI", "ROHMAN", "ROSITA", "RUDI",
    "RUDIANTO", "RUT", "SANJAYA", "SANTI", "SANTOS", "SANTOSO", "SARA", "SARAGIH", "SARI", "SATO",
    "SATRIA", "SATYA", "SETIAWAN", "SETYO", "SHARMA", "SINTA", "SITI", "SOARES", "SRI",
    "SUARDIKA", "SUARTA", "SUARTINI", "SUBAGIO", "SUCI", "SUDARMA", "SUDIRMAN", "SUGIARTO",
    "SUHARTO", "SUKARNO", "SUKERTA", "SUKERTI", "SULASTRI", "SULISTYOWATI", "SUMIATI", "SUPARTI",
    "SUPRIYADI", "SURYA", "SURYADI", "SURYANI", "SUSANTI", "SUSANTO", "SUSILO", "SUTAMA",
    "SUTRISNO", "SUWECA", "SYAHRUL", "SYAIFUDIN", "TANAKA", "TANOTO", "TAUFIK", "TITIN", "TONI",
    "TRI", "UMAR", "UTAMA", "UTAMI", "UTARI", "WAHYU", "WAHYUDI", "WAHYUNI", "WARDANA", "WATI",
    "WAYAN", "WIDIA", "WIDIARTA", "WIDIASTUTI", "WIDODO", "WIGUNA", "WIJAYA", "WIRA", "WIRAWAN",
    "WULAN", "WULANDARI", "YADI", "YANTI", "YASA", "YOHANES", "YOSUA", "YUDA", "YULIANA",
    "YULIANI", "YULIANTI", "YUNITA", "YUSOF", "YUSUF", "ZAHRA", "ZAINAL",
})  # fmt: skip
"""Parts of names, to distinguish two without a space from one long name."""
