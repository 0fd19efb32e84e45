"""Converts one row of a table to a draft."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from records.codes import AgentKind, Audience, Scheme, audience
from records.formats import languages, titles
from records.formats.draft import Draft, year_of
from records.formats.item import Remark
from records.formats.punctuation import unbracketed
from records.formats.tables import cells, own_csv
from records.formats.tables.columns import Field
from records.identifiers import isbn13
from records.record import MAX_CREDITS
from records.tables.writing import unguarded

_NUMBERS: Final = re.compile(r"[\dXx][\dXx -]{5,20}[\dXx]")
_SHORT_CLASS: Final = re.compile(r"\d{1,2}(?:\.\d+)?")
_CLASS: Final = re.compile(
    r"(?:[A-Za-z]{1,4}[\s.-]+)?"
    r"(\d{3}(?!\d)(?:\.\d+(?: \d{1,2}(?= [A-Za-z]|$))?)?|2[Xx]\d*(?:\.\d+)?)"
)
_LINE_ENDS: Final = re.compile(r"(?:\\r\\n|\\n(?![a-z])|(?:rn){2,}|(?<=[.!?])rn(?=[A-Z]))+")
_ISSN: Final = re.compile(r"\d{4}\s*-\s*\d{3}[\dXx]|0\d{6}[\dXx]")
_SHORTENED: Final = re.compile(r"9[.,](7[89]\d{0,10})[Ee]\+?12")
"""Matches an ISBN in the notation that spreadsheets use for large numbers: 9.78602E+12."""


@dataclass(frozen=True, slots=True)
class Style:
    """Conventions of a table: `ours` for this program's own CSV, `listed` for commas between
    people, `series` for a column of series (without it, titles may end with their series)."""

    ours: bool
    listed: bool
    series: bool


def draft_of(row: Sequence[str], plan: list[tuple[int, Field]], style: Style) -> Draft:
    draft, width = Draft(), len(row)
    if style.ours:
        unescaped = {
            field: unguarded(cell) if cell[:1] == "'" else cell
            for place, field in plan
            if place < width and (cell := row[place])
        }
        own_csv.fill(draft, unescaped)
        return draft
    for place, field in plan:
        if place < width and (cell := row[place]) and cell not in cells.PLACEHOLDERS:
            _CELL_READERS[field](draft, cell, style)
    _part_title(draft, style)
    if draft.credits:
        draft.statement = ""
    if Remark.ISBN_SHORTENED in draft.remarks:
        _drop_restored_isbns(draft)
    return draft


def _part_title(draft: Draft, style: Style) -> None:
    """Splits a title cell that also contains the subtitle and makers (as on catalogue cards) or the
    series (as Goodreads exports it)."""
    titles.split_makers(draft)
    if not style.series and (parts := cells.in_series(draft.title)):
        draft.title, draft.series, draft.series_number = parts
    titles.split_subtitle(draft)


def _people(otherwise: str, kind: AgentKind | None = None) -> "CellReader":
    def take(draft: Draft, cell: str, style: Style) -> None:
        for text in cells.people(cell, listed=style.listed)[: MAX_CREDITS + 1]:
            draft.named(text, otherwise, kind)

    return take


def _statement(draft: Draft, cell: str, _style: Style) -> None:
    draft.statement = cell


def _publication(draft: Draft, cell: str, _style: Style) -> None:
    place, publisher, year = cells.publication(cell)
    draft.place, draft.publisher = draft.place or place, draft.publisher or publisher
    draft.year_in(year)


def _year(draft: Draft, cell: str, _style: Style) -> None:
    year = year_of(cell)
    if year is not None:
        draft.year = year
    elif cell.strip(" -0.?"):
        draft.unclear(Remark.YEAR_UNKNOWN, cell)


def _language(draft: Draft, cell: str, _style: Style) -> None:
    draft.language = languages.tag_of_words(cell)
    if draft.language == "und":
        draft.unclear(Remark.LANGUAGE_UNKNOWN, cell)


def _isbn(draft: Draft, cell: str, _style: Style) -> None:
    """Adds every ISBN or ISSN of a cell. Restores leading zeros that spreadsheets removed; one
    written as 9.78E+12 is marked as shortened, unless it has all digits."""
    if _ISSN.fullmatch(cell):
        draft.issn(re.sub(r"\s", "", cell))
        return
    if match := _SHORTENED.fullmatch(cell):
        number = isbn13(f"9{match[1]}")
        if number:
            draft.number(Scheme.ISBN, number)
        else:
            draft.unclear(Remark.ISBN_SHORTENED, cell)
        return
    before = len(draft.numbers), len(draft.remarks)
    for text in _NUMBERS.findall(cell):
        digits = re.sub(r"[^0-9Xx]", "", text)
        if number := isbn13(digits if digits.startswith("0") else digits.zfill(10)):
            draft.number(Scheme.ISBN, number)
        elif len(digits) > 8:
            draft.unclear(Remark.ISBN_WRONG, text)
    silent = before == (len(draft.numbers), len(draft.remarks))
    if silent and any(map(str.isdigit, cell)):
        draft.unclear(Remark.ISBN_WRONG, cell)


def _drop_restored_isbns(draft: Draft) -> None:
    """Removes the remark about a shortened ISBN that another column contains in full."""
    whole = [int(one.value) for one in draft.numbers if one.scheme is Scheme.ISBN]
    for cell in list(draft.unread):
        if (match := _SHORTENED.fullmatch(cell)) and any(
            f"{number:.{len(match[1])}e}" == f"9.{match[1]}e+12" for number in whole
        ):
            draft.unread.remove(cell)
            draft.remarks.remove(Remark.ISBN_SHORTENED)


def _class(draft: Draft, cell: str, _style: Style) -> None:
    """Sets the class with the zeros that spreadsheets removed: 1.4 becomes 001.4."""
    if _SHORT_CLASS.fullmatch(cell):
        whole, point, rest = cell.partition(".")
        cell = f"{whole.zfill(3)}{point}{rest}"
    draft.classification = cell


def _call_number(draft: Draft, cell: str, _style: Style) -> None:
    match = _CLASS.match(cell)
    if match and not draft.classification:
        draft.classification = match[1].replace(" ", "").upper()


def _control(draft: Draft, cell: str, _style: Style) -> None:
    draft.number(Scheme.CONTROL if ":" in cell else Scheme.OTHER, cell)


def _address(draft: Draft, cell: str, _style: Style) -> None:
    if cell.lower().startswith(("http://", "https://", "urn:")):
        draft.number(Scheme.URI, cell)


def _subjects(draft: Draft, cell: str, _style: Style) -> None:
    for text in cells.subjects(cell):
        draft.subject(text)


def _audience(draft: Draft, cell: str, style: Style) -> None:
    low = cell.lower()
    draft.audience = audience(cell)
    for word, value in (("anak", Audience.CHILDREN), ("remaja", Audience.YOUNG)):
        if word in low and draft.audience is Audience.EVERYONE:
            draft.audience = value
    if any(char.isdigit() for char in cell):
        _ages(draft, cell, style)


def _ages(draft: Draft, cell: str, _style: Style) -> None:
    draft.ages_in(cell)


def _plain(name: str) -> "CellReader":
    def take(draft: Draft, cell: str, _style: Style) -> None:
        setattr(draft, name, cell)

    return take


def _known(name: str) -> "CellReader":
    """Returns a taker that removes square brackets, which mark data not found on the title page."""

    def take(draft: Draft, cell: str, _style: Style) -> None:
        setattr(draft, name, unbracketed(cell) if "[" in cell else cell)

    return take


def _description(draft: Draft, cell: str, _style: Style) -> None:
    """Sets the description; some SLiMS exports lose backslashes: "kota.rnrnDi sana"."""
    draft.description = _LINE_ENDS.sub(" ", cell)


def _nothing(_draft: Draft, _cell: str, _style: Style) -> None:
    """Ignores a cell: columns of this program's own CSV have no meaning in other tables."""


CellReader = Callable[[Draft, str, Style], None]
_F = Field
_CELL_READERS: Final[dict[Field, CellReader]] = {
    **dict.fromkeys(Field, _nothing),
    **{
        field: _plain(field.value)
        for field in (
            _F.SUBTITLE, _F.EDITION, _F.EXTENT, _F.SERIES,
            _F.SERIES_NUMBER, _F.RIGHTS,
        )
    },
    _F.TITLE: _plain("title"),
    _F.DESCRIPTION: _description,
    _F.PEOPLE: _people("aut"),
    _F.EDITORS: _people("edt"),
    _F.TRANSLATORS: _people("trl"),
    _F.ILLUSTRATORS: _people("ill"),
    _F.BODIES: _people("aut", AgentKind.BODY),
    _F.STATEMENT: _statement,
    _F.PUBLICATION: _publication,
    _F.PUBLISHER: _known("publisher"),
    _F.PLACE: _known("place"),
    _F.YEAR: _year,
    _F.CLASSIFICATION: _class,
    _F.CALL_NUMBER: _call_number,
    _F.LANGUAGE: _language,
    _F.ISBN: _isbn,
    _F.ISSN: lambda draft, cell, _style: draft.issn(cell),
    _F.DOI: lambda draft, cell, _style: draft.doi(cell),
    _F.ADDRESS: _address,
    _F.CONTROL: _control,
    _F.SUBJECTS: _subjects,
    _F.AUDIENCE: _audience,
    _F.AGES: _ages,
}  # fmt: skip
