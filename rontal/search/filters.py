"""Filters and orders of a search. No engine, no database."""

from collections.abc import Collection
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
