"""Importing book files of every kind: PDF, images, folders of scans, metadata beside them."""

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from procrastinate.contrib.django.models import ProcrastinateJob

from records.covers import WIDTHS
from records.record import Credit
from rontal.catalogue import book_storage
from rontal.catalogue.importing import services
from rontal.catalogue.importing.kinds import OpenAccess, Options, Outcome
from rontal.catalogue.importing.models import Import, ImportRow
from rontal.catalogue.importing.rights import is_open
from rontal.catalogue.importing.selectors import titles_with_lent_files
from rontal.catalogue.importing.steps import book_writing, pictures
from rontal.catalogue.models import Agent, BookFile, Cover, Revision, Title
from rontal.catalogue.services import set_cover
from rontal.core.models import SealedFile
from rontal.lending.models import Licence
from rontal.lending.services import grant_licences_at_import
from tests.support.catalogue.importing.book_files import CC, cbz, pdf, picture
from tests.support.catalogue.importing.factories import (
    ISBN,
    OTHER_ISBN,
    SYSTEM,
    books_imported,
    finished,
    imported,
    record,
    undone,
)
from tests.support.catalogue.services.factories import librarian
from tests.support.records import epubs

pytestmark = pytest.mark.django_db


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def code() -> str:
    return str(ImportRow.objects.get(outcome=Outcome.WRONG).codes[0])


def test_pdf_is_imported_with_pages_outline_and_its_first_page_as_cover(tmp_path: Path) -> None:
    run = books_imported([put(tmp_path, "a.pdf", pdf())])
    file = BookFile.objects.select_related("title").get()
    assert run.counts == {"new": 1}
    assert (file.format, file.pages, file.title.title) == ("pdf", 3, "Lontar Bali")
    assert file.title.by_line == "I Gusti Putu"
    assert file.contents[0] == {"label": "Bab satu", "href": "#page=2", "children": []}
    assert Cover.objects.get().title_id == file.title_id
    assert file.file is not None


def test_pdf_without_metadata_is_named_after_its_file(tmp_path: Path) -> None:
    books_imported([put(tmp_path, "Babad_Tabanan.pdf", pdf("Microsoft Word - x.doc"))])
    assert Title.objects.get().title == "Babad Tabanan"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (pdf(password="rahasia"), "pdf_protected"),
        (b"%PDF-1.7\n" + b"x" * 300, "pdf_broken"),
        (pdf()[:200], "pdf_broken"),
        (b"\x00\x01\x02" * 500, "book_unknown_kind"),
        (cbz([]), "book_unknown_kind"),
        (cbz([], a__jpg=b"no picture"), "images_none"),
        (cbz(["../../etc/passwd.jpg"]), "epub_unsafe_name"),
    ],
    ids=["password", "noise", "cut short", "bytes", "empty", "no picture", "hostile name"],
)
def test_bad_files_are_explained_and_the_others_are_imported(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    paths = [put(tmp_path, "buruk.pdf", content), put(tmp_path, "baik.pdf", pdf())]
    run = books_imported(paths)
    assert (code(), run.of(Outcome.NEW)) == (expected, 1)
    assert SealedFile.objects.filter(erased_at=None).count() == 1


def test_picture_bomb_is_refused(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.jpg", b"\0" * 60_000_000)
    books_imported([put(tmp_path, "bom.cbz", target.getvalue())])
    assert code() == "epub_bomb"


def test_pages_of_pictures_are_in_natural_order(tmp_path: Path) -> None:
    info = "<ComicInfo><Title>Komik</Title><Writer>A, B</Writer><Year>1987</Year></ComicInfo>"
    content = cbz(["h10.jpg", "h2.jpg", "h1.jpg"], ComicInfo__xml=info)
    books_imported([put(tmp_path, "k.cbz", content)])
    file = BookFile.objects.select_related("title").get()
    assert [page["path"] for page in file.spine] == ["h1.jpg", "h2.jpg", "h10.jpg"]
    assert (file.title.title, file.title.by_line, file.title.year) == ("Komik", "A, B", 1987)


def test_a_folder_of_scans_is_one_book_and_tiff_becomes_webp(tmp_path: Path) -> None:
    folder = tmp_path / "Lontar Usada"
    folder.mkdir()
    put(folder, "2.tif", picture("TIFF"))
    put(folder, "10.jpg", picture())
    put(folder, "metadata.json", json.dumps({"title": "Usada Taru", "year": 1901}).encode())
    books_imported([folder])
    again = books_imported([folder])
    file = BookFile.objects.select_related("title").get()
    assert [page["path"] for page in file.spine] == ["2.webp", "10.jpg"]
    assert (file.title.title, file.title.year) == ("Usada Taru", 1901)
    assert again.counts == {"same": 1}


def test_epub_and_pdf_of_one_isbn_are_one_title_with_two_files(tmp_path: Path) -> None:
    metadata = epubs.METADATA + f"<dc:source>urn:isbn:{ISBN}</dc:source>"
    book = put(tmp_path, "a.epub", epubs.book("Air di Subak", metadata=metadata))
    paper = put(tmp_path, f"{ISBN}.pdf", pdf("Air di Subak"))
    run = books_imported([book, paper])
    assert set(Title.objects.get().files.values_list("format", flat=True)) == {"epub", "pdf"}
    assert run.of(Outcome.NEW) == 1
    undone(run)
    assert not Title.objects.exists()


def with_cover(folder: Path) -> Path:
    metadata = epubs.METADATA + f"<dc:source>urn:isbn:{ISBN}</dc:source>"
    return put(folder, "a.epub", epubs.book("Air di Subak", metadata=metadata))


def test_undo_removes_the_cover_that_it_added_to_a_title(tmp_path: Path) -> None:
    imported([record("Air di Subak", isbn=ISBN)])
    run = books_imported([with_cover(tmp_path)])
    title = Title.objects.get()
    assert Cover.objects.get().title_id == title.pk
    changed_at = title.changed_at
    undone(run)
    assert not Cover.objects.exists()
    assert not BookFile.objects.exists()
    assert Title.objects.get().changed_at > changed_at, "feeds and harvests hear of it"


def test_cover_set_since_remains_after_an_undo(tmp_path: Path) -> None:
    imported([record("Air di Subak", isbn=ISBN)])
    run = books_imported([with_cover(tmp_path)])
    title = Title.objects.get()
    other = io.BytesIO(picture(colour="navy"))
    set_cover(title_id=title.pk, content=other, actor=librarian())
    chosen = Cover.objects.get().digest
    undone(run)
    assert Cover.objects.get().digest == chosen


def test_cover_of_before_remains_after_an_undo(tmp_path: Path) -> None:
    imported([record("Air di Subak", isbn=ISBN)])
    title = Title.objects.get()
    Cover.objects.create(title=title, digest="ab" * 16, height=600, colour="#ffffff")
    undone(books_imported([with_cover(tmp_path)]))
    assert Cover.objects.get().digest == "ab" * 16


def stored_pictures(digest: str) -> list[bool]:
    return [default_storage.exists(Cover.storage_name(digest, width)) for width in WIDTHS]


def undone_wholly(run: Import) -> None:
    """Undoes the import and runs the jobs that the undo defers."""
    undone(run)
    for job in ProcrastinateJob.objects.filter(task_name=pictures.ERASE):
        pictures.erase_unused(**job.args)


def test_undo_deletes_pictures_of_covers(tmp_path: Path) -> None:
    run = books_imported([with_cover(tmp_path)])
    digest = Cover.objects.get().digest
    assert all(stored_pictures(digest))
    undone_wholly(run)
    assert not any(stored_pictures(digest))
    books_imported([with_cover(tmp_path)])
    assert all(stored_pictures(Cover.objects.get().digest))


def test_picture_shown_by_another_title_remains_after_an_undo(tmp_path: Path) -> None:
    run = books_imported([with_cover(tmp_path)])
    digest = Cover.objects.get().digest
    other = imported([record("Lain", isbn=OTHER_ISBN)]).titles.get()
    Cover.objects.create(title=other, digest=digest, height=600, colour="#ffffff")
    undone_wholly(run)
    assert all(stored_pictures(digest))


def test_picture_in_the_history_of_a_title_remains_after_an_undo(tmp_path: Path) -> None:
    run, other = books_imported([with_cover(tmp_path)]), imported([record("Lain", isbn=OTHER_ISBN)])
    digest = Cover.objects.get().digest
    changes = {"cover": [[digest, 600, "#ffffff"], None]}
    title = other.titles.get()
    Revision.objects.create(title=title, actor_kind="staff", act="cover", changes=changes)
    undone_wholly(run)
    assert all(stored_pictures(digest))


def test_import_during_an_undo_has_its_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = "0" * 32
    write = book_writing._write

    def erased_meanwhile(import_id: int, arguments: Sequence[Any]) -> Any:
        nonlocal digest
        digest = arguments[0].read.parsed.cover.digest
        assert pictures.erase_unused([digest]) == 1
        return write(import_id, arguments)

    monkeypatch.setattr(book_writing, "_write", erased_meanwhile)
    books_imported([with_cover(tmp_path)])
    assert all(stored_pictures(digest))


def test_creator_of_an_epub_is_matched_with_the_person_of_records(tmp_path: Path) -> None:
    imported([record(credits=[Credit("Ni Luh Padma", "Padma, Ni Luh")])])
    books_imported([put(tmp_path, "a.epub", epubs.book("Air di Subak"))])
    assert [(one.name, one.sort_name) for one in Agent.objects.all()] == [
        ("Ni Luh Padma", "Padma, Ni Luh")
    ]


def test_metadata_beside_a_file_overrides_its_own(tmp_path: Path) -> None:
    put(tmp_path, "a.opf", epubs.package("Judul yang benar").encode())
    books_imported([put(tmp_path, "a.pdf", pdf("Judul salah"))])
    assert Title.objects.get().title == "Judul yang benar"


def test_open_access_file_is_public_and_not_lent(tmp_path: Path) -> None:
    paths = [put(tmp_path, "a.pdf", pdf(rights=CC)), put(tmp_path, "b.pdf", pdf("Berhak cipta"))]
    run = books_imported(paths)
    grant_licences_at_import(title_ids=titles_with_lent_files(run.pk), copies=1, actor=SYSTEM)
    free = BookFile.objects.get(title__title="Lontar Bali")
    assert free.file is None
    with book_storage.open_book(free, actor=SYSTEM) as content:
        assert content.read(5) == b"%PDF-"
    assert Licence.objects.get().title.title == "Berhak cipta"


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        (CC, True), ("CC BY-SA 4.0", True), ("Public domain", True), ("Domain publik", True),
        ("Hak cipta © 2020 Bentang", False), ("", False), ("Not in the public domain", False),
    ],
)  # fmt: skip
def test_rights_statements(rights: str, expected: bool) -> None:
    assert is_open(rights) is expected


def test_all_files_are_public_if_staff_choose_so(tmp_path: Path) -> None:
    books_imported([put(tmp_path, "a.pdf", pdf())], OpenAccess.ALL)
    assert BookFile.objects.get().open_name


def test_uploads_are_sealed_once_and_become_the_titles_file() -> None:
    files = [("a.epub", io.BytesIO(epubs.book()))]
    run = services.start_books(files=files, options=Options(), actor=SYSTEM)
    sealed = SealedFile.objects.get()
    services.begin_importing(import_id=run.pk, actor=SYSTEM)
    assert finished(run).counts == {"new": 1}
    assert BookFile.objects.get().file_id == sealed.pk
    assert SealedFile.objects.filter(erased_at=None).count() == 1


@pytest.mark.parametrize("name", ["a.json", "metadata.json"])
def test_metadata_uploaded_beside_a_book_overrides_its_own(name: str) -> None:
    metadata = b'{"title": "Judul yang lain", "author": "Oka Rusmini"}'
    files = [(name, io.BytesIO(metadata)), ("a.epub", io.BytesIO(epubs.book()))]
    run = services.start_books(files=files, options=Options(), actor=SYSTEM)
    services.begin_importing(import_id=run.pk, actor=SYSTEM)
    assert finished(run).counts == {"new": 1}
    assert Title.objects.get().title == "Judul yang lain"


def test_uploaded_metadata_without_a_book_is_reported() -> None:
    files = [("b.json", io.BytesIO(b"{}")), ("a.epub", io.BytesIO(epubs.book()))]
    run = services.start_books(files=files, options=Options(), actor=SYSTEM)
    services.begin_importing(import_id=run.pk, actor=SYSTEM)
    assert finished(run).counts == {"wrong": 1, "new": 1}


def test_upload_of_an_existing_file_is_erased() -> None:
    for _turn in range(2):
        files = [("a.epub", io.BytesIO(epubs.book()))]
        run = services.start_books(files=files, options=Options(), actor=SYSTEM)
        services.begin_importing(import_id=run.pk, actor=SYSTEM)
        finished(run)
    assert run.counts == {"same": 1}
    assert SealedFile.objects.filter(erased_at=None).count() == 1
