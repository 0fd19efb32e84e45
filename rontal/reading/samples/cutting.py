"""How far a sample goes, and content documents that end there. Pure.

A sample is measured as the licence measures it, in percent of the book: its documents by their
size in the order of reading, the last of them by its letters. It never shows more.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from rontal.reading.clean_pages import parsed

SpineItem = dict[str, Any]
MOST_BYTES: Final = 4_000_000
MOST_DOCUMENTS: Final = 200
ENDS: Final = "…"
LONGEST_WORD: Final = 40
"""What is longer has no blanks between its words."""
_X: Final = "{http://www.w3.org/1999/xhtml}"
_BODY: Final = f"{_X}body"
_FIXED: Final = f"{_X}head/{_X}meta[@name='viewport']"
_WORDLESS: Final = (f"{_X}style", "{http://www.w3.org/2000/svg}style")


def shares(spine: Iterable[SpineItem], percent: int) -> Iterator[tuple[SpineItem, float]]:
    """The documents that are read one after the other and belong to the first `percent` of the
    book, each with how much of it does: 1.0 for all of it, less for the last. Of a giant it is
    less, as all of it is looked through before the first page is shown."""
    read = [item for item in spine if item["linear"]]
    left = min(sum(item["size"] for item in read) * percent / 100, MOST_BYTES)
    for item in read[:MOST_DOCUMENTS]:
        if item["size"] > left:
            if left > 0:
                yield item, left / item["size"]
            return
        left -= item["size"]
        yield item, 1.0


def cut(content: bytes, share: float) -> bytes | None:
    """A clean content document up to that share of its letters, between two words; None where
    nothing is left of it, and for a page of a fixed layout, which is shown whole or not at all.
    What stands behind the last word goes, pictures, too."""
    page = parsed(content)
    body = page.find(_BODY)
    if body is None or page.find(_FIXED) is not None:
        return None
    left = int(share * sum(_letters(text) for _node, _tail, text in _texts(body)))
    if left < 1:
        return None
    for node, is_tail, text in _texts(body):
        count = _letters(text)
        if count > left:
            _end_at(node, body, _beginning(text, left), is_tail=is_tail)
            break
        left -= count
    return etree.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")


def _texts(body: etree._Element) -> Iterator[tuple[etree._Element, bool, str]]:
    """The texts in their order: an element with the text that it begins with, or that follows it
    (True)."""
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            if node.tag not in _WORDLESS and node.text:
                yield node, False, node.text
        elif node is not body and node.tail:
            yield node, True, node.tail


def _letters(text: str) -> int:
    """What is read of a text: all but its blanks."""
    return sum(map(len, text.split()))


def _beginning(text: str, left: int) -> str:
    """So many letters of a text at most, whole words. Of a script without blanks, as much as there
    may be."""
    kept: list[str] = []
    for word in text.split():
        if len(word) > left:
            kept += [_part(word, left)] if len(word) > LONGEST_WORD else []
            break
        left -= len(word)
        kept.append(word)
    first = text[:1] if text[:1].isspace() else ""
    return first + " ".join(kept) + ENDS


def _part(word: str, left: int) -> str:
    """So many letters of a word at most, each with all its marks."""
    while left and unicodedata.category(word[left]).startswith("M"):
        left -= 1
    return word[:left]


def _end_at(node: etree._Element, body: etree._Element, text: str, *, is_tail: bool) -> None:
    """Ends the body with this text, which stands in an element or after it."""
    if is_tail:
        node.tail = text
    else:
        node.text = text
        del node[:]
    while node is not body:
        parent = node.getparent()
        assert parent is not None, "it stands in the body"
        del parent[parent.index(node) + 1 :]
        if not is_tail:
            node.tail = None
        node, is_tail = parent, False
