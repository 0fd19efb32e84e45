"""Paths that a page needs: images, style sheets and fonts. Without Django.

It expects sanitised content, in which all addresses have one form.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from records.epub.package import resolve
from rontal.reading.page_parser import parse_page

_ADDRESS: Final = re.compile(r'url\("([^"]*)"\)')
_LOADING_ATTRIBUTES: Final = frozenset(("src", "poster", "href"))
_LINK: Final = "a"
_STYLE: Final = "style"


def in_styles(css: str, path: str) -> set[str]:
    """Returns the paths that a sanitised style sheet at `path` loads."""
    return {resolve(address, path) for address in _ADDRESS.findall(css)} - {"", path}


def in_page(content: bytes, path: str) -> set[str]:
    """Returns the paths that a sanitised document or drawing at `path` loads, without its links."""
    page = parse_page(content)
    paths = {resolve(address, path) for address in _addresses(page)} - {"", path}
    return paths.union(*(in_styles(css, path) for css in _styles(page)))


def _addresses(page: etree._Element) -> Iterator[str]:
    for node in page.iter("*"):
        if etree.QName(node).localname != _LINK:
            for name, value in node.attrib.items():
                if etree.QName(name).localname in _LOADING_ATTRIBUTES:
                    yield str(value)


def _styles(page: etree._Element) -> Iterator[str]:
    for node in page.iter("*"):
        yield node.get("style", "")
        if etree.QName(node).localname == _STYLE:
            yield node.text or ""
