"""Catalogue search as URL query parameters."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import quote_plus

from django.http import QueryDict

from records.codes import Audience, Format
from rontal.search.filters import Filters, Sort

PER_PAGE: Final = 20
LAST_PAGE: Final = 500
MAX_LENGTH: Final = 200
_CLASS: Final = re.compile(r"[0-9]{1,3}")
_TAG: Final = re.compile(r"[A-Za-z0-9-]{2,35}")
SORTS: Final = {"": Sort.BEST, "terbaru": Sort.NEWEST, "nama": Sort.NAME, "tahun": Sort.YEAR}
PARTS: Final = (
    "q", "bahasa", "untuk", "bentuk", "subjek", "orang", "seri", "kelas", "dari", "sampai",
    "tersedia", "urut", "page",
)  # fmt: skip
"""Query parameters in the order in which they are written."""


@dataclass(frozen=True)
class Query:
    """Search text, filters, sort order and page number.

    Invalid parameters are ignored; `parameters` holds the valid ones in their canonical form.
    """

    parameters: Mapping[str, str]
    words: str = ""
    filters: Filters = Filters()
    sort: Sort = Sort.BEST
    page: int = 1

    @classmethod
    def of(cls, data: QueryDict) -> "Query":
        """Parses query parameters."""
        parameters = {
            name: text for name in PARTS if (text := _canonical_value(name, data.get(name, "")))
        }
        return cls(
            parameters=parameters,
            words=parameters.get("q", ""),
            filters=_filters(parameters),
            sort=SORTS[parameters.get("urut", "")],
            page=min(int(parameters.get("page", "1")), LAST_PAGE),
        )

    @property
    def asks(self) -> bool:
        """True where anything is searched for; otherwise the start page shows its shelves."""
        return bool(self.parameters)

    @property
    def narrowed(self) -> dict[str, str]:
        """Chosen filters by parameter name."""
        return {name: text for name, text in self.parameters.items() if name not in _NO_FILTERS}

    @property
    def parameters_for_new_search(self) -> list[tuple[str, str]]:
        """Parameters that a new search text keeps: filters and order."""
        return [(name, text) for name, text in self.parameters.items() if name not in ("q", "page")]

    def address(self, **changes: object) -> str:
        """Returns the query string with changed parameters, on page 1; None removes one."""
        parts: dict[str, str | None] = {**self._written, "page": None}
        parts |= {name: _written(name, value) for name, value in changes.items()}
        return "?" + "&".join([part for name in PARTS if (part := parts.get(name)) is not None])

    def addresses(self, name: str) -> Callable[[str | None], str]:
        """Returns a function that is `address` for many values of one parameter."""
        parts: dict[str, str | None] = {**self._written, "page": None}
        place = PARTS.index(name)
        before, after = (
            [part for other in some if (part := parts.get(other)) is not None]
            for some in (PARTS[:place], PARTS[place + 1 :])
        )
        return lambda value: (
            "?"
            + "&".join([*before, *([] if value is None else [_format_value(name, value)]), *after])
        )

    @cached_property
    def _written(self) -> dict[str, str | None]:
        return {name: _written(name, text) for name, text in self.parameters.items()}


def _written(name: str, value: object) -> str | None:
    return None if value is None else _format_value(name, str(value))


def _format_value(name: str, value: str) -> str:
    return f"{name}={quote_plus(value)}"


_NO_FILTERS: Final = ("q", "urut", "page")


def _filters(parameters: Mapping[str, str]) -> Filters:
    return Filters(
        language=parameters.get("bahasa", ""),
        audience=Audience(parameters["untuk"]) if "untuk" in parameters else None,
        format=Format(parameters["bentuk"]) if "bentuk" in parameters else None,
        subject=_integer(parameters, "subjek"),
        agent=_integer(parameters, "orang"),
        series=_integer(parameters, "seri"),
        shelf=parameters.get("kelas", ""),
        year_from=_integer(parameters, "dari"),
        year_to=_integer(parameters, "sampai"),
        available="tersedia" in parameters,
    )


def _integer(parameters: Mapping[str, str], name: str) -> int | None:
    return int(parameters[name]) if name in parameters else None


def _canonical_value(name: str, text: str) -> str:
    """Returns the parameter in canonical form; "" where it is invalid."""
    match name:
        case "q":
            return " ".join(text[:MAX_LENGTH].replace("\x00", " ").split())
        case "bahasa":
            return text if _TAG.fullmatch(text) else ""
        case "untuk":
            return text if text in list(Audience) else ""
        case "bentuk":
            return text if text in list(Format) else ""
        case "kelas":
            return text if _CLASS.fullmatch(text) else ""
        case "tersedia":
            return "1" if text == "1" else ""
        case "urut":
            return text if text in SORTS else ""
    longest = {"dari": 4, "sampai": 4, "page": 9}.get(name, 15)
    is_number = text.isascii() and text.isdigit() and len(text) <= longest
    return str(int(text)) if is_number and int(text) else ""
