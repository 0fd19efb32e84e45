"""Parses the query parameters of lists. Unlike pages, feeds answer invalid parameters with an
error, because a program would not notice a wrong list."""

import re
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from records.codes import Audience, Format
from rontal.catalogue.registers import OTHER
from rontal.interop.opds.errors import BadFilter, BadPage, NoSuchPage, SearchTextTooLong
from rontal.search.filters import Filters, Sort

PER_PAGE: Final = 25
MAX_PAGES: Final = 80_000
MAX_TEXT_LENGTH: Final = 200
_TEMPLATE: Final = re.compile(r"\{[A-Za-z:]+\??\}")
"""Template parameter that an app did not fill in (OpenSearch 1.1, 2.4)."""
_TAG: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_LETTER: Final = re.compile(r"[a-z]")
PARAMETERS: Final = (
    "q", "query", "bahasa", "untuk", "format", "topik", "orang", "seri", "tersedia", "urut", "page",
)  # fmt: skip
"""Query parameters that change the list."""
SORTS: Final = {
    "tepat": Sort.BEST, "baru": Sort.NEWEST, "nama": Sort.NAME, "tahun": Sort.YEAR,
}  # fmt: skip
_SORT_NAMES: Final = {sort: name for name, sort in SORTS.items()}
Code = TypeVar("Code", Audience, Format)


@dataclass(frozen=True)
class ListQuery:
    """Search text, filters, order and page. `usual` is the list's order without a parameter."""

    words: str = ""
    language: str = ""
    audience: Audience | None = None
    format: Format | None = None
    subject: int | None = None
    agent: int | None = None
    series: int | None = None
    available: bool = False
    sort: Sort = Sort.BEST
    page: int = 1
    usual: Sort = Sort.BEST

    @classmethod
    def of(cls, parameters: QueryDict, usual: Sort = Sort.BEST) -> "ListQuery":
        """Parses the query of a URL. Raises BadPage, NoSuchPage, BadFilter, SearchTextTooLong."""
        sort = _parameter(parameters, "urut")
        if sort and sort not in SORTS:
            raise BadFilter
        return cls(
            words=_search_text(parameters),
            language=_language(_parameter(parameters, "bahasa")),
            audience=_code(Audience, _parameter(parameters, "untuk")),
            format=_code(Format, _parameter(parameters, "format")),
            subject=_number(_parameter(parameters, "topik")),
            agent=_number(_parameter(parameters, "orang")),
            series=_number(_parameter(parameters, "seri")),
            available=_boolean(_parameter(parameters, "tersedia")),
            sort=SORTS[sort] if sort else usual,
            page=page_of(parameters),
            usual=usual,
        )

    @property
    def filters(self) -> Filters:
        return Filters(
            language=self.language,
            audience=self.audience,
            format=self.format,
            subject=self.subject,
            agent=self.agent,
            series=self.series,
            available=self.available,
        )

    @property
    def offset(self) -> int:
        """Number of titles before the page."""
        return (self.page - 1) * PER_PAGE

    def address(self, base: str, **changes: Any) -> str:
        """Returns the URL of this list with changes, at its first page unless `page` is given."""
        changed = replace(self, **{"page": 1} | changes)
        parameters = changed._parameters()
        return f"{base}?{urlencode(parameters)}" if parameters else base

    def _parameters(self) -> list[tuple[str, str]]:
        values = [
            ("q", self.words),
            ("bahasa", self.language),
            ("untuk", self.audience or ""),
            ("format", self.format or ""),
            ("topik", str(self.subject or "")),
            ("orang", str(self.agent or "")),
            ("seri", str(self.series or "")),
            ("tersedia", "1" if self.available else ""),
            ("urut", "" if self.sort is self.usual else _SORT_NAMES[self.sort]),
            ("page", "" if self.page == 1 else str(self.page)),
        ]
        return [(name, value) for name, value in values if value]


def page_of(parameters: QueryDict) -> int:
    """Returns the requested page number. Raises BadPage, and NoSuchPage beyond any list."""
    page = _parameter(parameters, "page") or "1"
    if not (page.isascii() and page.isdigit()) or len(page) > 20 or int(page) < 1:
        raise BadPage
    if int(page) > MAX_PAGES:
        raise NoSuchPage
    return int(page)


def letter_of(parameters: QueryDict) -> str:
    """Returns the letter of an alphabetical list, "" where none is given. Raises BadFilter."""
    letter = _parameter(parameters, "huruf").lower()
    if letter and letter != OTHER and not _LETTER.fullmatch(letter):
        raise BadFilter
    return letter


def _parameter(parameters: QueryDict, name: str) -> str:
    """Returns a query parameter, "" where the app left the template unfilled."""
    text = parameters.get(name, "")
    return "" if _TEMPLATE.fullmatch(text) else text


def _search_text(parameters: QueryDict) -> str:
    words = _parameter(parameters, "q") or _parameter(parameters, "query")
    if len(words) > MAX_TEXT_LENGTH:
        raise SearchTextTooLong(limit=MAX_TEXT_LENGTH)
    return " ".join(words.replace("\x00", " ").split())


def _language(tag: str) -> str:
    if tag and not (_TAG.fullmatch(tag) and len(tag) <= 35):
        raise BadFilter
    return tag


def _code(codes: type[Code], value: str) -> Code | None:
    if not value:
        return None
    if value not in list(codes):
        raise BadFilter
    return codes(value)


def _number(value: str) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdigit()) or len(value) > 18 or int(value) < 1:
        raise BadFilter
    return int(value)


def _boolean(value: str) -> bool:
    if value not in ("", "0", "1"):
        raise BadFilter
    return value == "1"
