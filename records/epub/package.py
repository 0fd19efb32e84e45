"""Container and package document: manifest, spine, protection and the paths of special files."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from lxml import etree

from records.epub.archive import Archive
from records.epub.shape import ManifestItem, SpineItem
from records.epub.xml import NAMESPACES, parse_package_file
from records.errors import BrokenPackage, MissingContent, NotAnEpub, Protected

CONTAINER: Final = "META-INF/container.xml"
ENCRYPTION: Final = "META-INF/encryption.xml"
RIGHTS: Final = ("META-INF/rights.xml", "META-INF/license.lcpl", "META-INF/sinf.xml")
PACKAGE_TYPE: Final = "application/oebps-package+xml"
MASKS: Final = {
    "http://www.idpf.org/2008/embedding": "idpf",
    "http://ns.adobe.com/pdf/enc#RC": "adobe",
}


def resolve(href: str, base: str) -> str:
    """Returns the archive path of `href`, a link in the file at `base`.

    Returns "" for a link to outside of the archive. The fragment is dropped.
    """
    path = unquote(href.partition("#")[0].partition("?")[0])
    if ":" in path.split("/")[0] or path.startswith("/"):
        return ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base
    return "" if joined.startswith("..") else joined


@dataclass(frozen=True)
class _Declared:
    id: str
    path: str
    media_type: str
    properties: frozenset[str]


class Sheet:
    """Package document on its own, as Calibre stores it beside a book."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root

    def find(self, expression: str) -> list[etree._Element]:
        """Returns elements of the package document by XPath, with the prefixes opf and dc."""
        result = self.root.xpath(expression, namespaces=NAMESPACES)
        nodes = result if isinstance(result, list) else []
        return [node for node in nodes if isinstance(node, etree._Element)]


class Package(Sheet):
    """Package document of an EPUB archive."""

    def __init__(self, archive: Archive) -> None:
        """Reads an archive. Raises NotAnEpub, Protected, BrokenPackage, ForbiddenXml."""
        self.archive = archive
        if CONTAINER not in archive:
            raise NotAnEpub
        if any(name in archive for name in RIGHTS):
            raise Protected
        self.masks = dict(self._masks())
        self.path = self._find_path()
        super().__init__(parse_package_file(archive.read(self.path)))
        if etree.QName(self.root).localname != "package":
            raise BrokenPackage

    @cached_property
    def items(self) -> dict[str, _Declared]:
        """Manifest items by id; items whose file is missing are left out."""
        declared = (self._declared(node) for node in self.find("opf:manifest/opf:item"))
        return {item.id: item for item in declared if item.id and item.path in self.archive}

    @cached_property
    def manifest(self) -> tuple[ManifestItem, ...]:
        """Resources that may be served: every declared file once."""
        by_path = {item.path: item for item in self.items.values()}
        return tuple(
            ManifestItem(path, item.media_type, self.archive.size(path), self.masks.get(path, ""))
            for path, item in by_path.items()
        )

    @cached_property
    def spine(self) -> tuple[SpineItem, ...]:
        """Spine, in reading order. Raises BrokenPackage where there is none, MissingContent where a
        linear document is missing."""
        references = self.find("opf:spine/opf:itemref")
        if not references:
            raise BrokenPackage
        items = tuple(
            SpineItem(
                path=item.path,
                linear=node.get("linear") != "no",
                step=2 * number,
                size=self.archive.size(item.path),
                media_type=item.media_type,
            )
            for number, node in enumerate(references, start=1)
            if (item := self._item(node.get("idref", ""), must=node.get("linear") != "no"))
        )
        if not items:
            raise MissingContent
        return items

    def path_of(self, *, property: str = "", media_type: str = "", id: str = "") -> str:
        """Returns the path of the first item with this property, media type or id, or ""."""
        for item in self.items.values():
            if property in item.properties or (id and item.id == id):
                return item.path
            if media_type and item.media_type == media_type:
                return item.path
        return ""

    def media_type(self, path: str) -> str:
        """Returns the declared media type of a path, "" where it is not declared."""
        return next((item.media_type for item in self.items.values() if item.path == path), "")

    @property
    def fixed_layout(self) -> bool:
        """True where every page has a fixed size (`rendition:layout` is `pre-paginated`)."""
        layout = self.find("opf:metadata/opf:meta[@property='rendition:layout']")
        return any((node.text or "").strip() == "pre-paginated" for node in layout)

    @property
    def right_to_left(self) -> bool:
        """True where pages turn from right to left."""
        return any(
            node.get("page-progression-direction") == "rtl" for node in self.find("opf:spine")
        )

    def _item(self, identifier: str, *, must: bool) -> _Declared | None:
        item = self.items.get(identifier)
        if item is None and must:
            raise MissingContent
        return item

    def _declared(self, node: etree._Element) -> _Declared:
        return _Declared(
            id=node.get("id", ""),
            path=resolve(node.get("href", ""), self.path),
            media_type=node.get("media-type", "").strip().lower()[:100],
            properties=frozenset(node.get("properties", "").split()),
        )

    def _find_path(self) -> str:
        container = parse_package_file(self.archive.read(CONTAINER))
        for node in container.iter("{*}rootfile"):
            path = node.get("full-path", "")
            if node.get("media-type") == PACKAGE_TYPE and path in self.archive:
                return path
        raise BrokenPackage

    def _masks(self) -> Iterator[tuple[str, str]]:
        """Yields path and kind of each obfuscated font. Raises Protected for other encryption."""
        if ENCRYPTION not in self.archive:
            return
        root = parse_package_file(self.archive.read(ENCRYPTION))
        for data in root.iter("{*}EncryptedData"):
            method, reference = data.find("{*}EncryptionMethod"), data.find(".//{*}CipherReference")
            kind = MASKS.get("" if method is None else method.get("Algorithm", ""))
            if kind is None or reference is None:
                raise Protected
            yield unquote(reference.get("URI", "")), kind
