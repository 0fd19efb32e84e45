"""Parsing of single cells: phone numbers, e-mail addresses, sexes, kinds of cards."""

import re
from html import unescape

from rontal.membership.rules import text
from rontal.membership.rules.kinds import IdentityKind, Sex

EMPTY = frozenset(
    ("", "-", "--", "---", ".", "0", "null", "none", "nil", "n/a", "na", "#n/a", "tidak ada", "\\n")
)
"""Texts by which programs and people write an empty value."""
SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+]?\d+")
_SEXES = {
    Sex.MALE: ("l", "m", "1", "laki", "laki-laki", "lakilaki", "pria", "male", "lk", "laki_laki"),
    Sex.FEMALE: ("p", "f", "w", "0", "2", "perempuan", "wanita", "female", "pr"),
}
_SAID_SEX = {word: sex for sex, words in _SEXES.items() for word in words}
_KINDS = {
    IdentityKind.KTP: "ktp e-ktp ktp-el nik kartu tanda penduduk",
    IdentityKind.KIA: "kia kartu identitas anak",
    IdentityKind.FAMILY_CARD: "kk kartu keluarga",
    IdentityKind.STUDENT_CARD: "kartu pelajar pelajar ktm kartu mahasiswa nis nisn nim",
    IdentityKind.STAY_PERMIT: "kitas kitap",
}


def plain(cell: str) -> str:
    """Cleans a cell: HTML entities decoded, texts for an empty value replaced by ""."""
    said = text.clean(unescape(cell)) if "&" in cell else text.clean(cell)
    said = said.removeprefix("'") if said[:1] == "'" else said
    return "" if said.casefold() in EMPTY else said


def is_cut(said: str) -> bool:
    """Returns True for a number such as 5.10205E+15, whose last digits a spreadsheet has lost."""
    return SCIENTIFIC.fullmatch(said) is not None


def phone(said: str) -> tuple[str, str]:
    """Returns `+62812…` and "", or "" and an error code. Of several numbers the first valid one
    counts.
    """
    if not said:
        return "", ""
    if is_cut(said):
        return "", "phone_cut_by_spreadsheet"
    for part in re.split(r"[/,;|]| atau |\s{2,}", said):
        bare = re.sub(r"[^0-9+]", "", part)
        bare = bare.removeprefix("00") if bare.startswith("0062") else bare
        # Spreadsheets drop the leading 0. Mobile numbers start with 8, landlines in Bali with 361
        # or so.
        bare = "0" + bare if re.fullmatch(r"(?:8\d{8,11}|[2-9]\d{8,9})", bare) else bare
        found = text.phone(bare.replace("+620", "+62"))
        if text.phone_fault(found) is None:
            return found, ""
    return "", "phone_malformed"


def email(said: str) -> tuple[str, str]:
    """Returns the address and "", or "" and an error code. Of several the first counts."""
    if not said:
        return "", ""
    first = re.split(r"[;, ]+", said)[0].removeprefix("mailto:")
    fault = text.email_fault(first)
    return ("", fault) if fault else (first, "")


def sex(said: str) -> tuple[Sex | None, str]:
    """Returns the sex and "", or None and an error code. In SLiMS 1 is male and 0 is female."""
    if not said:
        return None, ""
    found = _SAID_SEX.get(said.casefold().replace(" ", ""))
    return (found, "") if found else (None, "sex_unknown_word")


def identity_kind(said: str) -> IdentityKind | None:
    """Returns the kind of card for a text; None for kinds that the library does not accept."""
    word = said.casefold().strip()
    for kind, words in _KINDS.items():
        if word and (word == words or word in words.split() or words.endswith(word)):
            return kind
    return None
