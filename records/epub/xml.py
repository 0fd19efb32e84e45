"""Parses untrusted XML: no entities, no DTD, no network, no expansion."""

import codecs
import re
from html.entities import html5
from typing import Final

from lxml import etree, html

from records.errors import BrokenPackage, ForbiddenXml

NAMESPACES: Final = {
    "container": "urn:oasis:names:tc:opendocument:xmlns:container",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "ops": "http://www.idpf.org/2007/ops",
    "enc": "http://www.w3.org/2001/04/xmlenc#",
    "svg": "http://www.w3.org/2000/svg",
    "xlink": "http://www.w3.org/1999/xlink",
    "mathml": "http://www.w3.org/1998/Math/MathML",
}
_PREDEFINED: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_SUBSET_OR_END: Final = re.compile(rb"[\[>]")
_SUBSET_END: Final = re.compile(rb"\]\s*+>?")
_NAMED: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_ROOTS: Final = {"html": "xhtml", "svg": "svg", "math": "mathml"}
_DECLARATION: Final = re.compile(rb"^\s*<\?xml[^>]*\?>")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def parse_package_file(content: bytes) -> etree._Element:
    """Parses a container, package, NCX or encryption file. Raises ForbiddenXml, BrokenPackage."""
    content = _as_utf8(content)
    if b"<!ENTITY" in content:
        raise ForbiddenXml
    try:
        return etree.fromstring(_without_doctypes(content), _parser())
    except (etree.XMLSyntaxError, ValueError):
        raise BrokenPackage from None


def parse_content(content: bytes) -> etree._Element | None:
    """Parses a content document as XML, or as HTML where it is not well-formed.

    The DOCTYPE is removed with every entity that it declares; named characters of HTML are
    resolved. Returns None where nothing can be parsed.
    """
    content = _NAMED.sub(_character, _without_doctypes(_as_utf8(content)))
    if b"<!ENTITY" in content or b"<!DOCTYPE" in content:
        return _as_html(content)
    try:
        return etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return _as_html(content)


def text_of(element: etree._Element | None) -> str:
    """Returns all text inside an element with white space collapsed."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _without_doctypes(content: bytes) -> bytes:
    """Returns the content without complete document types, with their internal subsets.

    Reads each byte once: one pattern would look for the end of each of a million beginnings. The
    next "]" is carried over from one document type to the next for the same reason.
    """
    if _DOCTYPE.search(content) is None:
        return content
    left, at, search_from = [], 0, 0
    subset = _SUBSET_END.search(content)
    while begin := _DOCTYPE.search(content, search_from):
        found = _SUBSET_OR_END.search(content, begin.end())
        if found is None:
            break
        search_from = found.end()
        if found.group() == b"[":
            if subset is not None and subset.start() < found.end():
                subset = _SUBSET_END.search(content, found.end())
            if subset is None or not subset.group().endswith(b">"):
                continue
            search_from = subset.end()
        left.append(content[at : begin.start()])
        at = search_from
    return b"".join([*left, content[at:]]) if left else content


def _as_html(content: bytes) -> etree._Element | None:
    """Parses with a lenient HTML parser and returns XHTML; None where that fails as well."""
    parser = html.HTMLParser(
        no_network=True, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(_DECLARATION.sub(b"", content), parser=parser)
        _name_as_xml(root)
        return etree.fromstring(etree.tostring(root, method="xml", encoding="utf-8"), _parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _name_as_xml(root: etree._Element) -> None:
    """Puts elements into their namespaces and drops names that are invalid in XML."""
    for node in list(root.iter("*")):
        valid = {name: node.attrib[name] for name in node.attrib if _XML_NAME.fullmatch(str(name))}
        if len(valid) < len(node.attrib):
            node.attrib.clear()  # lxml cannot delete `{a}<` by its name
            node.attrib.update(valid)
        if "xmlns" in node.attrib:
            del node.attrib["xmlns"]
        if node.tag in _ROOTS:
            node.set("xmlns", NAMESPACES[_ROOTS[node.tag]])
        elif not _XML_NAME.fullmatch(node.tag):
            node.tag = "span"


def _as_utf8(content: bytes) -> bytes:
    """Returns the content as UTF-8 without byte order mark and XML declaration, so that byte
    patterns match what the parser reads."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            text = content.decode(encoding, "replace").removeprefix("\ufeff")
            return _DECLARATION.sub(b"", text.encode())
    declared = re.match(rb"\s*<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)", content)
    name = declared.group(1).decode("ascii") if declared else "utf-8"
    try:
        text = content.decode(name, "replace")
    except (LookupError, UnicodeError):
        text = content.decode("utf-8", "replace")
    return _DECLARATION.sub(b"", text.encode("utf-8", "replace"))


def _character(match: re.Match[bytes]) -> bytes:
    name = match.group(1).decode("ascii")
    replacement = html5.get(f"{name};")
    if name in _PREDEFINED or replacement is None:
        return match.group(0) if name in _PREDEFINED else b""
    return "".join(f"&#{ord(char)};" for char in replacement).encode("ascii")
