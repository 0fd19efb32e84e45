"""Extent of a sample, and cutting of documents at its end. Without Django.

The licence gives a percentage of the book. It is measured by the sizes of documents in reading
order, and in the last one by letters. A sample never exceeds it.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from rontal.reading.page_parser import parse_page

SpineItem = dict[str, Any]
MAX_BYTES: Final = 4_000_000
MAX_DOCUMENTS: Final = 200
ELLIPSIS: Final = "…"
MAX_WORD_LENGTH: Final = 40
"""Length above which a word is taken as text of a script without blanks."""
_X: Final = "{http://www.w3.org/1999/xhtml}"
_BODY: Final = f"{_X}body"
_FIXED: Final = f"{_X}head/{_X}meta[@name='viewport']"
_WORDLESS: Final = (f"{_X}style", "{http://www.w3.org/2000/svg}style")


def shares(spine: Iterable[SpineItem], percent: int) -> Iterator[tuple[SpineItem, float]]:
    """Yields the linear documents of the first `percent` percent, each with the share shown.

    The share is 1.0, or less for the last document. Limited by MAX_BYTES and MAX_DOCUMENTS, as
    all of it is processed before the first page is shown.
    """
    read = [item for item in spine if item["linear"]]
    left = min(sum(item["size"] for item in read) * percent / 100, MAX_BYTES)
    for item in read[:MAX_DOCUMENTS]:
        if item["size"] > left:
            if left > 0:
                yield item, left / item["size"]
            return
        left -= item["size"]
        yield item, 1.0


def cut(content: bytes, share: float) -> bytes | None:
    """Returns a sanitised document up to that share of its letters, cut between two words.

    Everything after the last word is removed, images too. None where nothing is left, and for fixed
    layouts, which are shown whole or not at all.
    """
    page = parse_page(content)
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
    """Yields the texts in order: element, whether the text is its tail, and the text."""
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            if node.tag not in _WORDLESS and node.text:
                yield node, False, node.text
        elif node is not body and node.tail:
            yield node, True, node.tail


def _letters(text: str) -> int:
    """Returns the number of letters of a text without white space."""
    return sum(map(len, text.split()))


def _beginning(text: str, left: int) -> str:
    """Returns the first words of a text with at most `left` letters; cuts only very long words."""
    words: list[str] = []
    for word in text.split():
        if len(word) > left:
            words += [_cut_word(word, left)] if len(word) > MAX_WORD_LENGTH else []
            break
        left -= len(word)
        words.append(word)
    first = text[:1] if text[:1].isspace() else ""
    return first + " ".join(words) + ELLIPSIS


def _cut_word(word: str, left: int) -> str:
    """Returns at most `left` letters of a word, without separating combining marks."""
    while left and unicodedata.category(word[left]).startswith("M"):
        left -= 1
    return word[:left]


def _end_at(node: etree._Element, body: etree._Element, text: str, *, is_tail: bool) -> None:
    """Ends the body with this text, which belongs to an element or follows it (`is_tail`)."""
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
