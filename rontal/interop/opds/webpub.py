"""OPDS 2.0: feeds and publications as JSON, based on the Readium Web Publication Manifest."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from rontal.catalogue.rows import Person, Row
from rontal.interop.opds.accessibility import accessibility
from rontal.interop.opds.atom import moment, shorten_description
from rontal.interop.opds.feed_data import (
    SHELF,
    FacetGroup,
    Feed,
    Group,
    Kind,
    Link,
    Offer,
    Page,
    Publication,
)
from rontal.interop.opds.pictures import pictures

FEED: Final = "application/opds+json"
PUBLICATION: Final = "application/opds-publication+json"
PROFILE: Final = "application/opds-profile+json"
TYPES: Final = {Kind.ENTRY: PUBLICATION, Kind.NAVIGATION: FEED, Kind.ACQUISITION: FEED}
DDC: Final = "http://purl.org/dc/terms/DDC"
ROLES: Final = {
    "aut": "author", "trl": "translator", "edt": "editor", "ill": "illustrator", "art": "artist",
    "clr": "colorist", "nrt": "narrator",
}  # fmt: skip
Json = dict[str, Any]


class Writer:
    """Writer of JSON. `base` is the site's URL without a path, `author` the library's name."""

    root: Final = "/opds/2/"

    def __init__(self, base: str, author: str) -> None:
        self._site, self._base, self._author = base, base + self.root, author

    def feed(self, feed: Feed) -> bytes:
        """Returns a feed with its navigation, publications, facets and groups."""
        content: Json = {"metadata": self._metadata(feed), "links": self._links(feed)}
        if feed.publications:
            content["publications"] = self._publications(feed.publications)
        else:
            content["navigation"] = self._navigation_links(feed.navigation) or self._parent_links(
                feed
            )
        if feed.groups:
            content["groups"] = [self._group(group) for group in feed.groups]
        if feed.facets:
            content["facets"] = [self._facets(group) for group in feed.facets]
        return _to_json(content)

    def publication(self, publication: Publication) -> bytes:
        """Returns a complete publication document."""
        return _to_json(self._publication(publication, whole=True))

    def _href(self, href: str) -> str:
        return (self._site if href.startswith("/") else self._base) + href

    def _link(self, rel: str, href: str, kind: str, **more: Any) -> Json:
        return {"rel": rel, "href": self._href(href), "type": kind, **more}

    def _metadata(self, feed: Feed) -> Json:
        content: Json = {
            "title": feed.title,
            "identifier": feed.identifier,
            "modified": moment(feed.updated),
        }
        if feed.subtitle:
            content["subtitle"] = feed.subtitle
        if feed.page:
            content |= _page_metadata(feed.page)
        return content

    def _links(self, feed: Feed) -> list[Json]:
        links = [
            self._link("self", feed.href, FEED),
            self._link("start", "", FEED),
            self._link("search", "cari/{?query}", FEED, templated=True),
            self._link(SHELF, "rak/", FEED, properties=self._authenticate()),
            self._link("profile", "profil/", PROFILE, properties=self._authenticate()),
            self._link(
                "http://opds-spec.org/auth/document",
                "/opds/authentication.json",
                "application/opds-authentication+json",
            ),
        ]
        if feed.up:
            links.append(self._link("up", feed.up.href, FEED))
        if feed.page:
            links += [self._link(rel, href, FEED) for rel, href in feed.page.addresses]
        return links

    def _navigation_links(self, links: Iterable[Link]) -> list[Json]:
        return [self._navigation_link(link) for link in links]

    def _parent_links(self, feed: Feed) -> list[Json]:
        """Returns a link to the parent for an empty list; feeds need one (OPDS 2.0, 1.1)."""
        return self._navigation_links([feed.up] if feed.up else [])

    def _navigation_link(self, link: Link) -> Json:
        content = self._link(link.rel, link.href, TYPES[link.kind], title=link.title)
        if link.count is not None:
            content["properties"] = {"numberOfItems": link.count}
        return content

    def _group(self, group: Group) -> Json:
        link = group.link
        metadata: Json = {"title": link.title}
        if link.count is not None:
            metadata["numberOfItems"] = link.count
        return {
            "metadata": metadata,
            "links": [self._link("self", link.href, FEED, title=link.title)],
            "publications": self._publications(group.publications),
        }

    def _facets(self, group: FacetGroup) -> Json:
        links = []
        for facet in group.facets:
            rel = "self" if facet.active else "http://opds-spec.org/facet"
            link = self._link(rel, facet.href, FEED, title=facet.title)
            if facet.count is not None:
                link["properties"] = {"numberOfItems": facet.count}
            links.append(link)
        return {"metadata": {"title": group.title}, "links": links}

    def _publications(self, publications: Sequence[Publication]) -> list[Json]:
        return [self._publication(one, whole=False) for one in publications]

    def _publication(self, publication: Publication, *, whole: bool) -> Json:
        row = publication.row
        links = [
            self._link("self", f"judul/{row.slug}/", PUBLICATION),
            self._link("alternate", f"/koleksi/{row.slug}/", "text/html"),
            *(self._offer(offer) for offer in publication.offers),
        ]
        return {
            "metadata": self._facts(publication, whole=whole),
            "links": links,
            "images": [
                {
                    "href": self._href(one.href),
                    "type": one.type,
                    "width": one.width,
                    "height": one.height,
                }
                for one in pictures(row)
            ],
        }

    def _facts(self, publication: Publication, *, whole: bool) -> Json:
        row = publication.row
        isbn = row.isbn
        metadata: Json = {
            "@type": "http://schema.org/Book",
            "identifier": f"urn:isbn:{isbn}" if isbn else publication.identifier,
            "title": row.title,
            "subtitle": row.subtitle,
            "sortAs": row.sort_title,
            "modified": moment(row.changed_at),
            "published": f"{row.year}-01-01" if 1000 <= (row.year or 0) <= 9999 else "",
            "language": "" if row.language == "und" else row.language,
            **self._people(row),
            "publisher": {"name": row.publisher} if row.publisher else None,
            "subject": self._subjects(row),
            "description": row.description if whole else shorten_description(row.description),
            "numberOfPages": next((file.pages for file in row.files if file.pages), None),
            "belongsTo": {"series": [self._series(row)]} if row.series else None,
        }
        if whole:
            metadata["accessibility"] = accessibility(row.accessibility)
        return {name: value for name, value in metadata.items() if value}

    def _people(self, row: Row) -> dict[str, list[Json]]:
        contributors: dict[str, list[Json]] = {}
        for person in row.people:
            contributors.setdefault(ROLES.get(person.role, "contributor"), []).append(
                self._person(person)
            )
        return contributors

    def _person(self, person: Person) -> Json:
        contributor: Json = {"name": person.name}
        if person.sort_name and person.sort_name != person.name:
            contributor["sortAs"] = person.sort_name
        if person.role not in ROLES:
            contributor["role"] = person.role
        contributor["links"] = [{"href": f"{self._base}orang/{person.id}/", "type": FEED}]
        return contributor

    def _subjects(self, row: Row) -> list[Json]:
        scheme = f"{self._base}topik/"
        subjects: list[Json] = [
            {
                "name": heading.name,
                "code": str(heading.id),
                "scheme": scheme,
                "links": [{"href": f"{scheme}{heading.id}/", "type": FEED}],
            }
            for heading in row.subjects
        ]
        if row.classification:
            subjects.append({"name": row.classification, "code": row.classification, "scheme": DDC})
        return subjects

    def _series(self, row: Row) -> Json:
        series: Json = {
            "name": row.series,
            "links": [{"href": f"{self._base}seri/{row.series_id}/", "type": FEED}],
        }
        number = re.search(r"\d{1,6}([.,]\d{1,3})?", row.series_number)
        if number:
            series["position"] = _number(number[0].replace(",", "."))
        return series

    def _authenticate(self) -> Json:
        href = f"{self._site}/opds/authentication.json"
        return {"authenticate": {"href": href, "type": "application/opds-authentication+json"}}

    def _offer(self, offer: Offer) -> Json:
        link = self._link(offer.rel, offer.href, PUBLICATION if offer.entry else offer.type)
        if offer.title:
            link["title"] = offer.title
        properties = _properties(offer)
        if offer.needs_sign_in and offer.entry:
            properties |= self._authenticate()
        if properties:
            link["properties"] = properties
        return link


def _page_metadata(page: Page) -> Json:
    return {
        "numberOfItems": page.total,
        "itemsPerPage": page.size,
        "currentPage": page.number,
    }


def _properties(offer: Offer) -> Json:
    properties: Json = {}
    if offer.gives:
        properties["indirectAcquisition"] = [{"type": offer.gives}]
    if offer.availability is not None:
        properties["availability"] = {"state": offer.availability}
        if offer.until:
            properties["availability"]["until"] = moment(offer.until)
    if offer.holds is not None:
        properties["holds"] = {"total": offer.holds}
        if offer.position:
            properties["holds"]["position"] = offer.position
    if offer.copies is not None:
        properties["copies"] = {"total": offer.copies[0], "available": offer.copies[1]}
    if offer.cancellable:
        properties["cancellable"] = True
    return properties


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _to_json(content: Json) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
