"""Results of a search: titles, facets, suggestions. No engine, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


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
class Results:
    """Page of title ids and the exact number of all results.

    `did_you_mean` is a likely correction of the query, "" where there is none. `loosened` is True
    where no title had all the words, and these results match a correction (`corrected`) or only
    some of the words. `words` are the words that were finally searched, which `snippets.snippet`
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
class MatchingAuthority:
    """Agent or subject whose name is the query, with the number of its public titles."""

    kind: Kind
    id: int
    name: str
    titles: int
