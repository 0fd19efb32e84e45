"""Table of contents: the navigation document of EPUB 3, or the NCX of EPUB 2."""

from typing import Final

from lxml import etree

from records.epub.package import Package, resolve
from records.epub.shape import ContentsEntry
from records.epub.xml import parse_content, parse_package_file, text_of
from records.text import plain

NCX_TYPE: Final = "application/x-dtbncx+xml"
TYPE: Final = "{http://www.idpf.org/2007/ops}type"
MAX_DEPTH: Final = 8
MAX_ENTRIES: Final = 5_000


def contents_of(package: Package) -> tuple[ContentsEntry, ...]:
    """Returns the table of contents, or one numbered entry per linear document."""
    entries = _from_navigation(package) or _from_ncx(package)
    if entries:
        return entries
    return tuple(
        ContentsEntry(str(number), item.path)
        for number, item in enumerate(package.spine, start=1)
        if item.linear
    )


class _Reader:
    """Reader of one table of contents; stops after MAX_ENTRIES entries."""

    def __init__(self, package: Package, path: str) -> None:
        self.package, self.path, self.left = package, path, MAX_ENTRIES

    def entry(
        self, label: str, href: str, children: tuple[ContentsEntry, ...]
    ) -> ContentsEntry | None:
        path = resolve(href, self.path) if href else ""
        fragment = href.partition("#")[2]
        target = f"{path}#{fragment}" if path and fragment else path
        label = plain(label)[:300]
        known = path in self.package.archive
        if not label and not children:
            return None
        return ContentsEntry(label or "…", target[:1000] if known else "", children)

    def navigation(self, items: etree._Element | None, depth: int) -> tuple[ContentsEntry, ...]:
        if items is None or depth > MAX_DEPTH:
            return ()
        entries = []
        for item in items.iterchildren("{*}li"):
            self.left -= 1
            if self.left < 0:
                break
            link = item.find("{*}a")
            label = link if link is not None else item.find("{*}span")
            children = self.navigation(item.find("{*}ol"), depth + 1)
            href = "" if link is None else link.get("href", "")
            entries.append(self.entry(text_of(label), href, children))
        return tuple(entry for entry in entries if entry)

    def ncx(self, parent: etree._Element, depth: int) -> tuple[ContentsEntry, ...]:
        if depth > MAX_DEPTH:
            return ()
        entries = []
        for point in parent.iterchildren("{*}navPoint"):
            self.left -= 1
            if self.left < 0:
                break
            content = point.find("{*}content")
            href = "" if content is None else content.get("src", "")
            label = text_of(point.find("{*}navLabel"))
            entries.append(self.entry(label, href, self.ncx(point, depth + 1)))
        return tuple(entry for entry in entries if entry)


def _from_navigation(package: Package) -> tuple[ContentsEntry, ...]:
    path = package.path_of(property="nav")
    tree = parse_content(package.archive.read(path)) if path else None
    if tree is None:
        return ()
    for nav in tree.iter("{*}nav"):
        if "toc" in (nav.get(TYPE) or nav.get("epub:type") or "").split():
            return _Reader(package, path).navigation(nav.find("{*}ol"), 1)
    return ()


def _from_ncx(package: Package) -> tuple[ContentsEntry, ...]:
    path = package.path_of(media_type=NCX_TYPE)
    if not path:
        return ()
    root = parse_package_file(package.archive.read(path))
    points = root.find("{*}navMap")
    return () if points is None else _Reader(package, path).ncx(points, 1)
