"""Reads a PDF: metadata, outline, number of pages, and the first page as a cover. PDFium and qpdf
parse it in a child process with limited time and memory."""

import contextlib
import io
import re
from collections.abc import Iterator
from typing import IO, Any, Final

import pikepdf
import pypdfium2 as pdfium
from lxml import etree

from records import covers
from records.books import names
from records.books.results import Facts, ParsedBook
from records.codes import Format, Scheme, language_tag
from records.epub.xml import parse_package_file, text_of
from records.errors import BookRefused, PdfBroken, PdfProtected
from records.formats.names import credit
from records.identifiers import isbn13
from records.record import Number, Record
from records.text import plain

MAX_PAGES: Final = 20_000
MAX_ENTRIES: Final = 5_000
MAX_DEPTH: Final = 8
MAX_XMP_BYTES: Final = 4_000_000
MAX_TEXT_LENGTH: Final = 20_000
PAGES_SEARCHED: Final = 6
"""Number of pages, from the first, whose text is searched for an ISBN."""
PASSWORD: Final = "password"  # noqa: S105 text in PDFium's error message, not a secret
_YEAR: Final = re.compile(r"(1[4-9]\d\d|20\d\d)")
_PRINTED: Final = re.compile(r"ISBN(?:-1[03])?[:\s]*([\d][\d\s-]{8,16}[\dXx])", re.IGNORECASE)
_MACHINE: Final = re.compile(
    r"^(microsoft \w+ - |untitled|document\d*$|.*\.(docx?|indd|pdf|pptx?|qxp)$)", re.IGNORECASE
)
_DC: Final = "{http://purl.org/dc/elements/1.1/}"


def read(source: IO[bytes], name: str) -> ParsedBook:
    """Reads a PDF. Raises PdfProtected, PdfBroken."""
    source.seek(0)
    content = source.read()
    try:
        with contextlib.closing(pdfium.PdfDocument(content)) as document:
            pages = len(document)
            if not 0 < pages <= MAX_PAGES:
                raise PdfBroken
            return ParsedBook(
                kind=Format.PDF,
                record=_record(document, _xmp(content), name),
                facts=Facts(pages=pages, contents=_contents(document)),
                cover=_cover(document),
            )
    except pdfium.PdfiumError as error:
        raise PdfProtected if PASSWORD in str(error).lower() else PdfBroken from None


def _record(document: Any, xmp: etree._Element | None, name: str) -> Record:
    info = {key: plain(str(value)) for key, value in document.get_metadata_dict().items()}
    title = _first(xmp, "title") or info.get("Title", "")
    if _MACHINE.match(title):
        title = ""
    creators = _all(xmp, "creator") or [
        part for text in re.split(r"\s*[;&]\s*", info.get("Author", "")) if (part := text.strip())
    ]
    dates = [*_all(xmp, "date"), info.get("CreationDate", "")]
    years = (_YEAR.search(date.removeprefix("D:")) for date in dates)
    isbn = _isbn(document, [*_all(xmp, "identifier"), *info.values()], name)
    return Record(
        title=title[:500] or names.title_of(name),
        credits=[credit(one) for one in creators[:50]],
        subjects=[text[:200] for text in _all(xmp, "subject") or _words(info.get("Keywords", ""))],
        publisher=_first(xmp, "publisher")[:300],
        year=next((int(one.group()) for one in years if one), None),
        language=language_tag(_first(xmp, "language")),
        description=(_first(xmp, "description") or info.get("Subject", ""))[:10_000],
        numbers=[Number(Scheme.ISBN, isbn)] if isbn else [],
        rights=_first(xmp, "rights")[:500],
    )


def _words(text: str) -> list[str]:
    return [word.strip() for word in re.split(r"[;,]", text) if word.strip()][:50]


def _isbn(document: Any, texts: list[str], name: str) -> str:
    stated = next((isbn for text in texts if (isbn := isbn13(text))), "")
    return stated or names.isbn_of(name) or _printed_isbn(document)


def _printed_isbn(document: Any) -> str:
    """Returns the ISBN printed on one of the first pages, "" where there is none."""
    for number in range(min(PAGES_SEARCHED, len(document))):
        with contextlib.suppress(pdfium.PdfiumError):
            text = document[number].get_textpage().get_text_bounded()[:MAX_TEXT_LENGTH]
            for match in _PRINTED.findall(text):
                if isbn := isbn13(match.replace("\r", " ").replace("\n", " ")):
                    return isbn
    return ""


def _xmp(content: bytes) -> etree._Element | None:
    """Returns the XMP packet, None where there is none or it cannot be parsed."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            stream = document.Root.get("/Metadata")
            if not isinstance(stream, pikepdf.Stream):
                return None
            packet = stream.read_bytes()
        return parse_package_file(packet) if len(packet) <= MAX_XMP_BYTES else None
    except pikepdf.PasswordError:
        return None
    except (pikepdf.PdfError, BookRefused, ValueError, TypeError, RuntimeError):
        return None


def _all(xmp: etree._Element | None, name: str) -> list[str]:
    """Returns the values of a Dublin Core element, whatever RDF container holds them."""
    values = []
    for node in () if xmp is None else xmp.iter(_DC + name):
        entries = list(node.iter("{*}li")) or [node]
        values += [text for entry in entries if (text := plain(text_of(entry)))]
    return values[:50]


def _first(xmp: etree._Element | None, name: str) -> str:
    return next(iter(_all(xmp, name)), "")


def _contents(document: Any) -> list[dict[str, Any]]:
    """Returns the outline as a tree; the `href` of an entry is its page, as `#page=3`."""
    root: list[dict[str, Any]] = []
    path = [root]
    with contextlib.suppress(pdfium.PdfiumError):
        for level, label, page in _outline(document):
            entry: dict[str, Any] = {"label": label, "href": page, "children": []}
            del path[level + 1 :]
            path[-1].append(entry)
            path.append(entry["children"])
    return root


def _outline(document: Any) -> Iterator[tuple[int, str, str]]:
    for count, bookmark in enumerate(document.get_toc(max_depth=MAX_DEPTH)):
        if count >= MAX_ENTRIES:
            return
        target = bookmark.get_dest()
        index = target.get_index() if target else None
        label = plain(bookmark.get_title())[:300] or "…"
        yield bookmark.level, label, "" if index is None else f"#page={index + 1}"


def _cover(document: Any) -> covers.CoverPictures | None:
    """Returns the first page as a cover, None where it cannot be rendered."""
    try:
        page = document[0]
        width, height = page.get_size()
        if not 1 <= width <= 20_000 or not 0.1 <= height / width <= 10:
            return None
        picture = page.render(scale=max(covers.WIDTHS) / width, may_draw_forms=False).to_pil()
    except (pdfium.PdfiumError, ValueError, ZeroDivisionError):
        return None
    return covers.of_picture(picture)
