"""Titles in the record schemas of SRU."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from records.formats import dublin_core
from records.formats.marc import marcxml
from rontal.catalogue import source_identity
from rontal.catalogue.rows import Row
from rontal.interop.sru.diagnostics import Fault, SruError
from rontal.interop.xml_responses import escape

DC_ELEMENTS: Final = "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True)
class Schema:
    """Record schema: its short name, identifier, title, and the function that writes a record."""

    name: str
    identifier: str
    title: str
    write: Callable[[Row], str]


def schema(name: str) -> Schema:
    """Returns a schema by short name or identifier. Raises SruError."""
    for one in SCHEMAS:
        if name in (one.name, one.identifier):
            return one
    raise SruError(Fault.SCHEMA, name)


def record(row: Row, shape: Schema, packing: str, position: int) -> str:
    data = shape.write(row)
    inner = data if packing == "xml" else escape(data)
    return (
        f"<record><recordSchema>{shape.identifier}</recordSchema>"
        f"<recordPacking>{packing}</recordPacking><recordData>{inner}</recordData>"
        f"<recordPosition>{position}</recordPosition></record>"
    )


def _dc(row: Row) -> str:
    """Returns the Dublin Core elements in SRU's own wrapper element."""
    wrapped = _element(dublin_core.element, row)
    inner = wrapped[wrapped.index(">") + 1 : wrapped.rindex("</")]
    return (
        '<srw_dc:dc xmlns:srw_dc="info:srw/schema/1/dc-schema"'
        f' xmlns:dc="{DC_ELEMENTS}">{inner}</srw_dc:dc>'
    )


def _marcxml(row: Row) -> str:
    return _element(marcxml.element, row)


def _element(write: Callable[..., bytes], row: Row) -> str:
    return write(row.record(), source_identity.identity(row)).decode()


SCHEMAS: Final = (
    Schema("dc", "info:srw/schema/1/dc-v1.1", "Dublin Core", _dc),
    Schema("marcxml", "info:srw/schema/1/marcxml-v1.1", "MARC XML", _marcxml),
)
