"""Samples of EPUBs.

Nothing beyond the sample is served: links to it are removed, and only resources that the sample's
pages load are available.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from records.codes import Format
from records.epub.package import resolve
from records.errors import Unreadable
from rontal.catalogue import selectors as catalogue
from rontal.catalogue.models import Title
from rontal.core.actors import Actor
from rontal.core.compression import PACKERS, PLAIN
from rontal.core.errors import NotFound
from rontal.lending import samples
from rontal.reading import archive_cache, content_limits
from rontal.reading.archive_cache import LruCache, OpenedBook, Resource
from rontal.reading.errors import PageTooLarge, SampleTooShort
from rontal.reading.media_types import XHTML, Kind, is_document
from rontal.reading.open_texts import OpenText
from rontal.reading.page_parser import parse_page
from rontal.reading.resources import resource_of, sanitise_resource, treatment_of
from rontal.reading.samples import cutting
from rontal.reading.sanitise.addresses import Book

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


EPUB: Final = (Format.EPUB,)
PARTS: Final = 64
WHOLE: Final = 1.0
_READ_ERRORS: Final = (NotFound, PageTooLarge, Unreadable)


@dataclass(frozen=True)
class SampleText(OpenText):
    """The first `percent` percent of an EPUB.

    The reading order ends there; later entries of the contents have no link.
    """

    percent: int = 0


@dataclass(frozen=True)
class _Part:
    """The shown part of a book: reading order, share of each document by path, and resources."""

    spine: list[dict[str, Any]]
    shares: Mapping[str, float]
    shown: frozenset[str]


_parts: LruCache[_Part] = LruCache(PARTS, lambda _one: 1)


def sample_text_of(slug: str, actor: Actor) -> SampleText:
    """Returns the sample of a public title's EPUB, without content. Two queries with a warm cache.

    Raises NotFound, also where no licence allows a sample, SampleTooShort where nothing is left.
    """
    sample = samples.of_title(slug, EPUB, actor)
    part = _part(sample.file_id, sample.percent)
    if not part.spine:
        raise SampleTooShort
    file = catalogue.file_with_title(sample.file_id)
    return SampleText(
        file_id=file.pk,
        title=file.title,
        spine=part.spine,
        contents=_without_unreachable(file.contents, part.shares),
        fixed_layout=file.fixed_layout,
        right_to_left=file.right_to_left,
        percent=sample.percent,
    )


def title_of(file_id: int, actor: Actor) -> Title:
    """Returns the title of an EPUB with a sample; raises as `lending.samples.of_file`."""
    return catalogue.file_with_title(samples.of_file(file_id, EPUB, actor).file_id).title


def sample_resource(
    file_id: int,
    path: str,
    *,
    actor: Actor,
    address: str,
    as_page: bool = False,
    coding: str = PLAIN,
) -> Resource:
    """Returns a resource of an EPUB's sample, for an IP address.

    Raises NotFound, PageTooLarge, TooMany, and for titles with an age limit as
    `lending.samples.of_title`. One query with a warm cache, and occasionally one more.
    """
    percent = samples.of_file(file_id, EPUB, actor).percent
    content_limits.count_open_part(f"{file_id}/{path}", address)
    part = _part(file_id, percent)
    if path in part.shares:
        book, key = archive_cache.book(file_id), (file_id, path, as_page, coding, percent)
        return archive_cache.resource(
            key, lambda: _page(book, path, part.shares, coding, as_page=as_page)
        )
    if path in part.shown:
        return resource_of(file_id, path, coding=coding)
    raise NotFound


def _part(file_id: int, percent: int) -> _Part:
    part = _parts.get((file_id, percent))
    if part is None:
        part = _build_part(archive_cache.book(file_id), percent)
        _parts.put((file_id, percent), part)
    return part


def _build_part(book: OpenedBook, percent: int) -> _Part:
    measured = list(cutting.shares(book.spine, percent))
    shares: dict[str, float] = {}
    for item, share in measured:
        shares.setdefault(item["path"], share)
    spine, loaded_paths = [], set[str]()
    for item, share in measured:
        path = item["path"]
        try:
            content = _content(book, path, shares)
        except _READ_ERRORS:  # the reader reports it on that page
            content = b"" if share == WHOLE else None
        if content is None:
            del shares[path]
            break
        spine.append({**item, "size": max(1, round(share * item["size"]))})
        loaded_paths |= in_page(content, path) if content else set()
    return _Part(spine, shares, _loaded_resources(book, loaded_paths))


def _content(
    book: OpenedBook, path: str, shares: Mapping[str, float], *, as_page: bool = False
) -> bytes | None:
    """Returns a document, sanitised as if the book ended with the sample, and cut to its share.

    None where nothing is left. Raises NotFound, PageTooLarge, Unreadable.
    """
    kind, _sent = treatment_of(book, path)
    paths = {
        one
        for one, (media_type, _size, _mask) in book.manifest.items()
        if one in shares or not is_document(media_type)
    }
    whole = sanitise_resource(book, kind, Book(paths, path), as_page=as_page)
    if shares[path] == WHOLE:
        return whole
    return cutting.cut(whole, shares[path]) if kind is Kind.DOCUMENT else None


def _page(
    book: OpenedBook, path: str, shares: Mapping[str, float], coding: str, *, as_page: bool
) -> Resource:
    content = _content(book, path, shares, as_page=as_page)
    assert content is not None, "a document that is left out has no share"
    _kind, response_type = treatment_of(book, path)
    return Resource(PACKERS[coding](content), XHTML if as_page else response_type, coding)


def _loaded_resources(book: OpenedBook, paths: Iterable[str]) -> frozenset[str]:
    """Returns the resources that the pages load, directly or indirectly; no documents."""
    loaded, left = set[str](), list(paths)
    while left:
        path = left.pop()
        media_type = book.manifest.get(path, ("", 0, ""))[0]
        if path in loaded or not media_type or is_document(media_type):
            continue
        loaded.add(path)
        with contextlib.suppress(*_READ_ERRORS):
            left += _references_of(book, path)
    return frozenset(loaded)


def _references_of(book: OpenedBook, path: str) -> set[str]:
    kind, _sent = treatment_of(book, path)
    if kind is Kind.STYLES:
        return in_styles(resource_of(book.file_id, path).content.decode(), path)
    if kind is Kind.DRAWING:
        return in_page(resource_of(book.file_id, path).content, path)
    return set()


def _without_unreachable(
    entries: list[dict[str, Any]], shown: Mapping[str, float]
) -> list[dict[str, Any]]:
    """Returns the contents without links beyond the sample."""
    return [
        {
            **entry,
            "href": entry["href"] if entry["href"].partition("#")[0] in shown else "",
            "children": _without_unreachable(entry["children"], shown),
        }
        for entry in entries
    ]
