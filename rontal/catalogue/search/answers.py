"""Data classes of search queries and results. No engine, no database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from records.codes import Audience, Format
from rontal.catalogue.states import TitleState

PUBLIC: Final = frozenset({TitleState.PUBLIC})


class Sort(StrEnum):
    """Order of results; ties are broken by the title's id, so that pages are stable."""

    BEST = "best"
    NEWEST = "newest"
    NAME = "name"
    YEAR = "year"


@dataclass(frozen=True)
class Filters:
    """Filters of a search; None and "" match everything. `subject`, `agent` and `series` are ids,
    years include both ends, `available` requires a copy that can be borrowed now. Only the staff
    desk asks for `states` other than public. `shelf` is a prefix of a Dewey class number: one to
    three digits."""

    language: str = ""
    audience: Audience | None = None
    format: Format | None = None
    subject: int | None = None
    agent: int | None = None
    series: int | None = None
    shelf: str = ""
    year_from: int | None = None
    year_to: int | None = None
    available: bool = False
    states: Collection[TitleState] = PUBLIC


@dataclass(frozen=True)
class Bucket:
    """Number of results with one value of a facet: a tag, a code, an id, a year."""

    value: str | int
    count: int


@dataclass(frozen=True)
class Facets:
    """Facet counts, the highest first (years: the newest first). `about` is True where they are
    estimated from a sample of a very large result; `subjects` contains the ids of the twenty most
    frequent."""

    languages: Sequence[Bucket] = ()
    audiences: Sequence[Bucket] = ()
    formats: Sequence[Bucket] = ()
    subjects: Sequence[Bucket] = ()
    years: Sequence[Bucket] = ()
    available: int = 0
    about: bool = False


@dataclass(frozen=True)
class Part:
    """Piece of a snippet; `marked` is True for a word of the query."""

    text: str
    marked: bool = False


Snippet = Sequence[Part]


@dataclass(frozen=True)
class Results:
    """Page of title ids and the exact number of all results.

    `did_you_mean` is a likely correction of the query, "" where there is none. `loosened` is True
    where no title had all the words, and these results match a correction (`corrected`) or only
    some of the words. `words` are the words that were finally searched, which `search.snippet`
    marks. `ready` is False while there is no index; pages then say that search is being prepared.
    """

    ids: Sequence[int]
    total: int
    facets: Facets | None = None
    words: Sequence[str] = ()
    did_you_mean: str = ""
    loosened: bool = False
    corrected: bool = False
    ready: bool = True


class Kind(StrEnum):
    """Kind of object that a suggestion links to."""

    TITLE = "title"
    AGENT = "agent"
    SUBJECT = "subject"


@dataclass(frozen=True)
class Suggestion:
    """Suggestion for the typed text: a title, agent or subject with its `id`."""

    kind: Kind
    id: int
    text: str


@dataclass(frozen=True)
class Called:
    """Agent or subject whose name is the query, with the number of its public titles."""

    kind: Kind
    id: int
    name: str
    titles: int
