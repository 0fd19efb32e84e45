"""Codes of the catalogue: audiences, languages, roles, kinds of agents and files."""

import re
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
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")


class AgentKind(StrEnum):
    """What an agent is: MARC's personal, corporate and meeting names."""

    PERSON = "person"
    BODY = "body"
    MEETING = "meeting"


class Format(StrEnum):
    """What a file of a title is. `images` is a row of page pictures: a comic, scans of a lontar."""

    EPUB = "epub"
    PDF = "pdf"
    IMAGES = "images"

    @property
    def ending(self) -> str:
        """What the name of such a file ends with."""
        return "cbz" if self is Format.IMAGES else self.value


class Scheme(StrEnum):
    """What kind of identifier a title has. `control` is the number of a record in the catalogue
    that it came from, written "source:number"; `epub` the unique identifier of a package."""

    ISBN = "isbn"
    ISSN = "issn"
    DOI = "doi"
    URI = "uri"
    CONTROL = "control"
    EPUB = "epub"
    OTHER = "other"


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
