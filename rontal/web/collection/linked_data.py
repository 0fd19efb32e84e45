"""Title as schema.org Book (JSON-LD) for search engines.

Lending is expressed as Google's documentation of book actions describes it: `workExample` with a
`BorrowAction` and its lender.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.conf import settings

from records.codes import AgentKind, Scheme
from records.formats.identity import MEDIA
from rontal.catalogue.rows import File, Person, Row
from rontal.standard.selectors import library
from rontal.web.collection import addresses

Thing = dict[str, Any]
SCHEMA: Final = "https://schema.org"
COVER: Final = 480
_ROLES: Final = {
    "aut": "author", "edt": "editor", "ill": "illustrator", "trl": "translator", "nrt": "readBy",
    "clr": "colorist", "art": "artist",
}  # fmt: skip
_NUMBERS: Final = {Scheme.ISSN: "ISSN", Scheme.DOI: "DOI"}
_ACCESSIBILITY: Final = (
    "accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard",
    "accessibilitySummary",
)  # fmt: skip


def book(title: Row) -> Thing:
    """Returns the title as a Book; unknown fields are omitted."""
    page = _absolute_url(addresses.title(title.slug))
    thing: Thing = {
        "@context": SCHEMA,
        "@type": "Book",
        "@id": page,
        "url": page,
        "name": title.title,
        "alternativeHeadline": title.subtitle,
        "description": title.description,
        "inLanguage": "" if title.language == "und" else title.language,
        "isbn": title.isbn,
        "datePublished": "" if title.year is None else f"{title.year:04d}",
        "bookEdition": title.edition,
        "copyrightNotice": title.rights,
        "publisher": _publisher(title),
        "about": [{"@type": "DefinedTerm", "name": subject.name} for subject in title.subjects],
        "image": _cover(title),
        "identifier": _identifiers(title),
        "typicalAgeRange": _ages(title),
        "isPartOf": {"@type": "BookSeries", "name": title.series} if title.series else None,
        "position": title.series_number if title.series else "",
        "isAccessibleForFree": True if title.files else None,
        "workExample": [_edition(title, file, page) for file in title.files],
    }
    return _without_empty(thing | _people(title.people) | _accessibility(title.accessibility))


def _people(people: Sequence[Person]) -> Thing:
    """Returns contributors by schema.org property; roles without one become `contributor`."""
    contributors: dict[str, list[Thing]] = defaultdict(list)
    for person in people:
        kind = "Person" if person.kind is AgentKind.PERSON else "Organization"
        page = _absolute_url(addresses.agent(person.id, person.authority))
        contributors[_ROLES.get(person.role, "contributor")].append(
            {"@type": kind, "name": person.name, "url": page}
        )
    return dict(contributors)


def _publisher(title: Row) -> Thing | None:
    if not title.publisher:
        return None
    return _without_empty(
        {"@type": "Organization", "name": title.publisher, "location": title.place}
    )


def _edition(title: Row, file: File, page: str) -> Thing:
    """Returns one file as an electronic edition, lent or open to everybody."""
    action = "ReadAction" if file.open else "BorrowAction"
    target = {
        "@type": "EntryPoint",
        "urlTemplate": page,
        "actionPlatform": [
            f"{SCHEMA}/DesktopWebPlatform", f"{SCHEMA}/MobileWebPlatform",
        ],
    }  # fmt: skip
    action_data: Thing = {"@type": action, "target": target}
    if not file.open:
        action_data["lender"] = {
            "@type": "Library",
            "name": library().name,
            "url": _absolute_url("/"),
        }
    return _without_empty(
        {
            "@type": "Book",
            "@id": f"{page}#{file.format}-{file.id}",
            "name": title.title,
            "isbn": title.isbn,
            "bookFormat": f"{SCHEMA}/EBook",
            "encodingFormat": MEDIA[file.format],
            "numberOfPages": file.pages,
            "inLanguage": "" if title.language == "und" else title.language,
            "potentialAction": action_data,
        }
    )


def _cover(title: Row) -> str:
    return _absolute_url(addresses.cover(title.cover.digest, COVER)) if title.cover else ""


def _identifiers(title: Row) -> list[Thing]:
    return [
        {"@type": "PropertyValue", "propertyID": _NUMBERS[number.scheme], "value": number.value}
        for number in title.numbers
        if number.scheme in _NUMBERS
    ]


def _ages(title: Row) -> str:
    """Returns the age range in schema.org's format: "7-9", or "11-" for eleven and older."""
    if title.age_from is None:
        return ""
    return f"{title.age_from}-{'' if title.age_to is None else title.age_to}"


def _accessibility(metadata: Mapping[str, Sequence[str]]) -> Thing:
    thing: Thing = {name: list(metadata[name]) for name in _ACCESSIBILITY if metadata.get(name)}
    if "accessibilitySummary" in thing:
        thing["accessibilitySummary"] = " ".join(thing["accessibilitySummary"])
    if "accessModeSufficient" in thing:
        thing["accessModeSufficient"] = [
            {"@type": "ItemList", "itemListElement": [mode.strip() for mode in way.split(",")]}
            for way in thing["accessModeSufficient"]
        ]
    return thing


def _without_empty(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value not in ("", None, [])}


def _absolute_url(path: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"
