"""Parses requests to the SRU server."""

from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

from rontal.interop.sru.diagnostics import Fault, SruError

VERSIONS: Final = ("1.1", "1.2")
NEWEST_VERSION: Final = "1.2"
MAX_RECORDS: Final = 100
DEFAULT_RECORDS: Final = 10
_SEARCH: Final = frozenset(
    ("operation", "version", "query", "startRecord", "maximumRecords", "recordPacking",
     "recordSchema", "recordXPath", "resultSetTTL", "sortKeys", "stylesheet")
)  # fmt: skip
_ECHOED: Final = (
    "query", "startRecord", "maximumRecords", "recordPacking", "recordSchema",
)  # fmt: skip
_MIN_VALUES: Final = {"startRecord": 1, "maximumRecords": 0}
_EXPLAIN: Final = frozenset(("operation", "version", "recordPacking", "stylesheet"))
_REFUSED: Final = {
    "recordXPath": Fault.XPATH, "sortKeys": Fault.SORT, "stylesheet": Fault.STYLESHEET,
}  # fmt: skip


@dataclass(frozen=True)
class Search:
    """Parameters of a searchRetrieve request; records are counted from 1."""

    version: str
    query: str
    start: int
    most: int
    packing: str
    schema: str


def version_of(parameters: QueryDict) -> str:
    """Returns the version of the response, also for an invalid request."""
    version = parameters.get("version", "")
    return version if version in VERSIONS else NEWEST_VERSION


def operation_of(parameters: QueryDict) -> str:
    """Returns searchRetrieve or explain (the default without a query). Raises SruError."""
    operation = parameters.get(
        "operation", "searchRetrieve" if "query" in parameters else "explain"
    )
    if operation not in ("searchRetrieve", "explain"):
        raise SruError(Fault.OPERATION, operation)
    if "operation" in parameters and "version" not in parameters:
        raise SruError(Fault.PARAMETER_MISSING, "version")
    if "version" in parameters and parameters["version"] not in VERSIONS:
        raise SruError(Fault.VERSION, NEWEST_VERSION)
    known = _SEARCH if operation == "searchRetrieve" else _EXPLAIN
    for name in parameters:
        if name not in known and not name.startswith("x-"):
            raise SruError(Fault.PARAMETER_UNKNOWN, name)
    return str(operation)


def packing_of(parameters: QueryDict) -> str:
    """Returns the packing of records: "xml" for elements or "string" for text. Raises SruError."""
    packing = parameters.get("recordPacking", "xml")
    if packing not in ("xml", "string"):
        raise SruError(Fault.PACKING, packing)
    return str(packing)


def search_of(parameters: QueryDict) -> Search:
    """Parses a searchRetrieve request. Raises SruError."""
    if not parameters.get("query"):
        raise SruError(Fault.PARAMETER_MISSING, "query")
    for name, fault in _REFUSED.items():
        if parameters.get(name):
            raise SruError(fault, str(parameters[name]))
    return Search(
        version=version_of(parameters),
        query=str(parameters["query"]).replace("\x00", " "),
        start=_number(parameters, "startRecord", 1),
        most=min(_number(parameters, "maximumRecords", DEFAULT_RECORDS), MAX_RECORDS),
        packing=packing_of(parameters),
        schema=parameters.get("recordSchema") or "dc",
    )


def echo_of(parameters: QueryDict) -> dict[str, str]:
    """Returns the parameters to echo: none without a query, and without invalid numbers
    (srw-types.xsd, echoedSearchRetrieveRequestType)."""
    echoed = {name: str(parameters[name])[:500] for name in _ECHOED if parameters.get(name)}
    if "query" not in echoed:
        return {}
    return {
        name: text
        for name, text in echoed.items()
        if name not in _MIN_VALUES or _is_number(text, _MIN_VALUES[name])
    }


def _number(parameters: QueryDict, name: str, otherwise: int) -> int:
    text = parameters.get(name, "")
    if not text:
        return otherwise
    if not _is_number(text, _MIN_VALUES[name]):
        raise SruError(Fault.PARAMETER_VALUE, name)
    return int(text)


def _is_number(text: str, least: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least
