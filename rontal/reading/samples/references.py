"""What a page shows beside its words: pictures, style sheets and typefaces that it asks for. Pure.

It is read in content that was made harmless, whose addresses are all written in one way.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from rontal.catalogue.epub.package import resolve
from rontal.reading.clean_pages import parsed

_ADDRESS: Final = re.compile(r'url\("([^"]*)"\)')
_FETCHED: Final = frozenset(("src", "poster", "href"))
_LINK: Final = "a"
_STYLE: Final = "style"


def in_styles(css: str, path: str) -> set[str]:
    """The paths that a clean style sheet at `path` asks for."""
    return {resolve(address, path) for address in _ADDRESS.findall(css)} - {"", path}


def in_page(content: bytes, path: str) -> set[str]:
    """The paths that a clean document or drawing at `path` asks for by itself; where its links
    lead is not among them."""
    page = parsed(content)
    found = {resolve(address, path) for address in _addresses(page)} - {"", path}
    return found.union(*(in_styles(css, path) for css in _styles(page)))


def _addresses(page: etree._Element) -> Iterator[str]:
    for node in page.iter("*"):
        if etree.QName(node).localname != _LINK:
            for name, value in node.attrib.items():
                if etree.QName(name).localname in _FETCHED:
                    yield str(value)


def _styles(page: etree._Element) -> Iterator[str]:
    for node in page.iter("*"):
        yield node.get("style", "")
        if etree.QName(node).localname == _STYLE:
            yield node.text or ""
