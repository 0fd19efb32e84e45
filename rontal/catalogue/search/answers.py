"""What is asked of the search, and what it answers. No engine, no database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rontal.catalogue.rules import Audience, Format
from rontal.catalogue.states import TitleState

PUBLIC: Final = frozenset({TitleState.PUBLIC})


class Sort(StrEnum):
    """The order of what was found; ties are broken by the title's id, so that pages are stable."""

    BEST = "best"
    NEWEST = "newest"
    NAME = "name"
    YEAR = "year"


@dataclass(frozen=True)
class Filters:
    """What narrows a search; None and "" are any. `subject`, `agent` and `series` are ids, years
    include both ends, `available` asks for a copy that can be had now. Only the desk asks for
    other `states` than public. `shelf` is the beginning of a class number of the Dewey Decimal
    Classification: one digit to three."""

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
    """How many of the titles found have a value: a tag, a code, an id, a year."""

    value: str | int
    count: int


@dataclass(frozen=True)
class Facets:
    """Counts for filters, the commonest first (years: the newest first). Where `about` is True they
    are drawn from a part of a very large result and told as "about"; `subjects` holds the ids of
    the twenty commonest."""

    languages: Sequence[Bucket] = ()
    audiences: Sequence[Bucket] = ()
    formats: Sequence[Bucket] = ()
    subjects: Sequence[Bucket] = ()
    years: Sequence[Bucket] = ()
    available: int = 0
    about: bool = False


@dataclass(frozen=True)
class Part:
    """A piece of a snippet; `marked` where it is a word that was asked for."""

    text: str
    marked: bool = False


Snippet = Sequence[Part]


@dataclass(frozen=True)
class Found:
    """One page of title ids and how many there are in all, which is exact.

    `did_you_mean`: the query as it may have been meant, "" where nothing better is known.
    `loosened`: nothing had all the words, so these have what they may have been meant as
    (`put_right`), or some of them.
    `words`: what was looked for at last, which `search.snippet` marks. `ready` is False while
    there is no index yet: nothing is known then, and the page says that search is being prepared.
    """

    ids: Sequence[int]
    total: int
    facets: Facets | None = None
    words: Sequence[str] = ()
    did_you_mean: str = ""
    loosened: bool = False
    put_right: bool = False
    ready: bool = True


class Kind(StrEnum):
    """What a suggestion leads to."""

    TITLE = "title"
    AGENT = "agent"
    SUBJECT = "subject"


@dataclass(frozen=True)
class Suggestion:
    """Something that begins with what was typed: `id` of the title, agent or subject."""

    kind: Kind
    id: int
    text: str


@dataclass(frozen=True)
class Called:
    """An agent or a subject that is called as was asked, with how many public titles it has."""

    kind: Kind
    id: int
    name: str
    titles: int
