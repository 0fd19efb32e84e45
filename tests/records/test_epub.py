"""Reading EPUBs: supported features, and the codes of refused files."""

import contextlib
import io
import struct
import zipfile
from collections.abc import Mapping

import pytest

from records import epub
from records.books.epubs import record_of
from records.epub import Book
from records.errors import BookRefused
from tests.support.records import epubs


def read(content: bytes) -> Book:
    return epub.read(io.BytesIO(content))


def code_of(content: bytes) -> str:
    with pytest.raises(BookRefused) as refused:
        read(content)
    return refused.value.code


def changed(changes: Mapping[str, str | bytes | None]) -> bytes:
    return epubs.book(changes=changes)


def archive(entries: list[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed_archive:
        for name, content in entries:
            changed_archive.writestr(name, content)
    return target.getvalue()


EPUB3 = """<dc:identifier id="pub">urn:isbn:978-0-306-40615-7</dc:identifier>
<dc:title id="t">{title}</dc:title><meta refines="#t" property="title-type">main</meta>
<dc:title id="s">Anak judul</dc:title><meta refines="#s" property="title-type">subtitle</meta>
<dc:language>ind</dc:language>
<dc:creator id="a">I Wayan\u202eX  Sutha</dc:creator><meta refines="#a" property="role">aut</meta>
<meta refines="#a" property="file-as">Sutha, I Wayan</meta>
<dc:creator id="b">Made Gambar</dc:creator><meta refines="#b" property="role">ill</meta>
<dc:contributor>Penolong</dc:contributor>
<dc:publisher>Pustaka</dc:publisher><dc:date>2019-05-01</dc:date>
<dc:subject>Subak</dc:subject><dc:subject>Subak</dc:subject>
<dc:subject id="d">630</dc:subject><meta refines="#d" property="authority">DDC</meta>
<meta refines="#d" property="term">631.7</meta>
<dc:description>&lt;p&gt;Tentang &lt;b&gt;air&lt;/b&gt;&lt;/p&gt;</dc:description>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="dcterms:audience">anak</meta>"""
EPUB2 = """<dc:identifier id="pub" opf:scheme="ISBN">0-306-40615-2</dc:identifier>
<dc:title>{title}</dc:title><dc:language>en_US</dc:language>
<dc:creator opf:role="aut" opf:file-as="Kartini">R.A. Kartini</dc:creator>
<dc:date opf:event="creation">1911</dc:date><dc:date opf:event="publication">1922-01-01</dc:date>
<meta name="cover" content="gbr"/>"""


def test_metadata_of_epub_3() -> None:
    facts = read(epubs.book("Air", metadata=EPUB3)).metadata
    assert (facts.title, facts.subtitle, facts.language) == ("Air", "Anak judul", "id")
    assert [(person.name, person.role) for person in facts.contributors] == [
        ("I WayanX Sutha", "aut"),
        ("Made Gambar", "ill"),
        ("Penolong", "ctb"),
    ]
    assert facts.contributors[0].sort_name == "Sutha, I Wayan"
    assert (facts.publisher, facts.year, facts.isbn) == ("Pustaka", 2019, "9780306406157")
    assert (facts.subjects, facts.classification) == (("Subak",), "631.7")
    assert "<" not in facts.description
    assert facts.description.startswith("Tentang air")
    assert facts.accessibility == {"accessibilityFeature": ["tableOfContents"]}
    assert facts.audience == "anak"


def test_metadata_of_epub_2() -> None:
    book = read(epubs.book("Surat", metadata=EPUB2, items=without_marks()))
    assert (book.metadata.title, book.metadata.language) == ("Surat", "en-US")
    assert (book.metadata.year, book.metadata.isbn) == (1922, "9780306406157")
    assert book.metadata.contributors[0].sort_name == "Kartini"
    assert book.cover_type == "image/png"


@pytest.mark.parametrize(
    ("series_metadata", "series"),
    [
        (
            '<meta property="belongs-to-collection" id="x">Kotak kado</meta>'
            '<meta refines="#x" property="collection-type">set</meta>'
            '<meta property="belongs-to-collection" id="y">Tetralogi Buru</meta>'
            '<meta refines="#y" property="collection-type">series</meta>'
            '<meta refines="#y" property="group-position">2</meta>',
            ("Tetralogi Buru", "2"),
        ),
        ('<meta property="belongs-to-collection">Seri sastra</meta>', ("Seri sastra", "")),
        (
            '<meta name="calibre:series" content="Tetralogi Buru"/>'
            '<meta name="calibre:series_index" content="3.0"/>',
            ("Tetralogi Buru", "3"),
        ),
        ('<meta name="calibre:series_index" content="1.0"/>', ("", "")),
    ],
)
def test_series_of_both_versions(series_metadata: str, series: tuple[str, str]) -> None:
    facts = read(epubs.book("Jejak langkah", metadata=epubs.METADATA + series_metadata)).metadata
    assert (facts.series, facts.series_number) == series
    record = record_of(facts)
    assert (record.series, record.series_number) == series


def without_marks() -> list[str]:
    """Returns manifest items of EPUB 2: no properties, an NCX."""
    plain = [item.replace(' properties="nav"', "") for item in epubs.ITEMS]
    return [item.replace(' properties="cover-image"', "") for item in plain]


def test_contents_of_an_ncx() -> None:
    ncx = (
        '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" '
        '"http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel>'
        "<text>Bagian</text></navLabel><content src='bab1.xhtml'/><navPoint><navLabel>"
        "<text>Dalam</text></navLabel><content src='bab2.xhtml#akhir'/></navPoint>"
        "</navPoint></navMap></ncx>"
    )
    items = [
        *without_marks(),
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
    ]
    contents = read(epubs.book(items=items, changes={"OEBPS/toc.ncx": ncx})).contents
    assert (contents[0].label, contents[0].href) == ("Bagian", "OEBPS/bab1.xhtml")
    assert contents[0].children[0].href == "OEBPS/bab2.xhtml#akhir"


def test_book_without_contents_lists_its_documents() -> None:
    book = read(changed({"OEBPS/nav.xhtml": "<html><body>rusak"}))
    assert [entry.href for entry in book.contents] == ["OEBPS/bab1.xhtml", "OEBPS/bab2.xhtml"]


def test_contents_leading_out_of_the_book_are_text_without_a_link() -> None:
    nav = epubs.NAV.replace("bab1.xhtml", "https://jahat.example/").replace(
        "bab2.xhtml#akhir", "../../rahasia.xhtml"
    )
    book = read(changed({"OEBPS/nav.xhtml": nav}))
    assert [(entry.label, entry.href) for entry in book.contents] == [
        ("Bab satu", ""),
        ("Bab dua", ""),
    ]


@pytest.mark.parametrize(
    "name",
    ["../keluar.txt", "OEBPS/../../x", "/etc/passwd", "C:/x", "a\\b", "a/./b", "a//b", "x\x01y"],
)
def test_names_leading_out_of_the_archive_are_refused(name: str) -> None:
    entries = [(path, part.encode() if isinstance(part, str) else part)
               for path, part in epubs.parts().items()]  # fmt: skip
    assert code_of(archive([*entries, (name, b"x")])) == "epub_unsafe_name"


def test_name_with_a_nul_byte_is_refused() -> None:
    """zipfile ends a name at NUL, so the checked name must be the stored one."""
    content = epubs.book(changes={"OEBPS/xNUL/../../y": "x"})
    assert code_of(content.replace(b"xNUL", b"x\x00UL")) == "epub_unsafe_name"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_refused() -> None:
    entries = [(path, part.encode() if isinstance(part, str) else part)
               for path, part in epubs.parts().items()]  # fmt: skip
    assert code_of(archive([*entries, ("OEBPS/bab1.xhtml", b"lain")])) == "epub_duplicate_name"


def test_zip_bomb_is_refused_before_unpacking() -> None:
    assert code_of(changed({"OEBPS/besar.bin": b"\0" * 20_000_000})) == "epub_bomb"


def test_claim_of_a_huge_total_is_refused() -> None:
    content = bytearray(changed({"OEBPS/besar.bin": b"x"}))
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"OEBPS/besar.bin"))
    content[at + 24 : at + 28] = struct.pack("<I", 4_000_000_000)
    assert code_of(bytes(content)) == "epub_bomb"


def test_too_many_entries_are_refused() -> None:
    entries = [(f"x/{number}", b"") for number in range(20_001)]
    assert code_of(archive(entries)) == "epub_too_many_parts"


def test_entry_with_a_false_size_is_refused() -> None:
    content = bytearray(epubs.book())
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"OEBPS/buku.opf"))
    content[at + 24 : at + 28] = struct.pack("<I", 9)
    assert code_of(bytes(content)) in ("epub_unreadable", "epub_broken_package")


ENCRYPTION = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
<enc:EncryptionMethod Algorithm="{method}"/><enc:CipherData>
<enc:CipherReference URI="OEBPS/huruf.otf"/></enc:CipherData></enc:EncryptedData></encryption>"""
FONT = '<item id="f" href="huruf.otf" media-type="font/otf"/>'


@pytest.mark.parametrize(
    "changes",
    [
        {"META-INF/rights.xml": "<rights/>"},
        {"META-INF/license.lcpl": "{}"},
        {
            "META-INF/encryption.xml": ENCRYPTION.format(
                method="http://www.w3.org/2001/04/xmlenc#aes256-cbc"
            )
        },
    ],
)
def test_protected_books_are_refused(changes: dict[str, str]) -> None:
    assert code_of(changed(changes)) == "epub_protected"


def test_obfuscated_font_is_no_protection() -> None:
    masked = ENCRYPTION.format(method="http://www.idpf.org/2008/embedding")
    book = read(
        epubs.book(
            items=[*epubs.ITEMS, FONT],
            changes={"META-INF/encryption.xml": masked, "OEBPS/huruf.otf": b"font"},
        )
    )
    assert {item.path: item.masked for item in book.manifest}["OEBPS/huruf.otf"] == "idpf"


def test_an_archive_with_a_password_is_refused() -> None:
    content = bytearray(epubs.book())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    assert code_of(bytes(content)) == "epub_protected"


XXE = '<!DOCTYPE package [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<!DOCTYPE package [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


@pytest.mark.parametrize("declared", [XXE, LAUGHS])
def test_declared_entities_are_refused(declared: str) -> None:
    name = "x" if "SYSTEM" in declared else "i"
    package = epubs.package(f"Buku &{name};", before=declared)
    assert code_of(changed({"OEBPS/buku.opf": package})) == "epub_entities"


def test_entities_in_another_encoding_are_detected() -> None:
    package = epubs.package("Buku &x;", before=XXE).replace("utf-8", "utf-16")
    assert code_of(changed({"OEBPS/buku.opf": package.encode("utf-16")})) == "epub_entities"


def test_an_entity_in_a_container_is_refused() -> None:
    container = epubs.CONTAINER.replace("<container", f"{XXE}<container")
    assert code_of(changed({"META-INF/container.xml": container})) == "epub_entities"


GHOST = epubs.package(spine='<itemref idref="hantu"/>')


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"META-INF/container.xml": None}, "epub_not_one"),
        ({"META-INF/container.xml": "<container/>"}, "epub_broken_package"),
        ({"META-INF/container.xml": "bukan xml"}, "epub_broken_package"),
        ({"OEBPS/buku.opf": None}, "epub_broken_package"),
        ({"OEBPS/buku.opf": "<package"}, "epub_broken_package"),
        ({"OEBPS/buku.opf": "<html/>"}, "epub_broken_package"),
        ({"OEBPS/buku.opf": b""}, "epub_broken_package"),
        ({"OEBPS/buku.opf": epubs.package("")}, "epub_broken_package"),
        ({"OEBPS/buku.opf": epubs.package(spine="")}, "epub_broken_package"),
        ({"OEBPS/buku.opf": GHOST}, "epub_missing_content"),
        ({"OEBPS/bab2.xhtml": None}, "epub_missing_content"),
    ],
)  # fmt: skip
def test_missing_and_broken_parts_have_codes(
    changes: dict[str, str | bytes | None], code: str
) -> None:
    assert code_of(changed(changes)) == code


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00" * 100, b"%PDF-1.7", "é".encode()])
def test_other_files_are_no_epub(content: bytes) -> None:
    assert code_of(content) == "epub_not_one"


def test_book_truncated_anywhere_is_refused_with_a_code() -> None:
    content = epubs.book()
    for length in range(0, len(content) - 1, max(1, len(content) // 60)):
        assert code_of(content[:length]).startswith("epub_")


def test_book_with_any_byte_changed_is_read_or_refused() -> None:
    content = epubs.book()
    for at in range(0, len(content), max(1, len(content) // 150)):
        damaged = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
        with contextlib.suppress(BookRefused):
            read(damaged)
