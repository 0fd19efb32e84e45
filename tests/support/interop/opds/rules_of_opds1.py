"""Rules of RFC 4287, RFC 5005 and OPDS 1.2 for feeds and entries, as far as checkable."""

import re
from urllib.parse import urlsplit

from lxml import etree

from tests.support.interop.opds.shelves import xpath

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]+(;[a-z]+=[a-z0-9.+:/-]+)*")
STATES = {"available", "unavailable", "reserved", "ready"}
ACQUISITION = "http://opds-spec.org/acquisition"
KINDS = {
    "acquisition": "application/atom+xml;profile=opds-catalog;kind=acquisition",
    "navigation": "application/atom+xml;profile=opds-catalog;kind=navigation",
}
ENTRY = "application/atom+xml;type=entry;profile=opds-catalog"
IMAGES = {"image/jpeg", "image/png", "image/gif"}


def check_feed(feed: etree._Element, kind: str) -> None:
    """Checks a navigation or acquisition feed."""
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    _check_common(feed)
    assert xpath(feed, "a:author/a:name/text()")
    (own,) = xpath(feed, "a:link[@rel='self']")
    assert own.get("type") == KINDS[kind]
    (start,) = xpath(feed, "a:link[@rel='start']")
    assert start.get("type") == KINDS["navigation"]
    assert xpath(feed, "a:link[@rel='search']/@type") == ["application/opensearchdescription+xml"]
    entries = xpath(feed, "a:entry")
    identifiers = xpath(feed, "a:entry/a:id/text()")
    assert len(set(identifiers)) == len(entries)
    for entry in entries:
        check_entry(entry, whole=False) if kind == "acquisition" else _check_way(entry)
    _check_facets(feed, kind)
    _check_pages(feed)


def check_entry(entry: etree._Element, *, whole: bool) -> None:
    """Checks a partial entry of a feed, or a complete entry document."""
    _check_common(entry)
    assert len(xpath(entry, "a:content")) <= 1
    assert len(xpath(entry, "a:summary")) <= 1
    assert not xpath(entry, "dc:title | dc:creator | dc:subject | dc:rights | dc:description")
    assert xpath(entry, f"a:link[starts-with(@rel, '{ACQUISITION}')]")
    for link in xpath(entry, f"a:link[starts-with(@rel, '{ACQUISITION}')]"):
        _check_acquisition(link)
    assert xpath(entry, "a:link[@rel='alternate'] | a:content")
    rel = "self" if whole else "alternate"
    assert xpath(entry, f"a:link[@rel='{rel}' and @type='{ENTRY}']")
    pictures = xpath(entry, "a:link[starts-with(@rel, 'http://opds-spec.org/image')]")
    assert {link.get("rel").rpartition("/")[2] for link in pictures} == {"image", "thumbnail"}
    assert all(link.get("type") in IMAGES for link in pictures)
    if whole:
        assert xpath(entry, "a:author | a:source/a:author")
    for part in xpath(entry, "dc:identifier/text()"):
        assert part != xpath(entry, "a:id/text()")[0]


def _check_common(node: etree._Element) -> None:
    for name in ("id", "title", "updated"):
        assert len(xpath(node, f"a:{name}")) == 1, name
    assert urlsplit(xpath(node, "a:id/text()")[0]).scheme
    assert xpath(node, "string(a:title)")
    for name in ("updated", "published"):
        for text in xpath(node, f"a:{name}/text()"):
            assert MOMENT.fullmatch(text), text
    for link in xpath(node, "a:link"):
        assert link.get("href")
        assert MEDIA.fullmatch(link.get("type") or ""), link.attrib
        assert not re.search(r"[\s<>\"{}]", link.get("href")), link.get("href")


def _check_way(entry: etree._Element) -> None:
    _check_common(entry)
    assert not xpath(entry, f"a:link[starts-with(@rel, '{ACQUISITION}')]")
    assert len(xpath(entry, "a:link")) == 1
    assert xpath(entry, "a:link/@type")[0] in KINDS.values()
    assert xpath(entry, "a:content/text()")


def _check_acquisition(link: etree._Element) -> None:
    for state in xpath(link, "opds:availability"):
        assert state.get("status") in STATES
        assert MOMENT.fullmatch(state.get("until", "2026-01-01T00:00:00Z"))
    for counted in xpath(link, "opds:copies | opds:holds"):
        assert all(value.isdigit() for value in counted.attrib.values())
    for nested in xpath(link, ".//opds:indirectAcquisition"):
        assert MEDIA.fullmatch(nested.get("type"))


def _check_facets(feed: etree._Element, kind: str) -> None:
    facets = xpath(feed, "a:link[@rel='http://opds-spec.org/facet']")
    assert kind == "acquisition" or not facets
    groups: dict[str, int] = {}
    for facet in facets:
        assert facet.get("title")
        group = facet.get("{http://opds-spec.org/2010/catalog}facetGroup")
        active = facet.get("{http://opds-spec.org/2010/catalog}activeFacet")
        assert active in (None, "true")
        groups[group] = groups.get(group, 0) + (active == "true")
    assert all(count <= 1 for count in groups.values()), groups


def _check_pages(feed: etree._Element) -> None:
    for rel in ("first", "previous", "next", "last"):
        assert len(xpath(feed, f"a:link[@rel='{rel}']")) <= 1
    total = xpath(feed, "os:totalResults/text()")
    assert len(total) <= 1
    assert all(text.isdigit() for text in total)
