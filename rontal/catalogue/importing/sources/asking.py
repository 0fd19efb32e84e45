"""Searching a target and reading its answer into records."""

import io
import json
from typing import Any, Final
from urllib.parse import quote, urlencode

from lxml import etree

from rontal.catalogue import formats
from rontal.catalogue.epub.xml import parse_package_file, text_of
from rontal.catalogue.errors import BookRefused
from rontal.catalogue.importing.errors import SourceUnreadable
from rontal.catalogue.importing.sources.fetching import fetch
from rontal.catalogue.record import Credit, Number, Record
from rontal.catalogue.rules import Scheme, isbn13, language_tag, plain
from rontal.kernel.errors import DomainError
from rontal.kernel.library import Protocol, Target

MOST: Final = 50
LONGEST_QUERY: Final = 300
_DC: Final = "{http://purl.org/dc/elements/1.1/}"


def search(target: Target, words: str, *, limit: int = 20) -> list[Record]:
    """Records that a target has for some words or an ISBN.

    Raises SourceForbidden, SourceAway, SourceUnreadable.
    """
    words = plain(words)[:LONGEST_QUERY]
    try:
        if target.protocol is Protocol.SRU:
            return _sru(target, words, min(limit, MOST))
        address = target.address.replace("{searchTerms}", quote(words, safe=""))
        return _opds(fetch(address, private=target.private))[:limit]
    except (BookRefused, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SourceUnreadable from None


def _sru(target: Target, words: str, limit: int) -> list[Record]:
    isbn = isbn13(words)
    quoted = words.replace("\\", "").replace('"', "")
    query = f'bath.isbn="{isbn}"' if isbn else f'cql.anywhere="{quoted}"'
    asked = {
        "operation": "searchRetrieve", "version": target.version, "query": query,
        "maximumRecords": str(limit), "recordSchema": target.schema, "recordPacking": "xml",
    }  # fmt: skip
    joint = "&" if "?" in target.address else "?"
    root = parse_package_file(fetch(f"{target.address}{joint}{urlencode(asked)}",
                                    private=target.private))  # fmt: skip
    if root.find(".//{*}records") is None and root.find(".//{*}numberOfRecords") is None:
        raise SourceUnreadable
    found = []
    for data in root.iter("{*}recordData"):
        inner = next((node for node in data if isinstance(node.tag, str)), None)
        record = _of_sru(inner) if inner is not None else None
        if record is not None:
            found.append(record)
    return found


def _of_sru(inner: etree._Element) -> Record | None:
    if etree.QName(inner).localname == "record" and inner.find("{*}leader") is not None:
        try:
            items = formats.items(io.BytesIO(etree.tostring(inner)), formats.Kind.MARCXML)
            return next((item.record for item in items if item.record), None)
        except DomainError:
            return None
    return _of_dublin_core(inner)


def _opds(content: bytes) -> list[Record]:
    """The publications of a feed, OPDS 2.0 (JSON) or 1.2 (Atom)."""
    if content.lstrip()[:1] == b"{":
        entries = json.loads(content).get("publications", [])
        found = [_of_publication(entry["metadata"]) for entry in entries]
    else:
        root = parse_package_file(content)
        if etree.QName(root).localname != "feed":
            raise SourceUnreadable
        found = [_of_dublin_core(entry) for entry in root.iter("{*}entry")]
    return [record for record in found if record is not None]


def _of_dublin_core(node: etree._Element) -> Record | None:
    """Dublin Core elements, or those of Atom where there are none."""

    def texts(*names: str) -> list[str]:
        local = [found for name in names for found in node.findall(f".//{{*}}{name}")]
        return [text for found in local if (text := plain(text_of(found)))]

    title = next(iter(texts("title")), "")
    if not title:
        return None
    authors = [text for one in node.findall("{*}author/{*}name") if (text := plain(text_of(one)))]
    subjects = texts("subject") or [
        plain(one.get("label") or one.get("term") or "") for one in node.findall("{*}category")
    ]
    return _record(
        title, texts("creator") or authors, subjects, texts("publisher"),
        texts("issued", "date"), texts("language"), texts("description", "summary"),
        texts("identifier"), texts("rights"),
    )  # fmt: skip


def _of_publication(said: dict[str, Any]) -> Record | None:
    def names(key: str) -> list[str]:
        value = said.get(key, [])
        listed = value if isinstance(value, list) else [value]
        return [plain(_name(one)) for one in listed if _name(one)]

    titles = names("title")
    if not titles:
        return None
    return _record(
        titles[0], names("author"), names("subject"), names("publisher"), names("published"),
        names("language"), names("description"), names("identifier"), [],
    )  # fmt: skip


def _name(value: Any) -> str:
    """A text, or the name of an object, in any of its languages."""
    if isinstance(value, dict):
        return _name(value["name"]) if "name" in value else str(next(iter(value.values()), ""))
    return str(value or "")


def _record(title: str, people: list[str], subjects: list[str], *rest: list[str]) -> Record:
    publisher, dates, languages, about, numbers, rights = (next(iter(part), "") for part in rest)
    del numbers
    isbn = next((found for text in rest[4] if (found := isbn13(text))), "")
    year = dates[:4]
    return Record(
        title=title[:500],
        credits=[Credit(name[:300]) for name in people[:50]],
        subjects=[name[:200] for name in subjects if name][:50],
        publisher=publisher[:300],
        year=int(year) if year.isdecimal() and 1400 <= int(year) < 2100 else None,
        language=language_tag(languages),
        description=about[:10_000],
        numbers=[Number(Scheme.ISBN, isbn)] if isbn else [],
        rights=rights[:500],
    )
