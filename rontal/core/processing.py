"""Declarations of personal data: what each column and kind of file is for, why the library may hold
it, for how long, and who sees it.

An app declares its data in `<app>/personal_data.py`: processing activities, and for each of its
models which columns belong to which activity and which are not personal. The register of processing
(UU 27/2022, article 31) is generated from them; a test fails on a column that nobody declared.
Whether a column is sealed is read from its field.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Ground(StrEnum):
    """Legal ground of processing (UU 27/2022, article 20)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_DUTY = "legal_duty"
    PUBLIC_SERVICE = "public_service"
    LEGITIMATE_INTEREST = "legitimate_interest"


class Reader(StrEnum):
    """Groups of people who see data."""

    PERSON = "person"
    GUARDIAN = "guardian"
    CLERK = "clerk"
    HANDLER = "handler"
    HEAD = "head"
    LIBRARIAN = "librarian"
    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    PUBLIC = "public"
    NOBODY = "nobody"


class People(StrEnum):
    """Groups of people whom data is about."""

    APPLICANTS = "applicants"
    MEMBERS = "members"
    CHILDREN = "children"
    GUARDIANS = "guardians"
    WRITERS = "writers"
    VISITORS = "visitors"
    STAFF = "staff"
    AUTHORS = "authors"


GROUND_LABELS: Final[Mapping[Ground, Text]] = {
    Ground.CONSENT: _("Consent"),
    Ground.CONTRACT: _("Membership agreement"),
    Ground.LEGAL_DUTY: _("Duty by law"),
    Ground.PUBLIC_SERVICE: _("Public service"),
    Ground.LEGITIMATE_INTEREST: _("Legitimate interest"),
}
READER_LABELS: Final[Mapping[Reader, Text]] = {
    Reader.PERSON: _("the person"),
    Reader.GUARDIAN: _("the guardian"),
    Reader.CLERK: _("clerks"),
    Reader.HANDLER: _("who handles the case"),
    Reader.HEAD: _("the head"),
    Reader.LIBRARIAN: _("librarians"),
    Reader.ADMINISTRATOR: _("administrators"),
    Reader.OFFICER: _("the data protection officer"),
    Reader.PUBLIC: _("everybody"),
    Reader.NOBODY: _("nobody: only the program reads it"),
}
PEOPLE_LABELS: Final[Mapping[People, Text]] = {
    People.APPLICANTS: _("applicants"),
    People.MEMBERS: _("members"),
    People.CHILDREN: _("children"),
    People.GUARDIANS: _("guardians"),
    People.WRITERS: _("people who write to the library"),
    People.VISITORS: _("visitors of the website"),
    People.STAFF: _("staff"),
    People.AUTHORS: _("authors"),
}


@dataclass(frozen=True)
class Period:
    """Period of storage. `%(days)s` in the text is replaced by the value of `policy`."""

    text: Text
    policy: str = ""


@dataclass(frozen=True)
class Activity:
    """Processing activity. `data` says in words which data; `specific` marks biometric data, and
    other data that the law protects specially. Each argument is required but the last.
    """

    code: str
    name: Text
    purpose: Text
    data: Text
    ground: Ground
    period: Period
    readers: tuple[Reader, ...]
    people: tuple[People, ...]
    specific: bool = False


@dataclass(frozen=True)
class Table:
    """Declaration of a model: activity by personal column, and columns that are not personal."""

    model: str
    personal: Mapping[str, Activity] = field(default_factory=dict)
    not_personal: frozenset[str] = frozenset()


TABLES: Final[dict[str, Table]] = {}
FILE_KINDS: Final[dict[str, Activity | None]] = {}
"""Activity by purpose of a sealed file; None for files that are not personal."""


def declare_table(model: str, *groups: tuple[Activity, str], not_personal: str = "") -> Table:
    """Declares the columns of a model ("app.model"), named in texts and separated by spaces.

    Raises ValueError for a model or column that is declared twice.
    """
    personal: dict[str, Activity] = {}
    others = not_personal.split()
    for activity, columns in groups:
        for column in columns.split():
            if column in personal or column in others:
                raise ValueError(f"{model}.{column} is declared twice")
            personal[column] = activity
    if model in TABLES:
        raise ValueError(f"{model} is declared twice")
    TABLES[model] = Table(model, personal, frozenset(others))
    return TABLES[model]


def declare_file(purpose: str, activity: Activity | None) -> None:
    """Declares a kind of sealed file; None for one that is not personal.

    Raises ValueError for a kind that is declared twice.
    """
    if purpose in FILE_KINDS:
        raise ValueError(f"file {purpose} is declared twice")
    FILE_KINDS[purpose] = activity
