"""Equivalent spellings of Indonesian names.

Equal are spellings from before 1972 (oe, dj, tj, sj, nj), i and y, doubled letters, and a silent h.
Usual abbreviations are expanded, titles and degrees ignored. Balinese prefixes (I, Ni) and all
other words count: without one it is another name.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, product

MAX_SPELLINGS = 512
"""Maximum number of spellings, for names in which nearly every word could be an abbreviation."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _set("DR DRA DRS DRG DRH IR PROF H HJ HAJI HAJAH KH USTAZ USTADZ")
DEGREES = _set(
    "AMD AMDKEB AMDKEP SAG SAK SARS SE SFARM SFIL SH SHUT SI SIKOM SIP SKED SKEP SKG SKH SKM SKOM "
    "SM SMAT SP SPD SPDH SPDI SPT SPSI SPTK SS SSI SSN SSOS SST SSTP ST STP STH STR STRKEB STRKEP "
    "SEI MA MAG MAK MBA MENG MFIL MHUM MH MIKOM MIP MKES MKEP MKN MKOM MM MPD MPDH MPH MPSI MSC "
    "MSI MSN MSOS MT MTI PHD NERS NS APT BA BSC CPA SPA SPB SPOG SPPD"
)
"""Degrees without dots and spaces; they count only behind a comma or at the end of a name."""

SHORT = {
    "M": ("MUHAMMAD",),
    "MD": ("MADE", "MUHAMMAD"),
    "MHD": ("MUHAMMAD",),
    "MOH": ("MUHAMMAD",),
    "MOHD": ("MUHAMMAD",),
    "MOCH": ("MUHAMMAD",),
    "MUH": ("MUHAMMAD",),
    "MUHD": ("MUHAMMAD",),
    "MUCH": ("MUHAMMAD",),
    "MUHAMAD": ("MUHAMMAD",),
    "MOHAMAD": ("MUHAMMAD",),
    "MOHAMMAD": ("MUHAMMAD",),
    "MOHAMMED": ("MUHAMMAD",),
    "MUHAMMED": ("MUHAMMAD",),
    "MOCHAMAD": ("MUHAMMAD",),
    "MOCHAMMAD": ("MUHAMMAD",),
    "MUCHAMAD": ("MUHAMMAD",),
    "MUCHAMMAD": ("MUHAMMAD",),
    "ACHMAD": ("AHMAD",),
    "AKHMAD": ("AHMAD",),
    "ABD": ("ABDUL",),
    "ST": ("SITI",),
    "R": ("RADEN",),
    "RR": ("RADEN RORO",),
    "AA": ("ANAK AGUNG",),
    "AAG": ("ANAK AGUNG",),
    "AGG": ("AGUNG",),
    "COK": ("COKORDA",),
    "TJOK": ("COKORDA",),
    "DSK": ("DESAK",),
    "DW": ("DEWA",),
    "GD": ("GEDE",),
    "GDE": ("GEDE",),
    "GST": ("GUSTI",),
    "IA": ("IDA AYU",),
    "IB": ("IDA BAGUS",),
    "IGA": ("I GUSTI AGUNG", "I GUSTI AYU"),
    "IGN": ("I GUSTI NGURAH",),
    "KD": ("KADEK",),
    "KDK": ("KADEK",),
    "KM": ("KOMANG",),
    "KMG": ("KOMANG",),
    "KT": ("KETUT",),
    "NGH": ("NENGAH",),
    "NGR": ("NGURAH",),
    "NYM": ("NYOMAN",),
    "NYMN": ("NYOMAN",),
    "PT": ("PUTU",),
    "WYN": ("WAYAN",),
}
OLD = (("OE", "U"), ("TJ", "C"), ("DJ", "J"), ("SJ", "SY"), ("NJ", "NY"))
OLD_MARKS = ("OE", "TJ", "DJ", "SJ", "NJ")
PLACE_KINDS = _set("DESA DS KELURAHAN KEL KABUPATEN KAB KOTA KECAMATAN KEC")


def split_words(text: str) -> list[str]:
    """Returns words in capitals without accents and punctuation; adjacent initials form one word.

    So "I.B. Putra" and "I B PUTRA" have the same two words.
    """
    text_without_marks = unicodedata.normalize("NFKD", text.upper())
    text_without_marks = "".join(
        char for char in text_without_marks if not unicodedata.combining(char)
    )
    text_without_marks = re.sub(r"['’‘`´]", "", text_without_marks)
    spaced = "".join(char if char.isalnum() else " " for char in text_without_marks).split()
    return _joined_initials(spaced)


def spellings(name: str) -> frozenset[str]:
    """Returns all equivalent forms of a name, without spaces; two names match where they share one.

    Empty where the text has no letter or digit.
    """
    forms: set[str] = set()
    for part in {name, without_titles(name)}:
        parts = split_words(part)
        forms.add("".join(parts))
        forms.update(_folded_forms(parts))
    return frozenset(forms - {""})


def place_spellings(place: str) -> frozenset[str]:
    """Returns the equivalent forms of a place: "Desa Dajan Peken" is "Dajan Peken"."""
    parts = split_words(place)
    name_parts = parts[1:] if len(parts) > 1 and parts[0] in PLACE_KINDS else parts
    return frozenset({"".join(name_parts), "".join(fold(word) for word in name_parts)} - {""})


def without_titles(name: str) -> str:
    """Returns the name without titles and degrees; unchanged where nothing would remain."""
    first, *suffixes = name.upper().split(",")
    if not all(_without_dots(part) in DEGREES or not _without_dots(part) for part in suffixes):
        first = name.upper()
    parts = first.split()
    while len(parts) > 1 and _without_dots(parts[0]) in TITLES:
        parts.pop(0)
    while (degree := _degree_length(parts)) and len(parts) > degree:
        del parts[-degree:]
    return " ".join(parts)


def fold(word: str) -> str:
    """Returns a word in capitals with letters of the same sound merged."""
    for old, new in OLD:
        word = word.replace(old, new)
    word = re.sub(r"S[YH](?=[AEOU])", "S", word)
    word = re.sub(r"(?<=[DTBG])H", "", word)
    word = word.replace("Y", "I")
    return re.sub(r"(.)\1+", r"\1", word)


def _folded_forms(parts: list[str]) -> Iterator[str]:
    options = [tuple(_options(word)) for word in parts]
    for chosen in islice(product(*options), MAX_SPELLINGS):
        yield "".join(chosen)


def _options(word: str) -> Iterator[str]:
    """Yields the folded word, its expansions, and its form with the old j as y."""
    yield fold(word)
    for full_form in SHORT.get(word, ()):
        yield "".join(fold(part) for part in full_form.split())
    if any(mark in word for mark in OLD_MARKS):
        yield fold(re.sub(r"(?<![DTSN])J", "Y", word))


def _joined_initials(parts: list[str]) -> list[str]:
    joined: list[str] = []
    initials = False
    for part in parts:
        if initials and len(part) == 1:
            joined[-1] += part
        else:
            joined.append(part)
        initials = len(part) == 1
    return joined


def _degree_length(parts: list[str]) -> int:
    """Returns the number of words of a degree at the end: "S. Pd." has two. A degree has a dot."""
    for count in (2, 1):
        tail = parts[-count:]
        if len(tail) == count and "." in "".join(tail) and _without_dots("".join(tail)) in DEGREES:
            return count
    return 0


def _without_dots(text: str) -> str:
    return re.sub(r"[.\s]", "", text)
