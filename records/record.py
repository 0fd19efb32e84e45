"""Bibliographic record of an edition, common to all formats.

Every format is read into a Record and written from one: MARC 21, MARCXML, ONIX, tables, EPUB, PDF.
Texts are clean (`text.plain`), codes known (`codes`), lengths those of the columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from records.codes import AgentKind, Audience, Scheme

MAX_CREDITS = 50
MAX_SUBJECTS = 50
MAX_IDENTIFIERS = 30


@dataclass(frozen=True, slots=True)
class Credit:
    """Contributor to an edition. `name` is in natural order, `sort_name` in list order; `role` is a
    MARC relator code; `dates` such as "1925-2006"."""

    name: str
    sort_name: str = ""
    role: str = "aut"
    kind: AgentKind = AgentKind.PERSON
    dates: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """Identifier: an ISBN as 13 digits, a control number as "source:number"."""

    scheme: Scheme
    value: str


@dataclass(frozen=True, slots=True)
class Record:
    """Record of one edition. Empty texts and None mean that the source gives no value."""

    title: str
    subtitle: str = ""
    credits: Sequence[Credit] = ()
    subjects: Sequence[str] = ()
    classification: str = ""
    series: str = ""
    series_number: str = ""
    publisher: str = ""
    place: str = ""
    year: int | None = None
    edition: str = ""
    extent: str = ""
    language: str = "und"
    audience: Audience = Audience.EVERYONE
    age_from: int | None = None
    age_to: int | None = None
    description: str = ""
    numbers: Sequence[Number] = ()
    rights: str = ""
    accessibility: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def full_title(self) -> str:
        """Title with its subtitle after a colon."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def isbn(self) -> str:
        """First ISBN, "" where there is none."""
        return next((n.value for n in self.numbers if n.scheme is Scheme.ISBN), "")

    @property
    def first_agent(self) -> str:
        """Sort name of the first author, or of the first contributor where there is no author."""
        authors = [credit for credit in self.credits if credit.role == "aut"]
        first = next(iter([*authors, *self.credits]), None)
        return (first.sort_name or first.name) if first else ""
