"""Rules of OPDS 2.0 and the Readium manifest for feeds and publications, as far as a program can
check them. Written for these tests."""

import re
from typing import Any
from urllib.parse import urlsplit

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TAG = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*")
STATES = {"available", "unavailable", "reserved", "ready"}
PEOPLE = {
    "author", "translator", "editor", "illustrator", "artist", "colorist", "narrator",
    "contributor",
}  # fmt: skip
METADATA = PEOPLE | {
    "@type", "identifier", "title", "subtitle", "sortAs", "modified", "published", "language",
    "publisher", "subject", "description", "numberOfPages", "belongsTo", "accessibility",
}  # fmt: skip
RASTER = {"image/jpeg", "image/png", "image/gif"}
ACQUISITION = "http://opds-spec.org/acquisition"


def check_feed(feed: dict[str, Any]) -> None:
    """Checks a feed: metadata, links with a self, and at least one collection."""
    assert set(feed) <= {"metadata", "links", "navigation", "publications", "groups", "facets"}
    assert feed["metadata"]["title"]
    assert MOMENT.fullmatch(feed["metadata"]["modified"])
    for name in ("numberOfItems", "itemsPerPage", "currentPage"):
        assert feed["metadata"].get(name, 0) >= 0
    assert {"navigation", "publications", "groups"} & set(feed)
    for name in ("links", "navigation", "publications", "facets", "groups"):
        assert feed.get(name) != [], name
    assert len([link for link in feed["links"] if "self" in link["rel"]]) == 1
    check_links(feed["links"])
    for link in feed.get("navigation", []):
        check_link(link)
        assert link["title"]
    for publication in feed.get("publications", []):
        check_publication(publication)
    for group in feed.get("facets", []):
        assert group["metadata"]["title"]
        check_links(group["links"])
        assert all(link["title"] for link in group["links"])
        assert sum("self" in link["rel"] for link in group["links"]) <= 1
    for group in feed.get("groups", []):
        _check_group(group)


def check_publication(publication: dict[str, Any]) -> None:
    """Checks a publication: metadata, an acquisition link, and a widely supported picture."""
    assert set(publication) == {"metadata", "links", "images"}
    _check_metadata(publication["metadata"])
    check_links(publication["links"])
    rels = [link["rel"] for link in publication["links"]]
    assert rels.count("self") == 1
    assert any(rel.startswith(ACQUISITION) for rel in rels)
    assert any(image["type"] in RASTER for image in publication["images"])
    for image in publication["images"]:
        assert image["width"] > 0
        assert image["height"] > 0


def check_links(links: list[dict[str, Any]]) -> None:
    """Checks links for a URL and a media type."""
    for link in links:
        check_link(link)


def check_link(link: dict[str, Any]) -> None:
    """Checks one link."""
    assert set(link) <= {"href", "type", "rel", "title", "templated", "properties"}
    assert urlsplit(link["href"]).scheme
    assert "/" in link["type"]
    assert ("{" in link["href"]) == bool(link.get("templated"))
    properties = link.get("properties", {})
    assert set(properties) <= {
        "numberOfItems", "availability", "holds", "copies", "indirectAcquisition", "authenticate",
        "cancellable",
    }  # fmt: skip
    if "availability" in properties:
        assert properties["availability"]["state"] in STATES
        assert MOMENT.fullmatch(properties["availability"].get("until", "2026-01-01T00:00:00Z"))
    assert properties.get("holds", {}).get("position", 1) >= 1
    assert properties.get("copies", {}).get("available", 0) >= 0
    for one in properties.get("indirectAcquisition", []):
        assert "/" in one["type"]


def _check_group(group: dict[str, Any]) -> None:
    assert group["metadata"]["title"]
    assert "navigation" not in group, "Thorium asks every group for its publications"
    for publication in group["publications"]:
        check_publication(publication)
    check_links(group["links"])


def _check_metadata(metadata: dict[str, Any]) -> None:
    assert set(metadata) <= METADATA, set(metadata) - METADATA
    assert metadata["title"]
    assert urlsplit(metadata["identifier"]).scheme == "urn"
    assert MOMENT.fullmatch(metadata["modified"])
    assert DAY.fullmatch(metadata.get("published", "2026-01-01"))
    assert TAG.fullmatch(metadata.get("language", "id"))
    for kind in PEOPLE & set(metadata):
        for person in metadata[kind]:
            assert person["name"]
            assert set(person) <= {"name", "sortAs", "role", "links"}
    for subject in metadata.get("subject", []):
        assert subject["name"]
        assert urlsplit(subject["scheme"]).scheme
    for series in metadata.get("belongsTo", {}).get("series", []):
        assert series["name"]
        assert isinstance(series.get("position", 1), int | float)
