"""What single cells say: telephones, sexes, numbers that a spreadsheet has cut."""

import re
from html import unescape

from rontal.membership.rules import text
from rontal.membership.rules.kinds import IdentityKind, Sex

EMPTY = frozenset(
    ("", "-", "--", "---", ".", "0", "null", "none", "nil", "n/a", "na", "#n/a", "tidak ada", "\\n")
)
"""How programs and people write that there is nothing."""
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
    """A cell as people read it: entities of HTML opened, "nothing" made empty."""
    said = text.clean(unescape(cell)) if "&" in cell else text.clean(cell)
    said = said.removeprefix("'") if said[:1] == "'" else said
    return "" if said.casefold() in EMPTY else said


def is_cut(said: str) -> bool:
    """True for 5.10205E+15: a spreadsheet has made the last digits zero."""
    return SCIENTIFIC.fullmatch(said) is not None


def phone(said: str) -> tuple[str, str]:
    """`+62812…` and "", or "" and a code. Of several the first that fits counts."""
    if not said:
        return "", ""
    if is_cut(said):
        return "", "phone_cut_by_spreadsheet"
    for part in re.split(r"[/,;|]| atau |\s{2,}", said):
        bare = re.sub(r"[^0-9+]", "", part)
        bare = bare.removeprefix("00") if bare.startswith("0062") else bare
        # Spreadsheets drop the 0 in front; mobiles begin by 8, Bali's lines by 361 and so on.
        bare = "0" + bare if re.fullmatch(r"(?:8\d{8,11}|[2-9]\d{8,9})", bare) else bare
        found = text.phone(bare.replace("+620", "+62"))
        if text.phone_fault(found) is None:
            return found, ""
    return "", "phone_malformed"


def email(said: str) -> tuple[str, str]:
    """The address and "", or "" and a code. Of several the first counts."""
    if not said:
        return "", ""
    first = re.split(r"[;, ]+", said)[0].removeprefix("mailto:")
    fault = text.email_fault(first)
    return ("", fault) if fault else (first, "")


def sex(said: str) -> tuple[Sex | None, str]:
    """The sex and "", or None and a code. In SLiMS 1 is male and 0 is female."""
    if not said:
        return None, ""
    found = _SAID_SEX.get(said.casefold().replace(" ", ""))
    return (found, "") if found else (None, "sex_unknown_word")


def identity_kind(said: str) -> IdentityKind | None:
    """The kind of card that a word means; None for those that are not asked for here."""
    word = said.casefold().strip()
    for kind, words in _KINDS.items():
        if word and (word == words or word in words.split() or words.endswith(word)):
            return kind
    return None
