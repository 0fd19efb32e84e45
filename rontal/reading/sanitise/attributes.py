"""Sanitising of attributes."""

import re
from typing import Final

from lxml import etree

from rontal.reading.sanitise.addresses import Book, outside
from rontal.reading.sanitise.styles import clean_fragment, clean_styles
from rontal.reading.sanitise.vocabulary import (
    HTML_ATTRIBUTES,
    MATHML,
    NAMESPACED_ATTRIBUTES,
    SVG,
    XHTML,
    XLINK,
)

HREF: Final = f"{{{XLINK}}}href"
_FORBIDDEN: Final = frozenset(
    ("src", "action", "formaction", "target", "ping", "download", "from", "to", "values", "begin",
     "attributename", "autofocus", "tabindex", "contenteditable", "accesskey", "popover", "name")
)  # fmt: skip
_PLAIN_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9:_.-]*")
_LINKING: Final = frozenset(("href", HREF))
_MEDIA: Final = frozenset(("audio", "video", "source", "track"))


def clean(element: etree._Element, namespace: str, name: str, book: Book) -> None:
    """Removes or rewrites attributes in place."""
    for key, value in [(str(key), str(value)) for key, value in element.attrib.items()]:
        cleaned = _clean_value(key, value, namespace, name, book)
        if cleaned is None:
            del element.attrib[key]
        elif cleaned != value:
            element.set(key, cleaned)
    if name == "a":
        _clean_link(element)


def _clean_value(key: str, value: str, namespace: str, name: str, book: Book) -> str | None:
    if key in NAMESPACED_ATTRIBUTES:
        return value
    if key in _LINKING:
        return _reference(value, namespace, name, book) or None
    if key.startswith("{"):
        return None
    if key == "style":
        return clean_styles(value, book)
    if namespace == XHTML:
        return _clean_html_value(key, value, name, book)
    return _clean_drawing_value(key, value)


def _clean_html_value(key: str, value: str, name: str, book: Book) -> str | None:
    if key == "src" and name == "img":
        return book.picture(value) or None
    if (key == "src" and name in _MEDIA) or (key == "poster" and name == "video"):
        return book.inside(value) or None
    if key == "name" and name == "a":
        return value
    if key == "rel" and name == "link":
        return "stylesheet"
    known = key in HTML_ATTRIBUTES or key.startswith("aria-")
    return value if known else None


def _clean_drawing_value(key: str, value: str) -> str | None:
    """Filters attributes of SVG and MathML by a deny list, as too many names are allowed."""
    lower = key.lower()
    if lower.startswith("on") or lower in _FORBIDDEN or not _PLAIN_NAME.fullmatch(key):
        return None
    if "(" in value or "\\" in value:
        return clean_fragment(value)
    return value


def _reference(value: str, namespace: str, name: str, book: Book) -> str:
    if namespace == MATHML:
        return ""
    if name == "a":
        return book.inside(value) or outside(value)
    if namespace == SVG:
        return book.picture(value) if name == "image" else _own_fragment(value)
    return book.inside(value) if name == "link" else ""


def _own_fragment(value: str) -> str:
    return value.strip() if value.strip().startswith("#") else ""


def _clean_link(element: etree._Element) -> None:
    """Makes a link out of the book open in a new tab, without referrer."""
    for key in _LINKING:
        if outside(element.get(key, "")):
            element.set("target", "_blank")
            element.set("rel", "noopener noreferrer nofollow")


__all__ = ["clean"]
