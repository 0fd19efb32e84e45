"""Recognition of a table's columns, by their headings or by their content.

The known headings are those of SLiMS (its export of members), of INLISLite 3 (tables and lists,
Indonesian and English) and common ones of people's own lists.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from records.tables import headings

OURS = ("yang_salah", "what_is_wrong")
"""Last heading of exported rows with errors; they are recognized as the same table when they are
imported again.
"""
HEADING_WITHIN = 15
"""Number of rows in which the heading is searched; there may be a title above it."""


class Field(StrEnum):
    """Meanings of columns. Other columns are left out: the library needs no more about a person."""

    NUMBER = "number"
    NAME = "name"
    IDENTITY = "identity"
    IDENTITY_KIND = "identity_kind"
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    ADDRESS = "address"
    VILLAGE = "village"
    DISTRICT = "district"
    REGENCY = "regency"
    PROVINCE = "province"
    PHONE = "phone"
    EMAIL = "email"
    JOINED = "joined"
    VALID_UNTIL = "valid_until"


class Program(StrEnum):
    """Programs that a table may come from."""

    SLIMS = "slims"
    INLISLITE = "inlislite"
    OTHER = "other"


_F = Field
SLIMS_ORDER: tuple[Field | None, ...] = (
    _F.NUMBER, _F.NAME, _F.SEX, None, _F.EMAIL, _F.ADDRESS, None, None, None, None, _F.IDENTITY,
    _F.PHONE, None, _F.JOINED, None, _F.VALID_UNTIL, _F.BIRTH_DATE, None,
)  # fmt: skip
"""Meanings of the columns of SLiMS's export, which has no headings by default."""

KNOWN_HEADINGS: dict[Field, str] = {
    _F.NUMBER: "member_id memberno member_no no_anggota nomor_anggota noanggota nomoranggota "
    "id_anggota kode_anggota member_number no_member nomor_member barcode_anggota nia "
    "no_kartu no_kartu_anggota nomor_kartu_anggota no_induk_anggota nomor_induk_anggota "
    "member_code",
    _F.NAME: "member_name fullname full_name nama nama_lengkap nama_anggota name namalengkap "
    "nama_lengkap_anggota nama_pemustaka",
    _F.IDENTITY: "nik identityno identity_no pin no_identitas nomor_identitas noidentitas no_ktp "
    "nomor_ktp noktp ktp no_nik nomor_induk_kependudukan personal_id_number identity_number "
    "id_number nomor_pengenal no_pengenal nik_ktp no_ktp_nik personal_id",
    _F.IDENTITY_KIND: "identitytype identity_type jenis_identitas jenisidentitas tipe_identitas "
    "identitytype_id jenis_kartu_identitas kartu_identitas",
    _F.BIRTH_PLACE: "placeofbirth place_of_birth tempat_lahir tempatlahir birth_place tmp_lahir "
    "tmpt_lahir",
    _F.BIRTH_DATE: "birth_date dateofbirth date_of_birth tanggal_lahir tanggallahir tgl_lahir "
    "tgllahir birthdate birthday dob",
    _F.SEX: "gender sex sex_id jenis_kelamin jeniskelamin kelamin jk l_p lp l_atau_p",
    _F.ADDRESS: "member_address address alamat alamat_lengkap alamat_ktp alamat_sesuai_identitas "
    "alamat_sesuai_ktp alamat_rumah alamat_tinggal street",
    _F.VILLAGE: "kelurahan desa kel_desa kelurahan_desa desa_kelurahan village",
    _F.DISTRICT: "kecamatan district",
    _F.REGENCY: "city kota kabupaten kabupaten_kota kota_kabupaten kab_kota kabkota regency",
    _F.PROVINCE: "province propinsi provinsi",
    _F.PHONE: "member_phone phone nohp no_hp no_telp no_telepon nomor_telepon telepon telp hp "
    "nomor_hp nohandphone handphone no_handphone mobile mobile_phone nomor_ponsel ponsel "
    "no_wa whatsapp no_telp_hp no_tlp tlp phone_number",
    _F.EMAIL: "member_email email e_mail alamat_email surel mail alamat_surel email_address",
    _F.JOINED: "member_since_date registerdate register_date tanggal_daftar tanggal_pendaftaran "
    "tgl_daftar tgl_pendaftaran tanggal_registrasi registration_date member_since joined "
    "anggota_sejak tanggal_masuk tgl_registrasi join_date",
    _F.VALID_UNTIL: "expire_date enddate end_date tanggal_berakhir tanggal_akhir berlaku_hingga "
    "berlaku_sampai masa_berlaku tgl_berakhir tgl_akhir expired expiry_date "
    "tanggal_kadaluarsa tanggal_kedaluwarsa tgl_kadaluarsa masa_berlaku_sampai valid_until "
    "tanggal_akhir_berlaku tanggal_habis",
}
_FIELD_OF_HEADING = {
    word: field for field, words in KNOWN_HEADINGS.items() for word in words.split()
}
HEADINGS = {field: words.split()[0] for field, words in KNOWN_HEADINGS.items()}
"""One known heading for each meaning, for export."""
# The heading with the lower number is preferred when several columns have one meaning; default 1.
_HEADING_PREFERENCE = {
    "member_since_date": 0, "nik": 0, "alamat": 0, "address": 0, "no_hp": 0, "nohp": 0,
    "nama_lengkap": 0,
}  # fmt: skip
_SLIMS = {"member_id", "member_name", "member_since_date", "expire_date", "inst_name"}
_INLISLITE = {
    "memberno", "fullname", "placeofbirth", "identityno", "enddate", "registerdate",
    "jenis_anggota", "no_anggota", "no_identitas", "jenis_identitas", "tanggal_akhir",
}  # fmt: skip


@dataclass(frozen=True)
class Columns:
    """Recognized columns of a table. `heading` is the number of rows taken by titles and headings,
    0 for none; `fields` has one entry for each column.
    """

    heading: int
    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    program: Program

    @property
    def shape(self) -> str:
        """Hash of the headings, by which the meanings that staff chose are found again."""
        headings = list(self.headings)
        if headings and plain_heading(headings[-1]) in OURS:
            headings.pop()
        key = "\n".join([str(bool(self.heading)), str(len(headings)), *headings])
        return sha256(key.encode()).hexdigest()


def recognise(sample: Sequence[Sequence[str]]) -> Columns:
    """Recognizes the columns of a table by its first rows."""
    best = max(
        enumerate(sample[:HEADING_WITHIN]),
        key=lambda item: _known_heading_count(item[1]),
        default=(0, []),
    )
    width = max((len(row) for row in sample), default=0)
    place, heading = best
    if _known_heading_count(heading) < 2:
        fields = _by_content(sample, width)
        program = Program.SLIMS if fields == _padded(SLIMS_ORDER, width) else Program.OTHER
        return Columns(0, tuple([""] * width), fields, program)
    normalized = [plain_heading(cell) for cell in heading] + [""] * (width - len(heading))
    shown = [*heading, *[""] * (width - len(heading))]
    fields = tuple(_first_only(normalized))
    return Columns(place + 1, tuple(shown), fields, _program(normalized))


def plain_heading(text: str) -> str:
    """Normalizes a heading: `No. Anggota *` and `NO_ANGGOTA` become `no_anggota`."""
    return headings.plain_heading(text, _FIELD_OF_HEADING)


def _known_heading_count(row: Sequence[str]) -> int:
    return len(
        {
            _FIELD_OF_HEADING[heading]
            for cell in row
            if (heading := plain_heading(cell)) in _FIELD_OF_HEADING
        }
    )


def _first_only(normalized: list[str]) -> list[Field | None]:
    """Assigns each meaning to one column: the one with the preferred heading, else the first."""
    best: dict[Field, int] = {}
    for place, heading in enumerate(normalized):
        field = _FIELD_OF_HEADING.get(heading)
        if field is None:
            continue
        if field not in best or _HEADING_PREFERENCE.get(heading, 1) < _HEADING_PREFERENCE.get(
            normalized[best[field]], 1
        ):
            best[field] = place
    chosen = {place: field for field, place in best.items()}
    return [chosen.get(place) for place in range(len(normalized))]


def _program(normalized: list[str]) -> Program:
    compact = {word.replace("_", "") for word in normalized}
    slims = len(_SLIMS & set(normalized))
    inlislite = len({word.replace("_", "") for word in _INLISLITE} & compact)
    if slims >= 3 and slims >= inlislite:
        return Program.SLIMS
    return Program.INLISLITE if inlislite >= 3 else Program.OTHER


def _by_content(sample: Sequence[Sequence[str]], width: int) -> tuple[Field | None, ...]:
    """Recognizes columns without headings: SLiMS's fixed order, or the pattern that most cells
    match.
    """
    if width in (len(SLIMS_ORDER), len(SLIMS_ORDER) + 1) and _is_slims(sample):
        return _padded(SLIMS_ORDER, width)
    chosen: list[Field | None] = [None] * width
    for field, pattern in _CELL_PATTERNS:
        places = [place for place in range(width) if chosen[place] is None]
        scored = [(_share(sample, place, pattern), place) for place in places]
        share, place = max(scored, default=(0.0, 0), key=lambda item: (item[0], -item[1]))
        if share >= 0.6:
            chosen[place] = field
    return tuple(chosen)


def _is_slims(sample: Sequence[Sequence[str]]) -> bool:
    """Returns True when the sex is 0 or 1 and the dates are in SLiMS's columns."""
    dates = re.compile(r"\d{4}-\d\d-\d\d|")
    sexes, ends = re.compile(r"[01]"), (13, 15)
    fits = _share(sample, 2, sexes) >= 0.8
    return fits and all(_share(sample, place, dates) >= 0.8 for place in ends)


_CELL_PATTERNS = (
    (_F.EMAIL, re.compile(r"[^@\s]+@[^@\s]+\.\w+")),
    (_F.IDENTITY, re.compile(r"[1-9]\d{15}")),
    (_F.PHONE, re.compile(r"(?:\+?62|0)?8[\d .-]{7,14}")),
    (_F.SEX, re.compile(r"(?i)[lp]|laki.*|perempuan|pria|wanita|male|female")),
    (_F.BIRTH_DATE, re.compile(r"(?:19|200|201)\d{1,2}-\d\d-\d\d|\d\d?[/-]\d\d?[/-](?:19|20)\d\d")),
    (_F.NAME, re.compile(r"(?i)[a-z.,'’` ]*[a-z]{2,} [a-z.,'’` ]*[a-z.]")),
    (_F.NUMBER, re.compile(r"(?=.*\d)[A-Za-z0-9./-]{2,25}")),
)  # fmt: skip


def _share(sample: Sequence[Sequence[str]], place: int, pattern: re.Pattern[str]) -> float:
    cells = [row[place] for row in sample if len(row) > place and row[place]]
    return sum(bool(pattern.fullmatch(cell)) for cell in cells) / len(cells) if cells else 0.0


def _padded(fields: Sequence[Field | None], width: int) -> tuple[Field | None, ...]:
    return (*fields, *[None] * width)[:width]
