"""Printed labels of the five kinds of cards, matched despite misread letters."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from idcard.reading.model import Field
from idcard.reading.parse.glyphs import distance, distances, fold, folded, is_digit


class Compound(StrEnum):
    """Label for more than one field, or for a field that depends on the card."""

    BIRTH = "birth"
    """Place and date, separated by a comma."""
    DOCUMENT = "document"
    """Number of this card."""
    ISSUED = "issued"
    """Place and date of issue."""
    STUDENT = "student"
    """Number of a student, on cards that may also print a NIK or permit number."""
    IGNORED = "ignored"
    """Label of a field that is not used."""


Meaning = Field | Compound

SPELLINGS: dict[Meaning, tuple[str, ...]] = {
    Field.NUMBER: ("NIK", "No. NIK", "No. KTP", "Nomor Induk Kependudukan",
                   "NIK / Personal No.", "Personal No.", "Nomor KTP"),
    Compound.STUDENT: ("NISN", "NIS", "NIS/NISN", "NISN/NIS", "No. Induk", "Nomor Induk",
                       "No. Induk (NISN)", "Nomor Induk (NISN)", "N I S N",
                       "Nomor Induk Siswa", "No. Induk Siswa", "Nomor Induk Siswa Nasional",
                       "No. Pelajar", "Student No.", "Student ID"),
    Compound.DOCUMENT: ("No.", "Nomor", "No. Izin", "Nomor Izin", "Permit No.", "Permit Number",
                        "No. Izin Tinggal", "Nomor Izin Tinggal", "No. KITAS", "No. KITAP",
                        "Nomor KITAS", "Nomor KITAP", "Stay Permit No.", "Stay Permit Number",
                        "Permit Index", "Nomor Izin / Permit Number",
                        "No. Dokumen", "Document No.", "Card No.", "NIORA"),
    Field.NAME: ("Nama", "Nama Lengkap", "Nama Anak", "Nama Siswa", "Nama Pelajar", "Name",
                 "Full Name", "Nama Lengkap / Full Name", "Nama Pemegang"),
    Compound.BIRTH: ("Tempat/Tgl Lahir", "Tempat/Tanggal Lahir", "Tempat Tanggal Lahir",
                     "Tempat dan Tanggal Lahir", "Tempat & Tgl Lahir", "Tempat Tgl Lahir",
                     "Tmpt/Tgl Lahir", "Tempat, Tanggal Lahir",
                     "Tmp/Tgl Lahir", "TTL",
                     "Place, Date of Birth", "Place/Date of Birth", "Place and Date of Birth",
                     "Place & Date of Birth", "Place of Birth/Date of Birth", "Lahir"),
    Field.BIRTH_PLACE: ("Tempat Lahir", "Place of Birth", "Kota Kelahiran"),
    Field.BIRTH_DATE: ("Tanggal Lahir", "Tgl Lahir", "Tgl. Lahir", "Date of Birth"),
    Field.SEX: ("Jenis Kelamin", "Kelamin", "Jns Kelamin", "Sex", "Gender", "L/P", "JK"),
    Field.BLOOD_TYPE: ("Gol. Darah", "Gol Darah", "Golongan Darah", "Gol. Drh", "Blood Type",
                       "Darah"),
    Field.STREET: ("Alamat", "Alamat Rumah", "Alamat Tinggal", "Alamat Lengkap", "Address",
                   "Alamat di Indonesia", "Address in Indonesia"),
    Field.RT_RW: ("RT/RW", "RT / RW", "RT. / RW."),
    Field.VILLAGE: ("Kel/Desa", "Kelurahan/Desa", "Desa/Kelurahan", "Desa/Kel", "Kelurahan",
                    "Desa", "Kel./Desa", "Desa/Kel."),
    Field.DISTRICT: ("Kecamatan", "Kec.", "District"),
    Field.REGENCY: ("Kabupaten/Kota", "Kab/Kota", "Kab./Kota", "Kabupaten", "Kota/Kabupaten"),
    Field.PROVINCE: ("Provinsi", "Propinsi", "Province"),
    Field.POSTAL_CODE: ("Kode Pos", "Kodepos", "Postal Code"),
    Field.RELIGION: ("Agama", "Religion"),
    Field.MARITAL_STATUS: ("Status Perkawinan", "Status Kawin", "Status Pernikahan", "Status",
                           "Marital Status"),
    Field.OCCUPATION: ("Pekerjaan", "Jenis Pekerjaan", "Occupation", "Profession"),
    Field.CITIZENSHIP: ("Kewarganegaraan", "Warga Negara", "Kebangsaan", "Nationality",
                        "Citizenship"),
    Field.VALID_UNTIL: ("Berlaku Hingga", "Berlaku s/d", "Berlaku Sampai", "Berlaku s.d.",
                        "Berlaku Sampai Dengan", "Masa Berlaku", "Berlaku", "Valid Until",
                        "Valid Thru", "Date of Expiry", "Expiry Date", "Stay Permit Expiry",
                        "Expiry", "Expires"),
    Field.ISSUED_AT: ("Dikeluarkan di", "Diterbitkan di", "Issued at", "Place of Issue",
                      "Tempat Dikeluarkan", "Issuing Office"),
    Field.ISSUED_ON: ("Dikeluarkan Tanggal", "Tanggal Dikeluarkan", "Dikeluarkan Pada",
                      "Diterbitkan Tanggal", "Tanggal Terbit", "Tgl Dikeluarkan", "Date of Issue",
                      "Issued on", "Tanggal Penerbitan", "Issue Date"),
    Compound.ISSUED: ("Dikeluarkan", "Diterbitkan"),
    Field.FAMILY_NUMBER: ("No. Kartu Keluarga", "Nomor Kartu Keluarga", "No. KK", "Nomor KK",
                          "No. Kartu Kel."),
    Field.HEAD_OF_FAMILY: ("Nama Kepala Keluarga", "Kepala Keluarga", "Nama Kep. Keluarga",
                           "Nama KK"),
    Field.BIRTH_CERTIFICATE: ("No. Akta Kelahiran", "Nomor Akta Kelahiran", "No. Akta Lahir",
                              "Akta Kelahiran", "No. Akta", "Nomor Akta Lahir",
                              "No. Reg. Akta Kelahiran", "Nomor Akta"),
    Field.PASSPORT: ("No. Paspor", "Nomor Paspor", "Paspor", "Passport No.", "Passport Number",
                     "Passport"),
    Field.GUARANTOR: ("Penjamin", "Nama Penjamin", "Sponsor", "Guarantor", "Penanggung Jawab"),
    Field.SCHOOL: ("Nama Sekolah", "Sekolah", "Asal Sekolah", "School"),
    Field.GRADE: ("Kelas", "Tingkat", "Grade", "Class", "Kelas/Jurusan"),
    Compound.IGNORED: ("Telp", "Telepon", "No. Telp", "No. HP", "E-mail", "Niper", "Kepala Sekolah",
                       "Tanda Tangan", "Jurusan", "NPSN", "NIP"),
}  # fmt: skip
SEPARATORS = " :;.,=-'/|"
LONG = 6
"""Length from which a label counts even inside a line."""
MAX_LABEL_LENGTH = 24
"""Latest position of the slash before a translation."""
PLAIN: frozenset[Meaning] = frozenset({Field.NUMBER, Field.NAME, Field.RELIGION, Field.STREET})
"""Short labels that hardly ever start a value, and therefore count without a colon."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at `start` to `end` of a line's text, with the number of wrong letters."""

    meaning: Meaning
    start: int
    end: int
    wrong: int
    letters: int

    @property
    def weight(self) -> float:
        """Score of the match: longer and more exact labels are better."""
        return self.letters - 2.5 * self.wrong


@dataclass(frozen=True, slots=True)
class Spelling:
    """Folded spelling of a label, and how many letters may be wrong."""

    meaning: Meaning
    letters: str
    allowed: int
    kinds: frozenset[str]
    """Distinct letters of the spelling."""


@cache
def spellings() -> tuple[Spelling, ...]:
    """Returns all spellings, longest first."""
    pairs = {(folded(text), meaning) for meaning, texts in SPELLINGS.items() for text in texts}
    return tuple(
        Spelling(meaning, letters, _allowed(len(letters)), frozenset(letters))
        for letters, meaning in sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
    )


def label_of(text: str) -> Label | None:
    """Returns the label at the start of a text, including its translation."""
    start = len(text) - len(text.lstrip(" .:;-'/"))
    best = _beginning(text, start)
    if best is None:
        return _only_translated(text)
    best = _with_translation(text, best)
    remainder = text[best.end :]
    closed = len(remainder) - len(remainder.lstrip(")]."))
    return replace(best, end=best.end + closed)


def labels_inside(text: str, start: int) -> Iterator[Label]:
    """Yields labels that start at a later word of the text."""
    for place in range(start + 1, len(text)):
        if text[place - 1] in " :;," and text[place].isalpha():
            label = _beginning(text, place)
            if label and _is_label_inside(text, label):
                yield label


def _is_label_inside(text: str, label: Label) -> bool:
    """Returns True where a label inside a line is nearly exact, and long or followed by a colon."""
    if label.wrong > label.letters // LONG or isinstance(label.meaning, Compound):
        return False
    marked = text[label.end : label.end + 3].strip()[:1] == ":"
    return marked or (label.letters >= LONG and text[label.start : label.end].lower() != "alamat")


def _beginning(text: str, start: int) -> Label | None:
    places = [place for place in range(start, min(len(text), start + 80)) if fold(text[place])]
    signs = "".join(fold(text[place]) for place in places)
    if len(signs) < 2:
        return None
    best: Label | None = None
    for spelling in spellings():
        if best and len(spelling.letters) <= best.weight:
            break
        if not _may_begin(spelling, signs):
            continue
        match = _match(text, places, signs, spelling)
        if match and (best is None or match.weight > best.weight):
            best = match
    return best


def _may_begin(spelling: Spelling, signs: str) -> bool:
    """Returns True where enough letters match to justify computing the edit distance."""
    letters = spelling.letters
    if letters[0] not in signs[:2] and letters[1] not in signs[:3]:
        return False
    missing = spelling.kinds.difference(signs[: len(letters) + 3])
    return len(missing) <= spelling.allowed


def _match(text: str, places: list[int], signs: str, spelling: Spelling) -> Label | None:
    letters = spelling.letters
    costs = distances(letters, signs[: len(letters) + 3])
    best: tuple[float, Label] | None = None
    for count, wrong in enumerate(costs, start=1):
        if wrong > spelling.allowed:
            continue
        end = places[count - 1] + 1
        label = Label(spelling.meaning, places[0], end, wrong, len(letters))
        cost = wrong + abs(count - len(letters)) / 8
        if (best is None or cost < best[0]) and _ends(text, end, label):
            best = (cost, label)
    return best[1] if best else None


def _allowed(length: int) -> int:
    """Returns how many letters may be wrong in a label of this length."""
    return 0 if length < 4 else 1 if length < 9 else 2 if length < 13 else 3


def _ends(text: str, end: int, label: Label) -> bool:
    """Returns True where a label can end: before punctuation, digits or another letter case."""
    remainder = text[end:].lstrip(" ")
    if not remainder or remainder[0] in ":;":
        return True
    if label.wrong and label.letters < 10:
        return False
    if label.letters < 4 and label.meaning is not Field.NUMBER:
        return remainder[0] in "." or is_digit(remainder[0])
    last, following = text[end - 1], remainder[0]
    if not following.isalnum():
        return text[end] != " " or following in "/-("
    small = last.islower() and (following.isupper() or is_digit(following))
    if text[end] == " ":
        return small or label.letters >= LONG or label.meaning in PLAIN
    return small or (last.isalpha() and is_digit(following))


def _with_translation(text: str, label: Label) -> Label:
    """Extends a label by its translation, as in "Nama / Name"."""
    remainder = text[label.end :]
    sign = remainder.lstrip(" ")[:1]
    if not sign or sign not in "/|(IlJ1-":
        return label
    start = label.end + len(remainder) - len(remainder.lstrip(" /|(-"))
    for begin in (start, start + 1):
        other = _beginning(text, begin) if begin < len(text) else None
        if other and may_translate(other.meaning, label.meaning):
            letters = label.letters + other.letters
            return Label(label.meaning, label.start, other.end, label.wrong + other.wrong, letters)
    return replace(label, end=len(text)) if _begun(label, text[start:]) else label


def _only_translated(text: str) -> Label | None:
    """Returns the label where only its translation was read, as in "egaraan / Nationality"."""
    slash = text.find("/", 0, MAX_LABEL_LENGTH)
    remainder = text[slash + 1 :]
    if slash < 0 or not any(char.islower() for char in remainder):
        return None
    label = _beginning(text, slash + 1 + len(remainder) - len(remainder.lstrip()))
    if label is None or isinstance(label.meaning, Compound) or folded(text[label.end :]):
        return None
    return replace(label, start=0)


def _begun(label: Label, remainder: str) -> bool:
    """Returns True where only the start of the translation was read, as in "Nama / Na".

    Of three or more letters one may be wrong.
    """
    key = folded(remainder)
    small = any(char.islower() for char in remainder) and len(key) > 1
    return small and any(
        may_translate(spelling.meaning, label.meaning)
        and distance(spelling.letters[: len(key)], key) <= (len(key) > 2)
        for spelling in spellings()
    )


def may_translate(one: Meaning, other: Meaning) -> bool:
    """Returns True for meanings that can translate each other."""
    births = {Compound.BIRTH, Field.BIRTH_DATE, Field.BIRTH_PLACE}
    numbers = {Compound.DOCUMENT, Field.NUMBER}
    return one == other or {one, other} <= births or {one, other} <= numbers
