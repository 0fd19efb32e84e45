"""Reads untrusted XML as a stream: no document type, no entities, no network, constant memory.

Common defects are repaired while reading: control characters are removed, and invalid UTF-8 is
decoded as Windows-1252. Any other defect ends the reading; elements before it are still returned.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final, cast

from lxml import etree

from records.errors import FileEmpty, XmlForbidden

BLOCK: Final = 64 * 1024
MAX_ELEMENT_BYTES: Final = 32 * 1024 * 1024
"""Most bytes of one element, so that an unclosed one cannot exhaust memory."""
_CONTROL: Final = bytes([*range(9), 11, 12, *range(14, 32)])
_DOCTYPE: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DECLARATION: Final = re.compile(rb"^\s*<\?xml[^>]*\?>")
_MARKS: Final = ((b"\xef\xbb\xbf", ""), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ROOT: Final = re.compile(rb"<[A-Za-z_]")


def _decode_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decodes invalid UTF-8 as Windows-1252, which it usually is."""
    if isinstance(error, UnicodeDecodeError):
        return error.object[error.start : error.end].decode("cp1252", "replace"), error.end
    raise error


codecs.register_error("rontal-windows", _decode_windows_1252)


@dataclass(frozen=True, slots=True)
class Element:
    """Element with its content; it is cleared when the next one is requested. `at` is the number of
    bytes read; `node` is None where the XML is broken, at `line`."""

    node: etree._Element | None
    at: int
    line: int


def elements(source: IO[bytes], names: frozenset[str]) -> Iterator[Element]:
    """Yields the elements with these local names in any namespace when they end: inner elements
    before outer ones.

    Raises FileEmpty, XmlForbidden.
    """
    source.seek(0)
    parser = etree.XMLPullParser(
        ("end",),
        tag=[f"{{*}}{name}" for name in sorted(names)],
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    at, prolog, broken, lines, begun = 0, True, 0, 1, 0
    feed = _Utf8Blocks(source)
    for block in feed:
        at = feed.at
        lines += block.count(b"\n")
        prolog = prolog and _still_before_root(block)
        try:
            parser.feed(block)
        except etree.XMLSyntaxError as error:
            broken = error.lineno or 1
        for element in _finished_elements(parser, at):
            begun = at
            yield element
        if at - begun > MAX_ELEMENT_BYTES:
            broken = lines
        if broken:
            yield Element(None, at, broken)
            return
    if not at:
        raise FileEmpty
    try:
        parser.close()
    except etree.XMLSyntaxError:
        yield from _finished_elements(parser, at)
        yield Element(None, at, lines)
        return
    yield from _finished_elements(parser, at)


def _still_before_root(block: bytes) -> bool:
    """Returns True while no element has begun. Raises XmlForbidden for a document type."""
    root = _ROOT.search(block)
    if _DOCTYPE.search(block, 0, root.start() if root else len(block)):
        raise XmlForbidden
    return root is None


def _finished_elements(parser: "etree.XMLPullParser", at: int) -> Iterator[Element]:
    for _event, parsed in parser.read_events():
        node = cast(etree._Element, parsed)
        if node.getroottree().docinfo.internalDTD is not None:
            raise XmlForbidden
        yield Element(node, at, cast(int | None, node.sourceline) or 0)
        _free_element(node)


def _free_element(node: etree._Element) -> None:
    """Frees an element and everything before it, also around its ancestors."""
    node.clear()
    around: etree._Element | None = node
    while around is not None:
        parent = around.getparent()
        if parent is not None:
            while around.getprevious() is not None:
                del parent[0]
        around = parent


class _Utf8Blocks:
    """Blocks of a file in UTF-8 without XML declaration. `at` counts the bytes read so far."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.at = 0

    def __iter__(self) -> Iterator[bytes]:
        decoder: codecs.IncrementalDecoder | None = None
        while block := self._source.read(BLOCK):
            self.at += len(block)
            begins = decoder is None
            if decoder is None:
                decoder, block = _decoder(block.lstrip(b" \t\r\n"))
            mended = decoder.decode(block).encode("utf-8", "replace").translate(None, _CONTROL)
            yield _DECLARATION.sub(b"", mended) if begins else mended
        if decoder is not None:
            yield decoder.decode(b"", True).encode("utf-8", "replace")


def _decoder(head: bytes) -> tuple[codecs.IncrementalDecoder, bytes]:
    """Returns the decoder of a file, chosen by byte order mark or XML declaration, and its first
    block without a UTF-8 mark."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            start = head if encoding else head[len(mark) :]
            return codecs.getincrementaldecoder(encoding or "utf-8")("rontal-windows"), start
    if head[1:2] == b"\x00" or head[:1] == b"\x00":
        return codecs.getincrementaldecoder("utf-16-le" if head[1:2] == b"\x00" else "utf-16-be")(
            "replace"
        ), head
    declared = _DECLARED.match(head)
    try:
        encoding = codecs.lookup(declared[1].decode("ascii")).name if declared else "utf-8"
        decoder = codecs.getincrementaldecoder(encoding)("rontal-windows")
        decoder.decode(b"")
    except (LookupError, TypeError, AttributeError):
        decoder = codecs.getincrementaldecoder("utf-8")("rontal-windows")
    return decoder, head
