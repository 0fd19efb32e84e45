"""MARCXML (the Library of Congress's MARC 21 slim schema)."""

from typing import Final

from rontal.catalogue.formats.identity import UNNAMED, Identity
from rontal.catalogue.formats.marc.writing import fields_of, leader
from rontal.catalogue.formats.markup import escaped
from rontal.catalogue.record import Record

NAMESPACE: Final = "http://www.loc.gov/MARC21/slim"
SCHEMA: Final = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
OPEN: Final = f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'.encode()
CLOSE: Final = b"</collection>\n"


def element(record: Record, identity: Identity = UNNAMED) -> bytes:
    """The element `record` with its namespace, UTF-8, without an XML declaration."""
    parts = [f'<record xmlns="{NAMESPACE}"><leader>{leader(identity)}</leader>']
    for tag, indicators, subfields in fields_of(record, identity):
        if not indicators:
            parts.append(f'<controlfield tag="{tag}">{escaped(subfields[0])}</controlfield>')
            continue
        first, second = indicators[0], indicators[1]
        parts.append(f'<datafield tag="{tag}" ind1="{first}" ind2="{second}">')
        parts.extend(
            [f'<subfield code="{sub[0]}">{escaped(sub[1:])}</subfield>' for sub in subfields]
        )
        parts.append("</datafield>")
    parts.append("</record>")
    return "".join(parts).encode()
