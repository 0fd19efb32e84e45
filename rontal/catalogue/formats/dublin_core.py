"""Dublin Core as OAI-PMH and SRU carry it: the element `oai_dc:dc`.

Sources: DCMI's crosswalk of MARC to Dublin Core; OAI-PMH 2.0, implementation guidelines for
`oai_dc`. People stand as lists order them, numbers as URNs, so that a harvester can match them.
"""

from collections.abc import Iterator
from typing import Final

from rontal.catalogue.formats.identity import UNNAMED, Identity
from rontal.catalogue.formats.markup import escaped
from rontal.catalogue.record import Record
from rontal.catalogue.rules import Scheme

NAMESPACE: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA: Final = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_OPEN: Final = (
    f'<oai_dc:dc xmlns:oai_dc="{NAMESPACE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}">'
)
_URNS: Final = {Scheme.ISBN: "urn:isbn:", Scheme.ISSN: "urn:issn:", Scheme.DOI: "doi:"}
_CREATORS: Final = frozenset(("aut", "art", "cmp", "com", "lbt"))


def element(record: Record, identity: Identity = UNNAMED) -> bytes:
    """The element with its namespaces, UTF-8, without an XML declaration."""
    inner = "".join(
        [f"<dc:{name}>{escaped(text)}</dc:{name}>" for name, text in _values(record, identity)]
    )
    return f"{_OPEN}{inner}</oai_dc:dc>".encode()


def _values(record: Record, identity: Identity) -> Iterator[tuple[str, str]]:
    """Name and text of each element, none of them empty."""
    yield "title", f"{record.title}: {record.subtitle}" if record.subtitle else record.title
    for credit in record.credits:
        name = "creator" if credit.role in _CREATORS else "contributor"
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
