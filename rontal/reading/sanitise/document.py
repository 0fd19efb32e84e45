"""Sanitising of content documents and drawings, element by element."""

import re
from typing import Final

from lxml import etree

from records.epub.xml import parse_content
from rontal.reading.sanitise import attributes
from rontal.reading.sanitise.addresses import Book
from rontal.reading.sanitise.styles import clean_styles
from rontal.reading.sanitise.svg_use_limits import limit_uses
from rontal.reading.sanitise.vocabulary import ELEMENTS, REMOVED_WITH_CONTENT, SVG, XHTML

HEAD: Final = frozenset(("title", "style", "link"))
REMOVED: Final = "{rontal}removed"
UNWRAPPED: Final = "{rontal}unwrapped"
_VIEWPORT: Final = re.compile(r"[\w=,.;\s-]{1,200}")


def clean_document(content: bytes, book: Book) -> bytes:
    """Returns a content document as inactive XHTML.

    The result always has head and body. Its head has `<meta name="rontal" content="page">`, by
    which the reader script distinguishes it from an error page.
    """
    tree = parse_content(content)
    if tree is None:
        return _serialise(_empty_page())
    viewport = _viewport(tree)
    _clean(tree, book)
    return _serialise(_with_head_and_body(tree, viewport))


def clean_svg(content: bytes, book: Book) -> bytes:
    """Returns an inactive drawing; an empty one where it cannot be parsed."""
    tree = parse_content(content)
    if tree is None or tree.tag != f"{{{SVG}}}svg":
        return f'<svg xmlns="{SVG}"/>'.encode()
    _clean(tree, book)
    return etree.tostring(tree, encoding="utf-8")


def page_of_svg(content: bytes, book: Book) -> bytes:
    """Returns a drawing of the reading order as a document."""
    drawing = etree.fromstring(clean_svg(content, book))
    page = _empty_page()
    page[1].append(drawing)
    return _serialise(page)


def _clean(root: etree._Element, book: Book) -> None:
    for node in list(root.iter("*")):
        name = etree.QName(node)
        namespace, local = name.namespace or "", name.localname
        if local in ELEMENTS.get(namespace, ()) and _is_allowed_link(node, namespace, local, book):
            attributes.clean(node, namespace, local, book)
            if local == "style":
                node.text = clean_styles("".join(map(str, node.itertext())), book)
                del node[:]
        elif node is root:
            node.attrib.clear()
        elif local in REMOVED_WITH_CONTENT:
            node.tag = REMOVED
        else:
            node.tag = UNWRAPPED

    # Elements are marked first and removed at once by libxml2, which stays fast for a million tags.
    etree.strip_elements(root, REMOVED, with_tail=False)
    etree.strip_tags(root, UNWRAPPED)
    limit_uses(root)


def _is_allowed_link(node: etree._Element, namespace: str, local: str, book: Book) -> bool:
    """Returns False for links other than the book's style sheets, and for alternate ones."""
    if namespace != XHTML or local != "link":
        return True
    kinds = node.get("rel", "").lower().split()
    return kinds == ["stylesheet"] and bool(book.inside(node.get("href", "")))


def _viewport(tree: etree._Element) -> str:
    """Returns the page size of a fixed layout, or ""."""
    for node in tree.iter(f"{{{XHTML}}}meta"):
        if node.get("name") == "viewport":
            match = _VIEWPORT.fullmatch(node.get("content", "").strip())
            return match.group() if match else ""
    return ""


def _with_head_and_body(tree: etree._Element, viewport: str) -> etree._Element:
    """Returns a document with exactly one head and one body."""
    page = _empty_page(viewport)
    head, body = page
    old_head, old_body = tree.find(f"{{{XHTML}}}head"), tree.find(f"{{{XHTML}}}body")
    for node in () if old_head is None else list(old_head):
        if etree.QName(node).localname in HEAD:
            node.tail = None
            head.append(node)
    if old_body is None:
        old_body = etree.Element(f"{{{XHTML}}}body")
        old_body.extend(
            list(tree) if old_head is None else [child for child in tree if child is not old_head]
        )
    page.replace(body, old_body)
    for name, value in tree.attrib.items():
        page.set(name, value)
    return page


def _empty_page(viewport: str = "") -> etree._Element:
    page = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML})  # type: ignore[dict-item]
    head = etree.SubElement(page, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}meta", name="rontal", content="page")
    if viewport:
        etree.SubElement(head, f"{{{XHTML}}}meta", name="viewport", content=viewport)
    etree.SubElement(page, f"{{{XHTML}}}body")
    return page


def _serialise(page: etree._Element) -> bytes:
    etree.cleanup_namespaces(page)
    return etree.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")
