"""Boolean queries with fields, as other programs send them (SRU): their parts. No Django."""

from dataclasses import dataclass
from enum import StrEnum

from records.codes import Format


class Field(StrEnum):
    ANYWHERE = "anywhere"
    TITLE = "title"
    PEOPLE = "people"
    SUBJECT = "subject"
    PUBLISHER = "publisher"


class MatchMode(StrEnum):
    """Matching of terms: PHRASE in order, ALL in any order, ANY at least one, WHOLE only these."""

    PHRASE = "phrase"
    ALL = "all"
    ANY = "any"
    WHOLE = "whole"


@dataclass(frozen=True)
class Words:
    """Folded terms to search for in a field; with `open_end` the last one is a prefix."""

    field: Field
    words: tuple[str, ...]
    how: MatchMode
    open_end: bool = False


@dataclass(frozen=True)
class Years:
    """Range of years, both ends included; None leaves an end open."""

    first: int | None
    last: int | None


@dataclass(frozen=True)
class Language:
    """Primary tag of a language."""

    tag: str


@dataclass(frozen=True)
class HasFormat:
    """Matches titles that have a file of a format."""

    format: Format


@dataclass(frozen=True)
class HasIdentifier:
    """Matches titles with one of these identifiers; an ISBN has 13 digits. `record` is also matched
    against control numbers of any source catalogue."""

    values: tuple[str, ...]
    record: str = ""


@dataclass(frozen=True)
class HasId:
    """Matches the title with this id."""

    id: int


@dataclass(frozen=True)
class MatchAll:
    """Matches every title."""


class BooleanOperator(StrEnum):
    """Operator between two expressions; NOT means "but not"."""

    AND = "AND"
    OR = "OR"
    NOT = "AND NOT"


@dataclass(frozen=True)
class BooleanExpression:
    """Two expressions joined by an operator."""

    left: "Expression"
    joint: BooleanOperator
    right: "Expression"


@dataclass(frozen=True)
class Negation:
    of: "Expression"


Expression = (
    Words
    | Years
    | Language
    | HasFormat
    | HasIdentifier
    | HasId
    | MatchAll
    | BooleanExpression
    | Negation
)
