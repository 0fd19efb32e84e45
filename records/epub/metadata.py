"""Metadata of the package document, cleaned: plain text, known codes, limited lengths."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from lxml import etree

from records.codes import language_tag, role_code
from records.epub.package import Sheet
from records.epub.shape import Contributor, Metadata
from records.epub.xml import text_of
from records.errors import BrokenPackage
from records.identifiers import isbn13
from records.text import plain, unmarked

OPF: Final = "{http://www.idpf.org/2007/opf}"
MAX_CONTRIBUTORS: Final = 50
MAX_SUBJECTS: Final = 50


def metadata_of(package: Sheet) -> Metadata:
    """Returns the metadata of a package document. Raises BrokenPackage where it has no title."""
    facts = _Facts(package)
    title, subtitle = facts.titles()
    if not title:
        raise BrokenPackage
    subjects, classification = facts.subjects()
    series, series_number = facts.series()
    return Metadata(
        identifier=facts.identifier(),
        title=title,
        subtitle=subtitle,
        contributors=tuple(facts.contributors())[:MAX_CONTRIBUTORS],
        language=language_tag(facts.first("language")),
        publisher=facts.first("publisher")[:300],
        year=facts.year(),
        subjects=tuple(dict.fromkeys(subjects))[:MAX_SUBJECTS],
        classification=classification[:40],
        series=series[:300],
        series_number=series_number[:40],
        description=facts.description(),
        isbn=facts.isbn(),
        audience=facts.property("dcterms:audience")[:40],
        rights=facts.first("rights")[:500],
        accessibility=facts.accessibility(),
    )


class _Facts:
    """Reader of Dublin Core elements with their refinements (EPUB 3) or attributes (EPUB 2)."""

    def __init__(self, package: Sheet) -> None:
        self._package = package
        self._refining: dict[str, dict[str, str]] = defaultdict(dict)
        for node in package.find("opf:metadata/opf:meta[@refines]"):
            target = node.get("refines", "").removeprefix("#")
            self._refining[target].setdefault(node.get("property", ""), plain(text_of(node)))

    def elements(self, name: str) -> list[etree._Element]:
        return self._package.find(f"opf:metadata//dc:{name}")

    def first(self, name: str) -> str:
        return next((text for node in self.elements(name) if (text := plain(text_of(node)))), "")

    def properties(self, name: str) -> list[etree._Element]:
        return self._package.find(f"opf:metadata/opf:meta[@property='{name}'][not(@refines)]")

    def property(self, name: str) -> str:
        return next((plain(text_of(node)) for node in self.properties(name)), "")

    def named(self, name: str) -> str:
        """Returns the content of the `meta` element with this name (EPUB 2), "" for none."""
        nodes = self._package.find(f"opf:metadata/opf:meta[@name='{name}']")
        return plain(nodes[0].get("content", "")) if nodes else ""

    def refined(self, node: etree._Element, name: str) -> str:
        return self._refining[node.get("id", "")].get(name, "") or plain(node.get(OPF + name, ""))

    def titles(self) -> tuple[str, str]:
        nodes = [node for node in self.elements("title") if text_of(node)]
        kinds = {self.refined(node, "title-type"): plain(text_of(node)) for node in reversed(nodes)}
        title = kinds.get("main") or (plain(text_of(nodes[0])) if nodes else "")
        return title[:500], kinds.get("subtitle", "")[:500]

    def contributors(self) -> Iterator[Contributor]:
        for element, role in (("creator", "aut"), ("contributor", "ctb")):
            for node in self.elements(element):
                name = plain(text_of(node))[:300]
                if name:
                    sort_name = self.refined(node, "file-as")[:300]
                    yield Contributor(name, sort_name, role_code(self.refined(node, "role"), role))

    def subjects(self) -> tuple[list[str], str]:
        words, classification = [], ""
        for node in self.elements("subject"):
            text = plain(text_of(node))[:200]
            if self.refined(node, "authority").upper() == "DDC":
                classification = self.refined(node, "term") or text
            elif text:
                words.append(text)
        return words, classification

    def series(self) -> tuple[str, str]:
        """Returns name and number of the series: the EPUB 3 collection of type `series`, else
        Calibre's `meta` elements."""
        for node in self.properties("belongs-to-collection"):
            if self.refined(node, "collection-type") in ("series", ""):
                return plain(text_of(node)), self.refined(node, "group-position")
        name = self.named("calibre:series")
        return name, self.named("calibre:series_index").removesuffix(".0") if name else ""

    def year(self) -> int | None:
        dates = sorted(
            self.elements("date"), key=lambda node: node.get(OPF + "event") != "publication"
        )
        for node in dates:
            match = re.search(r"\b(1[4-9]\d\d|20\d\d)\b", text_of(node))
            if match:
                return int(match.group())
        return None

    def description(self) -> str:
        return plain(unmarked(self.first("description")))[:10_000]

    def identifier(self) -> str:
        identifier_id = self._package.root.get("unique-identifier", "")
        nodes = self.elements("identifier")
        chosen = next((node for node in nodes if node.get("id") == identifier_id), None)
        text = text_of(chosen if chosen is not None else (nodes[0] if nodes else None))
        return unicodedata.normalize("NFC", text)[:500].replace("\x00", "")

    def isbn(self) -> str:
        texts = (text_of(node) for name in ("identifier", "source") for node in self.elements(name))
        return next((number for text in texts if (number := isbn13(text))), "")

    def accessibility(self) -> dict[str, list[str]]:
        """Returns the accessibility metadata (EPUB Accessibility 1.1): values of `schema:access*`
        and `dcterms:conformsTo` by name without prefix."""
        values: dict[str, list[str]] = defaultdict(list)
        for node in self._package.find("opf:metadata/opf:meta[not(@refines)]"):
            name = node.get("property", "") or node.get("name", "")
            if name.startswith("schema:access") or name == "dcterms:conformsTo":
                value = plain(text_of(node) or node.get("content", ""))[:2000]
                if value and len(values[name.split(":")[1]]) < 40:
                    values[name.split(":")[1]].append(value)
        return dict(values)
