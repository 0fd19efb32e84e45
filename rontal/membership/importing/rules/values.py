"""What single cells say: dates, telephones, sexes, numbers that a spreadsheet has cut."""

import re
from datetime import date
from html import unescape

from rontal.kernel.tables.numbers import day_of
from rontal.membership.rules import text
from rontal.membership.rules.kinds import IdentityKind, Sex

EMPTY = frozenset(
    ("", "-", "--", "---", ".", "0", "null", "none", "nil", "n/a", "na", "#n/a", "tidak ada", "\\n")
)
"""How programs and people write that there is nothing."""
NO_DAY = re.compile(r"[0/.: -]+")
SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+]?\d+")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_LOCAL = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ].*)?")
_WORDS = re.compile(r"(\d{1,2})[-/. ]+([A-Za-z]{3,12})\.?[-/., ]+(\d{4}|\d{2})(?:[T ].*)?")
_MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7,
    "agu": 8, "agt": 8, "ags": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11,
    "des": 12, "dec": 12,
}  # fmt: skip
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


def day(said: str, *, newest: date) -> tuple[date | None, str]:
    """A date and "", or None and the code of what is wrong; both empty for no date.

    Day before month, as in Indonesia. Two digits of a year mean the latest year not after
    `newest`. Serial numbers of spreadsheets are dates too; 0000-00-00 is none.
    """
    if not said or (NO_DAY.fullmatch(said) and not said.strip("0/.: -")):
        return None, ""
    if said.isdigit() and len(said) == 5:
        found = day_of(int(said))
        return (date.fromisoformat(found), "") if found else (None, "date_impossible")
    parts = _parts(said)
    if parts is None:
        return None, "date_unknown_form"
    day_number, month, year = parts
    if year < 100:
        year += newest.year // 100 * 100
        year -= 100 if year > newest.year else 0
    if month > 12 >= day_number:
        return None, "date_month_first"
    try:
        return date(year, month, day_number), ""
    except ValueError:
        return None, "date_impossible"


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


def _parts(said: str) -> tuple[int, int, int] | None:
    """Day, month and year."""
    if found := _ISO.fullmatch(said):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _LOCAL.fullmatch(said):
        return int(found[1]), int(found[2]), int(found[3])
    found = _WORDS.fullmatch(said)
    month = _MONTHS.get(found[2][:3].casefold()) if found else None
    return (int(found[1]), month, int(found[3])) if found and month else None
