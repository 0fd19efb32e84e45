"""Parses cells that hold several names, several subjects, or a whole publication statement."""

import re
from collections.abc import Sequence
from typing import Final

from records.formats import names

BETWEEN: Final = " | "
"""Separator between several values in one cell of this program's own CSV."""
MAX_LENGTH: Final = 600
"""Most characters of a cell that is split into parts."""
_UNKNOWN: Final = "none null n/a s.l s.l. s.n s.n. s.a s.a. t.t t.t. t.p t.p."
_MARKS: Final = "- -- --- – — . .. ... ? ?? / * _ [-] <->"
PLACEHOLDERS: Final = frozenset(
    (
        *_MARKS.split(" "),
        *(
            form
            for word in _UNKNOWN.split(" ")
            for spelling in (word, word.upper(), word.capitalize())
            for form in (spelling, f"[{spelling}]")
        ),
    )
)
"""Texts that people and programs write for an unknown value."""
_PICKED: Final = re.compile(r"<([^<>]*)>")
_PARTED: Final = re.compile(r"\s*[;|]\s*")
_PUBLICATION: Final = re.compile(
    r"(?:(?P<place>[^:]*?)\s*:\s*)?(?P<publisher>.*?)[,.\s]*"
    r"(?P<year>\[?c?\d{4}\]?\.?)?"
)
_IN_SERIES: Final = re.compile(r"(.+?)\s+\((.+?),?\s*#\s?([\d.,–&-]+)\)")


def values(cell: str) -> list[str]:
    """Splits a cell of another program at angle brackets, semicolons or bars."""
    if cell.startswith("<") and cell.endswith(">"):
        return [text for text in _PICKED.findall(cell) if text.strip() and text not in PLACEHOLDERS]
    return [text for text in _PARTED.split(cell) if text]


def people(cell: str, *, listed: bool) -> list[str]:
    """Splits the names in a cell. Commas separate names where the table lists people so (`listed`),
    or where they cannot stand for "last, first"; never where each name is in angle brackets."""
    names_in_cell = values(cell)
    if cell[:1] == "<":
        return [names.of_two_parts(names.without_degrees(one)) for one in names_in_cell]
    if len(names_in_cell) != 1 or "," not in cell:
        return names_in_cell
    whole = names.without_degrees(names_in_cell[0])
    parts = [part for part in whole.split(", ") if part]
    if listed or len(parts) > 2 or (len(parts) == 2 and all(" " in part for part in parts)):
        return parts
    return [whole]


def are_listed(sample: Sequence[str]) -> bool:
    """Returns True where most names before a comma have several words: "A B, C D", not "B, A"."""
    with_comma = [
        cell for cell in sample if "," in cell and cell[:1] != "<" and not values(cell)[1:]
    ]
    natural = sum(" " in names.without_degrees(cell).split(",")[0].strip() for cell in with_comma)
    return bool(with_comma) and natural > len(with_comma) / 2


def subjects(cell: str) -> list[str]:
    """Splits the headings in a cell; commas separate them where nothing else does."""
    headings = values(cell)
    return headings if len(headings) != 1 or cell.startswith("<") else headings[0].split(",")


def publication(cell: str) -> tuple[str, str, str]:
    """Splits "Jakarta : Gramedia, 2005" into place, publisher and year."""
    match = _PUBLICATION.fullmatch(cell.strip()) if len(cell) <= MAX_LENGTH else None
    if match is None:
        return "", cell, ""
    return match["place"] or "", match["publisher"], match["year"] or ""


def in_series(title: str) -> tuple[str, str, str] | None:
    """Splits "The Hunger Games (The Hunger Games, #1)" into title, series and number; None where
    there is no series."""
    may = title.endswith(")") and "#" in title and len(title) <= MAX_LENGTH
    match = _IN_SERIES.fullmatch(title) if may else None
    return (match[1], match[2], match[3]) if match else None
