"""Parsing of single cells: phone numbers, e-mail addresses, sexes, kinds of cards."""

import re
from html import unescape

from idcard.kinds import IdentityKind, Sex
from rontal.membership.rules import text

EMPTY = frozenset(
    ("", "-", "--", "---", ".", "0", "null", "none", "nil", "n/a", "na", "#n/a", "tidak ada", "\\n")
)
"""Texts by which programs and people write an empty value."""
SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+]?\d+")
_SEXES = {
    Sex.MALE: ("l", "m", "1", "laki", "laki-laki", "lakilaki", "pria", "male", "lk", "laki_laki"),
    Sex.FEMALE: ("p", "f", "w", "0", "2", "perempuan", "wanita", "female", "pr"),
}
_SEX_OF_TEXT = {word: sex for sex, words in _SEXES.items() for word in words}
_KINDS = {
    IdentityKind.KTP: "ktp e-ktp ktp-el nik kartu tanda penduduk",
    IdentityKind.KIA: "kia kartu identitas anak",
    IdentityKind.FAMILY_CARD: "kk kartu keluarga",
    IdentityKind.STUDENT_CARD: "kartu pelajar pelajar ktm kartu mahasiswa nis nisn nim",
    IdentityKind.STAY_PERMIT: "kitas kitap",
}


def clean_cell(cell: str) -> str:
    """Cleans a cell: HTML entities decoded, texts for an empty value replaced by ""."""
    text_ = text.clean(unescape(cell)) if "&" in cell else text.clean(cell)
    text_ = text_.removeprefix("'") if text_[:1] == "'" else text_
    return "" if text_.casefold() in EMPTY else text_


def is_cut(cell: str) -> bool:
    """Returns True for a number such as 5.10205E+15, whose last digits a spreadsheet has lost."""
    return SCIENTIFIC.fullmatch(cell) is not None


def phone(cell: str) -> tuple[str, str]:
    """Returns `+62812…` and "", or "" and an error code. Of several numbers the first valid one
    counts.
    """
    if not cell:
        return "", ""
    if is_cut(cell):
        return "", "phone_cut_by_spreadsheet"
    for part in re.split(r"[/,;|]| atau |\s{2,}", cell):
        digits = re.sub(r"[^0-9+]", "", part)
        digits = digits.removeprefix("00") if digits.startswith("0062") else digits
        # Spreadsheets drop the leading 0. Mobile numbers start with 8, landlines in Bali with 361
        # or so.
        digits = "0" + digits if re.fullmatch(r"(?:8\d{8,11}|[2-9]\d{8,9})", digits) else digits
        number = text.phone(digits.replace("+620", "+62"))
        if text.phone_fault(number) is None:
            return number, ""
    return "", "phone_malformed"


def email(cell: str) -> tuple[str, str]:
    """Returns the address and "", or "" and an error code. Of several the first counts."""
    if not cell:
        return "", ""
    first = re.split(r"[;, ]+", cell)[0].removeprefix("mailto:")
    fault = text.email_fault(first)
    return ("", fault) if fault else (first, "")


def sex(cell: str) -> tuple[Sex | None, str]:
    """Returns the sex and "", or None and an error code. In SLiMS 1 is male and 0 is female."""
    if not cell:
        return None, ""
    value = _SEX_OF_TEXT.get(cell.casefold().replace(" ", ""))
    return (value, "") if value else (None, "sex_unknown_word")


def identity_kind(cell: str) -> IdentityKind | None:
    """Returns the kind of card for a text; None for kinds that the library does not accept."""
    word = cell.casefold().strip()
    for kind, words in _KINDS.items():
        if word and (word == words or word in words.split() or words.endswith(word)):
            return kind
    return None
