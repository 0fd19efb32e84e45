"""Records in the answer of another library's server, parsed in a child process: `answer` runs
there. No Django."""

import io
import json
from typing import Any, Final

from lxml import etree

from records import formats
from records.epub.xml import parse_package_file, text_of
from records.errors import BookRefused, RecordsError
from records.formats import dublin_core, json_lines
from records.record import Record
from records.text import plain
from rontal.catalogue.importing.errors import SourceUnreadable
from rontal.core.children.frames import Frame

MAX_RECORDS: Final = 50
SRU: Final = "sru"
_PLAIN: Final = ("title", "publisher", "language", "identifier", "rights")
_ELEMENTS: Final = {"author": "creator", "published": "date"}
"""Names of OPDS 2 that differ from those of Dublin Core."""


def answer(frame: Frame) -> Frame:
    """Answers a response by the records in it, as lines of JSON. Raises SourceUnreadable."""
    parse = _sru if frame.head["protocol"] == SRU else _opds
    try:
        records = parse(frame.parts[0])[: min(frame.head["limit"], MAX_RECORDS)]
    except (BookRefused, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SourceUnreadable from None
    return Frame({}, (json_lines.pack(records).getvalue(),))


def _sru(content: bytes) -> list[Record]:
    root = parse_package_file(content)
    if root.find(".//{*}records") is None and root.find(".//{*}numberOfRecords") is None:
        raise SourceUnreadable
    records = []
    for data in root.iter("{*}recordData"):
        inner = next((node for node in data if isinstance(node.tag, str)), None)
        record = _of_sru(inner) if inner is not None else None
        if record is not None:
            records.append(record)
        if len(records) >= MAX_RECORDS:
            break
    return records


def _of_sru(inner: etree._Element) -> Record | None:
    if etree.QName(inner).localname == "record" and inner.find("{*}leader") is not None:
        try:
            items = formats.items(io.BytesIO(etree.tostring(inner)), formats.Kind.MARCXML)
            return next((item.record for item in items if item.record), None)
        except RecordsError:
            return None
    return _of_dublin_core(inner)


def _opds(content: bytes) -> list[Record]:
    """Returns the publications of a feed, OPDS 2.0 (JSON) or 1.2 (Atom)."""
    if content.lstrip()[:1] == b"{":
        entries = json.loads(content).get("publications", [])
        records = [_of_publication(entry["metadata"]) for entry in entries]
    else:
        root = parse_package_file(content)
        if etree.QName(root).localname != "feed":
            raise SourceUnreadable
        records = [_of_dublin_core(entry) for entry in root.iter("{*}entry")]
    return [record for record in records if record is not None]


def _of_dublin_core(node: etree._Element) -> Record | None:
    """Returns a record of Dublin Core elements, or of Atom elements where there are none."""

    def texts(*names: str) -> list[str]:
        local = [child for name in names for child in node.findall(f".//{{*}}{name}")]
        return [text for child in local if (text := plain(text_of(child)))]

    def people(name: str) -> list[str]:
        return texts(f"{name}/{{*}}name") or texts(name)

    series = node.find("{*}Series")
    elements = {name: texts(name) for name in _PLAIN}
    return dublin_core.record(
        elements
        | {
            "subtitle": texts("alternativeHeadline"),
            "creator": texts("creator") or people("author"),
            "contributor": people("contributor"),
            "subject": texts("subject") or _categories(node),
            "date": texts("issued", "date"),
            "description": texts("description", "summary"),
            "series": [] if series is None else [series.get("name", "")],
            "series_number": [] if series is None else [series.get("position", "")],
        }
    )


def _categories(node: etree._Element) -> list[str]:
    return [plain(one.get("label") or one.get("term") or "") for one in node.findall("{*}category")]


def _of_publication(metadata: dict[str, Any]) -> Record | None:
    elements = {_ELEMENTS.get(name, name): _texts(value) for name, value in metadata.items()}
    within = metadata.get("belongsTo", {})
    series = _listed(within.get("series", []))[:1]
    elements["series"] = _texts(series)
    elements["series_number"] = [
        str(one.get("position", "")).removesuffix(".0") for one in series if isinstance(one, dict)
    ]
    return dublin_core.record(elements)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _texts(value: Any) -> list[str]:
    return [text for one in _listed(value) if (text := plain(_name(one)))]


def _name(value: Any) -> str:
    """Returns a text, or the name of an object, in any one of its languages."""
    if isinstance(value, dict):
        return _name(value["name"]) if "name" in value else str(next(iter(value.values()), ""))
    return str(value or "")
