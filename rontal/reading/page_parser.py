"""Parser for sanitised pages."""

from lxml import etree


def parse_page(page: bytes) -> etree._Element:
    """Parses a sanitised document or drawing, without the parser's limits on depth and size."""
    parser = etree.XMLParser(
        huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    return etree.fromstring(page, parser)
