"""Converts an EPUB to `ParsedBook`, the form that all kinds of book files share."""

from records import covers, epub
from records.books.results import Facts, ParsedBook
from records.codes import Format, Scheme, audience
from records.formats import names
from records.record import Number, Record


def parse_epub(book: epub.Book) -> ParsedBook:
    """Returns an EPUB as `ParsedBook`: its record, facts and cover."""
    facts = Facts(
        package_identifier=book.metadata.identifier,
        manifest={item.path: [item.media_type, item.size, item.masked] for item in book.manifest},
        spine=[_spine_row(item) for item in book.spine],
        contents=[_contents_row(entry) for entry in book.contents],
        fixed_layout=book.fixed_layout,
        right_to_left=book.right_to_left,
    )
    cover = covers.draw(book.cover, book.cover_type) if book.cover else None
    return ParsedBook(Format.EPUB, record_of(book.metadata), facts, cover)


def record_of(facts: epub.Metadata) -> Record:
    """Returns the record that an EPUB's package document describes."""
    numbers = [Number(Scheme.ISBN, facts.isbn)] if facts.isbn else []
    if facts.identifier:
        numbers.append(Number(Scheme.EPUB, facts.identifier[:300]))
    return Record(
        title=facts.title,
        subtitle=facts.subtitle,
        credits=[names.credit(one.name, one.role, one.sort_name) for one in facts.contributors],
        subjects=facts.subjects,
        classification=facts.classification,
        series=facts.series,
        series_number=facts.series_number,
        publisher=facts.publisher,
        year=facts.year,
        language=facts.language,
        audience=audience(facts.audience),
        description=facts.description,
        numbers=numbers,
        rights=facts.rights,
        accessibility=facts.accessibility,
    )


def _spine_row(item: epub.SpineItem) -> dict[str, object]:
    return {
        "path": item.path,
        "linear": item.linear,
        "step": item.step,
        "size": item.size,
        "type": item.media_type,
    }


def _contents_row(entry: epub.ContentsEntry) -> dict[str, object]:
    children = [_contents_row(child) for child in entry.children]
    return {"label": entry.label, "href": entry.href, "children": children}
