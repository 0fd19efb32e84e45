"""Covers and list entries of titles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from records.codes import Format
from records.covers import WIDTHS
from rontal.catalogue.list_rows import Line
from rontal.catalogue.rows import Row
from rontal.lending.rules import Availability
from rontal.search.snippets import Snippet, snippet
from rontal.web.collection import addresses
from rontal.web.collection.labels import format_name, language_name

USUAL: Final = 224
"""Width in pixels for browsers without `srcset`."""
SLOTS: Final = {
    "row": "(min-width: 56rem) 10rem, 7rem",
    "grid": "(min-width: 44rem) 11rem, 5rem",
    "hit": "(min-width: 44rem) 6rem, 5rem",
    "shelf": "(min-width: 56rem) 7rem, 5.5rem",
    "page": "(min-width: 48rem) 20rem, 10rem",
}
"""Display widths of covers by kind of list, as values of `sizes`.

Must agree with the style sheets; `tests/journeys/test_public_pages.py` checks it.
"""
FIRST_SCREEN: Final = 3
"""Number of covers loaded eagerly; a phone shows no more of them without scrolling."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Cover of a title (`web/parts/cover.html`); without `address`, one is drawn from the words."""

    title: str
    by: str
    address: str = ""
    widths: str = ""
    sizes: str = ""
    is_eager: bool = False
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """Title in a list; `state` is free, lent, inside or "" (`web/parts/availability.html`)."""

    address: str
    title: str
    by: str
    language: str
    cover: Cover
    state: str = ""


def shelf(titles: Iterable[Row], slot: str = "row", *, is_first: bool = False) -> list[Book]:
    """Returns titles as covers on a shelf; `is_first` for the shelf visible without scrolling."""
    return [
        Book(
            address=addresses.title(row.slug),
            title=row.title,
            by=row.by_line,
            language=row.language,
            cover=cover(row, slot, eager=is_first and place < FIRST_SCREEN),
        )
        for place, row in enumerate(titles)
    ]


def books(titles: Iterable[Row], free: Mapping[int, Availability]) -> list[Book]:
    """Returns titles as covers with their availability."""
    return [
        Book(
            address=addresses.title(row.slug),
            title=row.title,
            by=row.by_line,
            language=row.language,
            cover=cover(row, "grid", eager=place < FIRST_SCREEN),
            state=state_of(free[row.id], is_open=bool(row.open_files)),
        )
        for place, row in enumerate(titles)
    ]


@dataclass(frozen=True, slots=True)
class Hit:
    """Search result; `snippet` is the description around the search words, in parts."""

    address: str
    title: str
    by: str
    language: str
    cover: Cover
    facts: str
    state: str
    snippet: Snippet


def hits(
    titles: Iterable[Line], free: Mapping[int, Availability], words: Sequence[str]
) -> list[Hit]:
    """Returns search results with snippets that contain `words`."""
    kinds = {kind: format_name(kind) for kind in Format}
    return [
        Hit(
            address=addresses.title(row.slug),
            title=row.title,
            by=row.by_line,
            language=row.language,
            cover=cover(row, "hit", eager=place < FIRST_SCREEN),
            facts=_facts(row, kinds),
            state=state_of(free[row.id], is_open=row.is_open),
            snippet=snippet(row.description, words),
        )
        for place, row in enumerate(titles)
    ]


def cover_of(title: Any) -> Any:
    """Returns the cover of a title (Row or model), or None; a model without one would raise."""
    return getattr(title, "cover", None)


def cover(title: Any, slot: str = "row", *, eager: bool = False, is_main: bool = False) -> Cover:
    """Returns the cover of a title (Row or model).

    `slot` is one of SLOTS, or a length such as "7rem". `eager` disables lazy loading, `is_main`
    also raises the fetch priority.
    """
    picture = cover_of(title)
    if picture is None:
        return Cover(title.title, title.by_line)
    return Cover(
        title.title,
        title.by_line,
        address=addresses.cover(picture.digest, USUAL),
        widths=", ".join(f"{addresses.cover(picture.digest, wide)} {wide}w" for wide in WIDTHS),
        sizes=SLOTS.get(slot, slot),
        is_eager=eager,
        is_main=is_main,
    )


def state_of(availability: Availability, *, is_open: bool) -> str:
    """Returns the availability of one title; "" where it is not available at all."""
    if availability.free or is_open:
        return "free"
    if availability.copies:
        return "lent"
    return "inside" if availability.inside else ""


def _facts(row: Line, kinds: Mapping[Format, str]) -> str:
    facts = [str(row.year or ""), language_name(row.language), *(kinds[one] for one in row.formats)]
    return " · ".join(text for text in facts if text)
