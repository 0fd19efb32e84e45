"""Importing book files from the command line."""

import io
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.storage import default_storage

from records.covers import WIDTHS
from rontal.catalogue import selectors
from rontal.catalogue.models import BookFile, Cover, Title
from rontal.catalogue.services import ImportReport, import_files
from rontal.core import sealed_files
from rontal.core.models import Event
from rontal.core.sealing import FILE_MARK
from tests.support.catalogue.factories import SYSTEM, imported
from tests.support.real_files import SHARED
from tests.support.records import epubs

pytestmark = pytest.mark.django_db


def test_book_is_imported_with_its_own_metadata() -> None:
    title = Title.objects.get(pk=imported(epubs.book("Air di Subak")).title_id)
    assert (title.slug, title.title, title.language) == ("air-di-subak", "Air di Subak", "id")
    assert title.by_line == "Ni Luh Padma"
    assert [item["path"] for item in title.files.get().spine] == [
        "OEBPS/bab1.xhtml",
        "OEBPS/bab2.xhtml",
    ]
    assert [entry["label"] for entry in title.files.get().contents] == ["Bab satu", "Bab dua"]


def test_the_file_is_sealed_and_opens_to_the_same_bytes() -> None:
    content = epubs.book()
    file = BookFile.objects.get(title_id=imported(content).title_id).file
    with default_storage.open(file.storage_name, "rb") as raw:
        assert raw.read(3) == FILE_MARK
    assert sealed_files.read(file, actor=SYSTEM, reason="test") == content
    assert not Event.objects.filter(name="file:opened").exists(), "a book is no personal file"


def test_duplicate_file_is_reported() -> None:
    first, again = imported(epubs.book()), imported(epubs.book())
    assert (again.outcome, again.title_id) == ("already_there", first.title_id)
    assert Title.objects.count() == 1


def test_two_books_of_one_name_get_addresses_of_their_own() -> None:
    imported(epubs.book("Nama"))
    other = epubs.METADATA.replace("0001<", "0002<").replace("Ni Luh Padma", "I Made Suta")
    imported(epubs.book("Nama", metadata=other))
    assert set(Title.objects.values_list("slug", flat=True)) == {"nama", "nama-2"}


def test_bad_file_stops_nothing_and_progress_is_reported(tmp_path: Path) -> None:
    paths = [
        epubs.written(tmp_path, epubs.book("Satu"), "1.epub"),
        epubs.written(tmp_path, b"bukan buku", "2.epub"),
        tmp_path / "tidak-ada.epub",
        tmp_path,
        epubs.written(tmp_path, epubs.book("Dua"), "3.epub"),
    ]
    progress: list[ImportReport] = []
    reports = import_files(paths=paths, actor=SYSTEM, progress=progress.append)
    assert progress == reports
    assert [(report.outcome, report.code) for report in reports] == [
        ("imported", ""),
        ("refused", "epub_not_one"),
        ("refused", "book_file_missing"),
        ("refused", "book_file_missing"),
        ("imported", ""),
    ]


def test_full_storage_is_an_error_and_leaves_nothing() -> None:
    full = mock.patch.object(default_storage, "save", side_effect=OSError(28, "no space"))
    with full:
        assert imported(epubs.book()).code == "book_storage_failed"
    assert not Title.objects.exists()
    assert imported(epubs.book()).outcome == "imported"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_the_cover_is_drawn_in_its_widths(kind: str) -> None:
    content = epubs.book(changes={"OEBPS/gambar.png": epubs.picture(kind=kind)})
    cover = Cover.objects.get(title_id=imported(content).title_id)
    for width in WIDTHS:
        picture, content = selectors.cover_picture(cover.digest, width)
        assert (picture, content[:4]) == (width, b"RIFF")


def test_a_drawn_cover_becomes_a_picture() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3">'
        '<script>alert(1)</script><image href="file:///etc/passwd" width="1" height="1"/>'
        '<rect width="2" height="3" fill="#ff0000"/></svg>'
    )
    items = [item.replace("image/png", "image/svg+xml") for item in epubs.ITEMS]
    content = epubs.book(items=items, changes={"OEBPS/gambar.png": svg})
    cover = Cover.objects.get(title_id=imported(content).title_id)
    assert cover.colour == "#ff0000"


@pytest.mark.parametrize(
    "picture",
    [b"", b"\x89PNG\r\n\x1a\n", b"<svg", b"GIF89a" + b"\xff" * 40],
    ids=["empty", "cut short", "half a drawing", "noise"],
)
def test_a_broken_cover_leaves_a_book_without_one(picture: bytes) -> None:
    report = imported(epubs.book(changes={"OEBPS/gambar.png": picture}))
    assert report.outcome == "imported"
    assert not Cover.objects.exists()


def test_a_cover_of_too_many_pixels_is_left_out() -> None:
    target = io.BytesIO()
    from PIL import Image

    Image.new("1", (9000, 9000)).save(target, "PNG")
    imported(epubs.book(changes={"OEBPS/gambar.png": target.getvalue()}))
    assert not Cover.objects.exists()


@pytest.mark.parametrize(
    ("name", "title", "documents"),
    [
        ("sherlock", "The Adventures of Sherlock Holmes", 16),
        ("childrens-literature", "Children's Literature", 3),
        ("linear-algebra", "A First Course in Linear Algebra", 94),
        ("wasteland", "The Waste Land", 1),
        ("accessible_epub_3", "Accessible EPUB 3", 22),
    ],
)
def test_real_books_are_imported_completely(name: str, title: str, documents: int) -> None:
    path = SHARED / f"books/{name}.epub"
    if not path.exists():
        pytest.skip(f"LOUD: {path} is absent, so this real book was not imported")
    report = import_files(paths=[path], actor=SYSTEM)[0]
    file = BookFile.objects.select_related("title").get(title_id=report.title_id)
    assert (file.title.title, len(file.spine)) == (title, documents)
    assert file.contents


def test_importing_costs_few_queries(django_assert_max_num_queries: Any, tmp_path: Path) -> None:
    paths = [
        epubs.written(tmp_path, epubs.book(f"Buku {number}"), f"{number}.epub")
        for number in range(16)
    ]
    with django_assert_max_num_queries(4 * 16):
        import_files(paths=paths, actor=SYSTEM)
    assert Title.objects.count() == 16
