"""Archives of page images: CBZ, and folders of scans packed as one. `epub.archive` guards against
hostile archives, as it does for EPUB."""

import re
from typing import IO, Final

from lxml import etree

from records import covers
from records.books import names
from records.books.results import Facts, ParsedBook
from records.codes import Audience, Format, Scheme, language_tag
from records.epub.archive import Archive
from records.epub.xml import parse_package_file, text_of
from records.errors import BookRefused, NoPages
from records.formats.names import credit
from records.identifiers import isbn13
from records.record import Number, Record
from records.text import plain

MAX_PAGES: Final = 5_000
MAX_PICTURE_BYTES: Final = 60_000_000
TYPES: Final = {
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
    ".gif": "image/gif", ".tif": "image/tiff", ".tiff": "image/tiff",
}  # fmt: skip
_MARKS: Final = {
    "image/jpeg": (b"\xff\xd8\xff",), "image/png": (b"\x89PNG",), "image/gif": (b"GIF8",),
    "image/webp": (b"RIFF",), "image/tiff": (b"II*\x00", b"MM\x00*"),
}  # fmt: skip
_ROLES: Final = {
    "Writer": "aut", "Penciller": "art", "Inker": "art", "Colorist": "clr", "CoverArtist": "cov",
    "Editor": "edt", "Translator": "trl",
}  # fmt: skip


def read(source: IO[bytes], name: str) -> ParsedBook:
    """Reads an archive of page images. Raises NoPages, and the errors of `epub.archive`."""
    source.seek(0)
    archive = Archive(source)
    pages = [path for path in sorted(archive.names, key=names.natural) if _type(path)]
    sound = [path for path in pages[:MAX_PAGES] if _is_picture(archive, path)]
    if not sound:
        raise NoPages
    comic_info = _comic_info(archive)
    record = _record(comic_info, name)
    manifest = {path: [_type(path), archive.size(path), ""] for path in sound}
    spine = [
        {"path": path, "linear": True, "step": 2 * number, "size": archive.size(path),
         "type": _type(path)}
        for number, path in enumerate(sound, start=1)
    ]  # fmt: skip
    manga = comic_info is not None and _text(comic_info, "Manga") == "YesAndRightToLeft"
    facts = Facts(
        manifest=manifest, spine=spine, pages=len(sound), fixed_layout=True, right_to_left=manga
    )
    first = archive.read(sound[0], limit=MAX_PICTURE_BYTES)
    remarks = ("pages_unreadable",) if len(sound) < len(pages) else ()
    return ParsedBook(Format.IMAGES, record, facts, covers.draw(first, _type(sound[0])), remarks)


def _type(path: str) -> str:
    """Returns the media type of a page by its file name, "" where it is no page image."""
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.split("/"))
    ending = re.search(r"\.[a-z]+$", path.lower())
    return TYPES.get(ending.group(), "") if ending and not hidden else ""


def _is_picture(archive: Archive, path: str) -> bool:
    """Returns True for an image by its first bytes, of at most MAX_PICTURE_BYTES bytes."""
    if not 0 < archive.size(path) <= MAX_PICTURE_BYTES:
        return False
    try:
        return archive.head(path, 8).startswith(_MARKS[_type(path)])
    except BookRefused:
        return False


def _comic_info(archive: Archive) -> etree._Element | None:
    path = next((path for path in archive.names if path.lower().endswith("comicinfo.xml")), "")
    try:
        return parse_package_file(archive.read(path)) if path else None
    except BookRefused:
        return None


def _text(comic_info: etree._Element, name: str) -> str:
    return plain(text_of(comic_info.find(f"{{*}}{name}")))


def _record(comic_info: etree._Element | None, name: str) -> Record:
    """Returns the record from ComicInfo.xml, or from the file name where there is none."""
    isbn = names.isbn_of(name)
    numbers = [Number(Scheme.ISBN, isbn)] if isbn else []
    if comic_info is None:
        return Record(title=names.title_of(name), numbers=numbers)
    series, number = _text(comic_info, "Series"), _text(comic_info, "Number")
    gtin = isbn13(_text(comic_info, "GTIN"))
    if gtin and not isbn:
        numbers = [Number(Scheme.ISBN, gtin)]
    year = _text(comic_info, "Year")
    title = _text(comic_info, "Title") or f"{series} {number}".strip() or names.title_of(name)
    return Record(
        title=title[:500],
        credits=[
            credit(person.strip(), role)
            for element, role in _ROLES.items()
            for person in _text(comic_info, element).split(",")
            if person.strip()
        ][:50],
        subjects=[
            genre.strip()[:200]
            for genre in _text(comic_info, "Genre").split(",")
            if genre.strip()
        ],
        series=series[:300],
        series_number=number[:40],
        publisher=_text(comic_info, "Publisher")[:300],
        year=int(year) if re.fullmatch(r"1[4-9]\d\d|20\d\d", year) else None,
        language=language_tag(_text(comic_info, "LanguageISO")),
        audience=Audience.ADULTS
        if _text(comic_info, "AgeRating").startswith(("Adult", "R18", "X18"))
        else Audience.EVERYONE,
        description=_text(comic_info, "Summary")[:10_000],
        numbers=numbers,
    )  # fmt: skip
