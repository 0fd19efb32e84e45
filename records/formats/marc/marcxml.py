"""MARCXML (the Library of Congress's MARC 21 slim schema)."""

import io
from collections.abc import Iterator
from typing import IO, Final

from lxml import etree

from records.errors import KindUnknown
from records.formats.identity import UNNAMED, Identity
from records.formats.item import Item, Problem, item_without_record
from records.formats.marc.mapping import CONTROLS, HANDLED_TAGS, Reading
from records.formats.marc.writing import fields_of, leader
from records.formats.markup import escaped
from records.formats.xml import Element, elements
from records.record import Record

NAMESPACE: Final = "http://www.loc.gov/MARC21/slim"
SCHEMA: Final = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
OPEN: Final = f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'.encode()
MAX_TEXT_LENGTH: Final = 20_000
"""Most characters that are read of a subfield."""
_OWN: Final = frozenset(("leader", "controlfield", "datafield"))
CLOSE: Final = b"</collection>\n"


def element(record: Record, identity: Identity = UNNAMED) -> bytes:
    """Returns the element `record` with its namespace in UTF-8, without an XML declaration."""
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


def read(source: IO[bytes], after: tuple[int, int] = (0, 0)) -> Iterator[Item]:
    """Yields the records of a file, also those inside OAI-PMH and SRU responses.

    Raises FileEmpty, XmlForbidden, KindUnknown (no record in the file).
    """
    number, any_record = 0, False
    for element in elements(source, frozenset(("record",))):
        if element.node is None:
            if not any_record:
                raise KindUnknown
            yield item_without_record(number + 1, element.at, Problem.XML_BROKEN, element.line)
            return
        for node in _records(element.node):
            number, any_record = number + 1, True
            if number > after[0]:
                yield _item(number, element, node)
    if not any_record:
        raise KindUnknown


def _records(node: etree._Element) -> Iterator[etree._Element]:
    """Yields the element itself where it is a MARC record; an SRU record packed as text is
    unpacked; wrapper elements yield nothing."""
    for child in node:
        name = _local(child)
        if name in _OWN:
            yield node
            return
        if name == "recordData" and len(child) == 0 and (child.text or "").lstrip().startswith("<"):
            packed = (child.text or "").encode("utf-8", "replace")
            for inner in elements(io.BytesIO(packed), frozenset(("record",))):
                if inner.node is not None:
                    yield from _records(inner.node)
            return


def _item(number: int, element: Element, node: etree._Element) -> Item:
    leader = next((child.text or "" for child in node if _local(child) == "leader"), "")
    reading = Reading(leader.replace("\xa0", " "))
    if refusal := reading.problem():
        return item_without_record(number, element.at, refusal, element.line)
    for child in node:
        tag = child.get("tag", "")
        if tag not in HANDLED_TAGS:
            continue
        if tag in CONTROLS:
            reading.control(tag, child.text or "")
        else:
            subfields = [
                f"{sub.get('code', '')}{(sub.text or '')[:MAX_TEXT_LENGTH]}" for sub in child
            ]
            indicators = f"{child.get('ind1') or ' '}{child.get('ind2') or ' '}"
            reading.data(tag, indicators, subfields)
    return reading.finish().item(number, element.at, element.line)


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]
