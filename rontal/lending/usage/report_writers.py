"""Writers of usage reports: JSON of the COUNTER API, and tables (TSV, CSV).

Each writes title by title, without Django.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC
from itertools import chain
from typing import Any, Final

from records.tables.writing import MARK, lines
from rontal.lending.usage.rules import DATA_TYPE, RELEASE, Access, Header, Item

CREATED_BY: Final = "Rontal"
NO_USAGE: Final = (3030, "No Usage Available for Requested Dates")
"""Exception code and message of an empty report (COUNTER Appendix D)."""
NAMES: Final = (
    "Title", "Publisher", "Publisher_ID", "Platform", "DOI", "Proprietary_ID", "ISBN",
    "Print_ISSN", "Online_ISSN", "URI", "Data_Type",
)  # fmt: skip
"""Columns before the attribute columns."""
MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def as_json(header: Header, items: Iterable[Item]) -> Iterator[str]:
    """Yields the report as JSON; months without a count are left out."""
    remaining = iter(items)
    first = next(remaining, None)
    report_header = json.dumps(
        _header(header, is_empty=first is None), ensure_ascii=False, indent=1
    )
    yield f'{{"Report_Header": {report_header},\n"Report_Items": ['
    for number, item in enumerate(chain([first] if first else [], remaining)):
        yield (",\n" if number else "\n") + json.dumps(_item(header, item), ensure_ascii=False)
    yield "\n]}\n"


def as_tsv(header: Header, items: Iterable[Item]) -> Iterator[str]:
    """Yields the report as a tab-separated table, the format that COUNTER requires."""
    return lines(_table(header, items), delimiter="\t")


def as_csv(header: Header, items: Iterable[Item]) -> Iterator[str]:
    """Yields the report as a comma-separated table, for spreadsheets."""
    return chain([MARK], lines(_table(header, items)))


Write = Callable[[Header, Iterable[Item]], Iterator[str]]
WRITERS: Final[dict[str, tuple[str, Write]]] = {
    "json": ("application/json", as_json),
    "tsv": ("text/tab-separated-values; charset=utf-8", as_tsv),
    "csv": ("text/csv; charset=utf-8", as_csv),
}
"""Media type and writer by file extension."""


def file_name(header: Header, kind: str) -> str:
    """Returns the file name: report id and months."""
    months = header.months
    return f"{header.view.id}-{months.first:%Y-%m}-{months.last:%Y-%m}.{kind}"


def _header(header: Header, *, is_empty: bool) -> dict[str, Any]:
    view = header.view
    report_header: dict[str, Any] = {
        "Report_Name": view.name,
        "Report_ID": view.id,
        "Release": RELEASE,
        "Institution_Name": header.institution,
        "Institution_ID": {"Proprietary": [header.institution_id]},
        "Report_Filters": {
            **{name: list(values) for name, values in view.filters.items()},
            "Metric_Type": list(view.metrics),
            "Begin_Date": f"{header.months.first}",
            "End_Date": f"{header.months.last}",
        },
        "Created": _created(header),
        "Created_By": CREATED_BY,
        "Registry_Record": header.registry,
    }
    if view.chosen:
        report_header["Report_Attributes"] = {"Attributes_To_Show": list(view.attributes)}
    if is_empty:
        report_header["Exceptions"] = [{"Code": NO_USAGE[0], "Message": NO_USAGE[1]}]
    return report_header


def _item(header: Header, item: Item) -> dict[str, Any]:
    numbers = {"ISBN": item.isbn} if item.isbn else {}
    return {
        "Title": item.title,
        "Item_ID": {"Proprietary": _proprietary_id(header, item), **numbers, "URI": item.uri},
        "Platform": header.platform,
        "Publisher": item.publisher,
        "Attribute_Performance": [
            {
                "Data_Type": DATA_TYPE,
                **{name: item.attribute(name, access) for name in header.view.attributes},
                "Performance": {
                    metric: {f"{month:%Y-%m}": number for month, number in counted.items()}
                    for metric, counted in performance.items()
                },
            }
            for access, performance in item.performance.items()
        ],
    }


def _table(header: Header, items: Iterable[Item]) -> Iterator[Sequence[object]]:
    remaining = iter(items)
    first = next(remaining, None)
    yield from ([name, value] for name, value in _head(header, is_empty=first is None))
    yield []
    months = header.months.all
    named = [f"{MONTHS[month.month - 1]}-{month.year}" for month in months]
    yield [*NAMES, *header.view.attributes, "Metric_Type", "Reporting_Period_Total", *named]
    for item in chain([first] if first else [], remaining):
        for access, performance in item.performance.items():
            row_start = _row_start(header, item, access)
            for metric, counted in performance.items():
                numbers = [counted.get(month, 0) for month in months]
                yield [*row_start, metric.value, sum(numbers), *numbers]


def _head(header: Header, *, is_empty: bool) -> list[tuple[str, str]]:
    view, months = header.view, header.months
    filters = "; ".join(f"{name}={'|'.join(values)}" for name, values in view.filters.items())
    shown = f"Attributes_To_Show={'|'.join(view.attributes)}" if view.chosen else ""
    return [
        ("Report_Name", view.name),
        ("Report_ID", view.id),
        ("Release", RELEASE),
        ("Institution_Name", header.institution),
        ("Institution_ID", header.institution_id),
        ("Metric_Types", "; ".join(view.metrics)),
        ("Report_Filters", filters),
        ("Report_Attributes", shown),
        ("Exceptions", f"{NO_USAGE[0]}: {NO_USAGE[1]}" if is_empty else ""),
        ("Reporting_Period", f"Begin_Date={months.first}; End_Date={months.last}"),
        ("Created", _created(header)),
        ("Created_By", CREATED_BY),
        ("Registry_Record", header.registry),
    ]


def _row_start(header: Header, item: Item, access: Access) -> list[object]:
    attributes = [item.attribute(name, access) for name in header.view.attributes]
    own = _proprietary_id(header, item)
    named = [item.title, item.publisher, "", header.platform, "", own, item.isbn, "", "", item.uri]
    return [*named, DATA_TYPE, *attributes]


def _proprietary_id(header: Header, item: Item) -> str:
    return f"{header.namespace}:{item.id}"


def _created(header: Header) -> str:
    return f"{header.created.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
