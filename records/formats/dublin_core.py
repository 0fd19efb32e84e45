"""Dublin Core: writes the element `oai_dc:dc` for OAI-PMH and SRU, and reads the elements of others
as records.

Sources: DCMI's crosswalk of MARC to Dublin Core; OAI-PMH 2.0, implementation guidelines for
`oai_dc`. People are written family name first, identifiers as URNs, so that harvesters can match
them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from records.codes import Scheme
from records.formats import languages, titles
from records.formats.draft import Draft
from records.formats.identity import UNNAMED, Identity
from records.formats.marc.writing import DEWEY
from records.formats.markup import escaped
from records.formats.punctuation import unbracketed
from records.formats.roles import CREATORS
from records.formats.tables.cells import publication
from records.identifiers import isbn13
from records.record import Record

NAMESPACE: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA: Final = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_OPEN: Final = (
    f'<oai_dc:dc xmlns:oai_dc="{NAMESPACE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}">'
)
_URNS: Final = {Scheme.ISBN: "urn:isbn:", Scheme.ISSN: "urn:issn:", Scheme.DOI: "doi:"}
_MADE: Final = {
    "creator": "aut", "translator": "trl", "editor": "edt", "illustrator": "ill", "artist": "art",
    "colorist": "clr", "narrator": "nrt", "contributor": "ctb",
}  # fmt: skip
"""Relator codes of the elements that name people: those of Dublin Core, and more of OPDS 2."""
_COLON: Final = re.compile(r"\s*:\s+")
Elements = Mapping[str, Sequence[str]]


def element(record: Record, identity: Identity = UNNAMED) -> bytes:
    """Returns the element with its namespaces in UTF-8, without an XML declaration."""
    inner = "".join(
        [f"<dc:{name}>{escaped(text)}</dc:{name}>" for name, text in _values(record, identity)]
    )
    return f"{_OPEN}{inner}</oai_dc:dc>".encode()


def _values(record: Record, identity: Identity) -> Iterator[tuple[str, str]]:
    """Yields name and text of each element; empty texts are left out."""
    yield "title", record.full_title
    for credit in record.credits:
        name = "creator" if credit.role in CREATORS else "contributor"
        yield name, credit.sort_name or credit.name
    for subject in record.subjects:
        yield "subject", subject
    for name, text in (
        ("subject", record.classification),
        ("description", record.description),
        ("publisher", record.publisher),
        ("date", "" if record.year is None else f"{record.year:04}"),
        ("type", "Text"),
        *[("format", media) for media in identity.media],
        ("format", record.extent),
        ("identifier", identity.address),
        *_identifiers(record),
        ("language", record.language),
        ("relation", _series(record)),
        ("rights", record.rights),
    ):
        if text:
            yield name, text


def _identifiers(record: Record) -> Iterator[tuple[str, str]]:
    for number in record.numbers:
        if number.scheme is not Scheme.CONTROL:
            yield "identifier", _URNS.get(number.scheme, "") + number.value


def _series(record: Record) -> str:
    return f"{record.series} ; {record.series_number}" if record.series_number else record.series


def record(elements: Elements) -> Record | None:
    """Returns a record from element texts by name, None without a title. Beyond Dublin Core,
    `subtitle`, `series`, `series_number` and the roles of _MADE are understood."""

    def first(name: str) -> str:
        return next((text for text in elements.get(name, ()) if text.strip()), "")

    draft = Draft(subtitle=first("subtitle"), series=first("series"))
    draft.series_number = first("series_number") if draft.series else ""
    for element, role in _MADE.items():
        for text in elements.get(element, ()):
            draft.named(text, role)
    draft.title = first("title")
    titles.split_makers(draft)
    if not draft.subtitle:
        draft.title = _COLON.sub(" : ", draft.title, count=1)
        titles.split_subtitle(draft)
    publisher = first("publisher")
    place, publisher, year = publication(publisher) if " : " in publisher else ("", publisher, "")
    draft.place, draft.publisher = unbracketed(place), unbracketed(publisher)
    for text in (*elements.get("date", ()), year):
        draft.year_in(text)
    draft.language = _language(elements)
    draft.description, draft.rights = first("description"), first("rights")
    for text in elements.get("subject", ()):
        _subject(draft, text.strip())
    for text in elements.get("identifier", ()):
        _number(draft, text.strip())
    return draft.finish().record


def _language(elements: Elements) -> str:
    tags = map(languages.tag_of_words, elements.get("language", ()))
    return next((tag for tag in tags if tag != "und"), "und")


def _subject(draft: Draft, text: str) -> None:
    """Adds a subject; a Dewey number becomes the classification instead."""
    if not DEWEY.fullmatch(text):
        draft.subject(text)
    elif not draft.classification:
        draft.classification = text


def _number(draft: Draft, text: str) -> None:
    """Adds an ISBN, ISSN or DOI; other identifiers are ignored."""
    low = text.lower()
    if isbn13(text) or "isbn" in low or low[:3] in ("978", "979"):
        draft.isbn(text)
    elif "issn" in low:
        draft.issn(text)
    else:
        draft.doi(text)
