"""Reads ONIX product by product."""

from collections.abc import Iterator
from typing import IO, Final

from lxml import etree

from records.errors import KindUnknown, OnixTooOld
from records.formats.item import Item, Problem, item_without_record
from records.formats.onix.mapping import draft_of
from records.formats.onix.nodes import node_of
from records.formats.xml import Element, elements

_PRODUCTS: Final = frozenset(("Product", "product"))
_DELETED: Final = "05"


def read(source: IO[bytes], after: tuple[int, int] = (0, 0)) -> Iterator[Item]:
    """Yields the products of a message.

    Raises FileEmpty, XmlForbidden, OnixTooOld, KindUnknown (no product in the file).
    """
    number = 0
    for element in elements(source, _PRODUCTS):
        if element.node is None:
            if number == 0:
                raise KindUnknown
            yield item_without_record(number + 1, element.at, Problem.XML_BROKEN, element.line)
            return
        number += 1
        if number == 1:
            _check_release(element.node)
        if number > after[0]:
            yield _item(number, element, element.node)
    if number == 0:
        raise KindUnknown


def _check_release(product: etree._Element) -> None:
    """Raises OnixTooOld by the release of the message, or by the elements of its first product."""
    release = product.getroottree().getroot().get("release", "")
    parts = {str(child.tag).rpartition("}")[2].lower() for child in product}
    if release.startswith(("1", "2")) or ("title" in parts and "descriptivedetail" not in parts):
        raise OnixTooOld


def _item(number: int, element: Element, product: etree._Element) -> Item:
    node = node_of(product)
    if node.text_of("NotificationType") == _DELETED:
        return item_without_record(number, element.at, Problem.DELETED, element.line)
    return draft_of(node).finish().item(number, element.at, element.line)
