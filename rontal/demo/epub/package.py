"""Package document of an EPUB: metadata, manifest and reading order."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final

from rontal.demo.epub.source import LICENCES, Book, Chapter

FEATURES: Final = (
    "alternativeText",
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
    "unlocked",
)
CONTAINER: Final = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def package(book: Book, chapters: Sequence[Chapter]) -> str:
    """Returns the package document as XML."""
    pages = ["cover", "title", "nav", *(chapter.name for chapter in chapters), "colophon"]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="pub-id" \
xml:lang="{book.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{chr(10).join(_metadata(book))}
</metadata>
<manifest>
<item id="cover-image" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>
<item id="style" href="style.css" media-type="text/css"/>
{chr(10).join(_manifest_page(name) for name in pages)}
{chr(10).join(_manifest_picture(address) for address in all_pictures(chapters))}
</manifest>
<spine>
{chr(10).join(f'<itemref idref="p-{name}"/>' for name in pages)}
</spine>
</package>
"""


def _manifest_page(name: str) -> str:
    properties = ' properties="nav"' if name == "nav" else ""
    media = "application/xhtml+xml"
    return f'<item id="p-{name}" href="{name}.xhtml" media-type="{media}"{properties}/>'


def _manifest_picture(address: str) -> str:
    identifier = f"i-{Path(address).stem}"
    return f'<item id="{identifier}" href="{escape(address)}" media-type="image/svg+xml"/>'


def _metadata(book: Book) -> Iterator[str]:
    modified = f"{book.modified.isoformat()}T00:00:00Z"
    yield f'<dc:identifier id="pub-id">{book.identifier}</dc:identifier>'
    yield f'<dc:title id="title">{escape(book.title)}</dc:title>'
    yield _refine("title", "title-type", "main")
    yield f'<dc:title id="subtitle">{escape(book.subtitle)}</dc:title>'
    yield _refine("subtitle", "title-type", "subtitle")
    yield f'<dc:creator id="author">{escape(book.author)}</dc:creator>'
    yield '<meta refines="#author" property="role" scheme="marc:relators">aut</meta>'
    yield _refine("author", "file-as", book.author_sort)
    yield f"<dc:language>{book.language}</dc:language>"
    yield f"<dc:publisher>{escape(book.publisher)}</dc:publisher>"
    yield f"<dc:date>{book.year}</dc:date>"
    yield f"<dc:description>{escape(book.description)}</dc:description>"
    yield from (f"<dc:subject>{escape(subject)}</dc:subject>" for subject in book.subjects)
    yield f'<dc:subject id="ddc">{escape(book.ddc)}</dc:subject>'
    yield _refine("ddc", "authority", "DDC")
    yield _refine("ddc", "term", book.ddc)
    yield f"<dc:rights>{escape(book.licence)}</dc:rights>"
    yield f'<link rel="dcterms:license" href="{LICENCES[book.licence]}"/>'
    yield f'<meta property="dcterms:audience">{book.audience}</meta>'
    yield f'<meta property="dcterms:modified">{modified}</meta>'
    yield from _accessibility(book)


def _refine(identifier: str, name: str, value: str) -> str:
    return f'<meta refines="#{identifier}" property="{name}">{escape(value)}</meta>'


def _accessibility(book: Book) -> Iterator[str]:
    """Yields the metadata of EPUB Accessibility 1.1, section 2."""
    values = [("accessMode", "textual"), ("accessMode", "visual")]
    values += [("accessModeSufficient", "textual"), ("accessModeSufficient", "textual,visual")]
    values += [("accessibilityFeature", feature) for feature in FEATURES]
    values += [("accessibilityHazard", "none")]
    values += [("accessibilitySummary", book.words.accessibility)]
    for name, value in values:
        yield f'<meta property="schema:{name}">{escape(value)}</meta>'


def all_pictures(chapters: Sequence[Chapter]) -> list[str]:
    """Returns the addresses of all drawings in the chapters, sorted, without duplicates."""
    return sorted({address for chapter in chapters for address in chapter.pictures})
