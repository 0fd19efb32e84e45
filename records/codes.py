"""Codes of records: audiences, languages, roles, kinds of agents and files."""

import re
from enum import StrEnum
from typing import Final


class Audience(StrEnum):
    """Audience of a title."""

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

# ISO 639-2 codes that EPUBs use where BCP 47 requires the short code.
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
    """Kind of an agent: MARC's personal, corporate and meeting names."""

    PERSON = "person"
    BODY = "body"
    MEETING = "meeting"


class Format(StrEnum):
    """Format of a file. `images` is an archive of page images: a comic, scans of a lontar."""

    EPUB = "epub"
    PDF = "pdf"
    IMAGES = "images"

    @property
    def ending(self) -> str:
        """File name extension of the format."""
        return "cbz" if self is Format.IMAGES else self.value


class Scheme(StrEnum):
    """Scheme of an identifier. `control` is the number of a record in its source catalogue, written
    "source:number"; `epub` is the unique identifier of a package."""

    ISBN = "isbn"
    ISSN = "issn"
    DOI = "doi"
    URI = "uri"
    CONTROL = "control"
    EPUB = "epub"
    OTHER = "other"


def language_tag(text: str) -> str:
    """Returns a BCP 47 tag with its primary part in the short form, or "und"."""
    primary, dash, rest = text.strip().replace("_", "-").partition("-")
    primary = SHORT_LANGUAGES.get(primary.lower(), primary.lower())
    tag = f"{primary}{dash}{rest}"
    return tag if _LANGUAGE.fullmatch(tag) and len(tag) <= 35 else "und"


def audience(text: str) -> Audience:
    """Returns the audience that a word means, EVERYONE for unknown words."""
    return AUDIENCES.get(text.casefold().strip(), Audience.EVERYONE)


def role_code(text: str, otherwise: str) -> str:
    """Returns a known MARC relator code in lower case, `otherwise` for an unknown one."""
    code = text.strip().lower()
    return code if code in ROLES else otherwise
