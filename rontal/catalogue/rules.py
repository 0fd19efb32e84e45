"""Rules of the catalogue without Django: cleaning text, codes, folding for search."""

import re
import unicodedata
from enum import StrEnum
from typing import Final


class Audience(StrEnum):
    """For whom a title is meant."""

    EVERYONE = "everyone"
    CHILDREN = "children"
    YOUNG = "young"
    ADULTS = "adults"


AUDIENCES: Final = {
    "anak": Audience.CHILDREN,
    "anak-anak": Audience.CHILDREN,
    "children": Audience.CHILDREN,
    "juvenile": Audience.CHILDREN,
    "remaja": Audience.YOUNG,
    "young": Audience.YOUNG,
    "young adult": Audience.YOUNG,
    "dewasa": Audience.ADULTS,
    "adult": Audience.ADULTS,
    "adults": Audience.ADULTS,
}

# ISO 639-2 codes that EPUBs carry where BCP 47 asks for the short one.
SHORT_LANGUAGES: Final = {
    "ind": "id", "eng": "en", "may": "ms", "msa": "ms", "jav": "jv", "sun": "su",
    "ara": "ar", "dut": "nl", "nld": "nl", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de",
    "jpn": "ja", "zho": "zh", "chi": "zh", "san": "sa", "spa": "es", "in": "id",
}  # fmt: skip
ROLES: Final = frozenset(
    {
        "aut", "edt", "ill", "trl", "nrt", "aui", "art", "clr", "com", "ctb", "pht", "cov", "bkd",
        "dsr", "pbl", "prt", "lbt", "cmp", "ann", "red", "adp",
    }
)  # fmt: skip
# Joined to a word these marks change what is seen without being seen: they never come in.
_UNSEEN: Final = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKS: Final = re.compile("[\u0300-\u036f]")
_BETWEEN_LETTERS: Final = re.compile(r"(?<=\w)['’ʻ`´](?=\w)")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_ISBN: Final = re.compile(
    r"(?:urn:)?(?:isbn[-: ]*(?:1[03][: ]+)?)?([\d -]{9,16}[\dXx])", re.IGNORECASE
)


def plain(text: str) -> str:
    """One line of plain text: composed, no control or direction marks, white space collapsed."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in text)
    return " ".join(kept.split())


def fold(text: str) -> str:
    """Text as search compares it: lower case, without diacritics, words parted by one space."""
    parted = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    joined = _BETWEEN_LETTERS.sub("", _MARKS.sub("", parted))
    return " ".join("".join(char if _in_word(char) else " " for char in joined).split())


def _in_word(char: str) -> bool:
    """Letters, digits, and the signs that other scripts, such as Balinese, write around them."""
    return unicodedata.category(char)[0] in "LNM"


def language_tag(text: str) -> str:
    """A BCP 47 tag, primary part in its short form; "und" where it is none."""
    primary, dash, rest = text.strip().replace("_", "-").partition("-")
    primary = SHORT_LANGUAGES.get(primary.lower(), primary.lower())
    tag = f"{primary}{dash}{rest}"
    return tag if _LANGUAGE.fullmatch(tag) and len(tag) <= 35 else "und"


def audience(text: str) -> Audience:
    """The audience that a book claims, everyone where it claims none that is known."""
    return AUDIENCES.get(text.casefold().strip(), Audience.EVERYONE)


def role_code(text: str, otherwise: str) -> str:
    """A MARC relator code that we have words for."""
    code = text.strip().lower()
    return code if code in ROLES else otherwise


def isbn13(text: str) -> str:
    """The ISBN in a text as 13 digits, "" where there is none or its check digit is wrong."""
    found = _ISBN.fullmatch(text.strip())
    digits = re.sub(r"[^0-9Xx]", "", found.group(1)) if found else ""
    if len(digits) == 13 and digits.isdigit():
        return digits if _check13(digits[:12]) == digits[12] else ""
    if len(digits) == 10 and _sum10(digits) % 11 == 0:
        stem = "978" + digits[:9]
        return stem + _check13(stem)
    return ""


def sort_key(title: str) -> str:
    """A title as lists order it: folded, without a leading article."""
    folded = fold(title)
    return re.sub(r"^(the|a|an|sang|si)\s+(?=\w)", "", folded)[:500]


def slug(title: str) -> str:
    """A readable part of an address, at most 80 characters; "judul" where nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:80].rstrip("-") or "judul"


def _check13(stem: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(stem))
    return str(-total % 10)


def _sum10(digits: str) -> int:
    values = [10 if digit in "Xx" else int(digit) for digit in digits]
    return sum((10 - place) * value for place, value in enumerate(values))
