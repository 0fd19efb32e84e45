"""Tests of the title import pages: dry run, import, report, undo."""

import csv
import io
import zipfile

import pymarc
import pytest
from lxml import etree

from rontal.accounts.roles import Role
from rontal.catalogue import rows
from rontal.catalogue.importing import jobs, services
from rontal.catalogue.importing.models import Import
from rontal.catalogue.importing.steps import book_writing, books
from rontal.catalogue.models import Title
from rontal.core import sealed_files
from rontal.core.models import SealedFile
from rontal.desk.imports.titles import export, forms
from tests.support.catalogue.importing.factories import SYSTEM
from tests.support.catalogue.services.factories import entered
from tests.support.desk.factories import at_desk
from tests.support.records import epubs
from tests.support.web.visitors import text
from tests.support.worker import drain

HOME = "/meja/impor/"
TABLE = b"""Judul,Pengarang,Tahun Terbit,ISBN,Rak
Bumi Manusia,Pramoedya Ananta Toer,1980,9789799731234,A1
,Tanpa Judul,1999,,B2
Sang Pemimpi,Andrea Hirata,2006,,C3
"""


def file(name, content):
    upload = io.BytesIO(content)
    upload.name = name
    return upload


@pytest.mark.django_db
def test_the_navigation_shows_imports_of_titles_as_part_of_the_collection():
    page = etree.HTML(text(at_desk(Role.HEAD).get(HOME)))
    current = page.xpath("//nav[contains(@class, 'desk-nav')]//a[@aria-current]/@href")
    assert current == ["/meja/koleksi/"]


def stored_file(content):
    return sealed_files.store(content, purpose="records", content_type="", personal=False)


def send(desk, *files, **fields):
    return desk.post(HOME, {"open": "by_rights", "draft": "", "bundle": list(files), **fields})


@pytest.mark.django_db
def test_librarian_reaches_imports_from_the_collection_and_back(desk):
    assert f'href="{HOME}"' in text(desk.get("/meja/koleksi/"))
    assert 'href="/meja/koleksi/"' in text(desk.get(HOME)).split("<main", 1)[1]
    head = at_desk(Role.HEAD)
    assert f'href="{HOME}"' not in text(head.get("/meja/koleksi/"))


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.CLERK])
def test_clerk_cannot_import_titles(role):
    assert at_desk(role).get(HOME).status_code == 403


@pytest.mark.django_db
def test_empty_upload_is_reported(desk):
    answer = send(desk)
    assert answer.status_code == 422
    assert "Pilih" in text(answer)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"), [("kosong.csv", b""), ("gambar.bin", b"\x00\x01\x02" * 99)]
)
def test_file_that_is_neither_list_nor_book_is_refused_by_name(desk, name, content):
    answer = send(desk, file(name, content))
    assert answer.status_code == 422
    assert name in text(answer)
    assert not Import.objects.exists()


@pytest.mark.django_db
def test_table_shows_its_columns_with_their_values(desk):
    page = text(desk.get(send(desk, file("buku.csv", TABLE)).url))
    assert "Bumi Manusia" in page
    assert page.count("<select") == 5
    run = Import.objects.get()
    refused = desk.post(f"{HOME}{run.pk}/mulai/", {"kolom-2": "people"})
    assert refused.status_code == 422
    assert "Bumi Manusia" in text(refused)


@pytest.mark.whole
@pytest.mark.django_db
@pytest.mark.parametrize("stored", [{}, {"mapping": ["title", "people", "", "", ""]}])
def test_table_uploaded_before_columns_were_stored_shows_them(desk, stored):
    send(desk, file("buku.csv", TABLE))
    run = Import.objects.get()
    Import.objects.update(columns=stored)
    refused = desk.post(f"{HOME}{run.pk}/mulai/", {"kolom-2": "people"})
    assert refused.status_code == 422
    Import.objects.update(columns=stored)
    page = text(desk.get(f"{HOME}{run.pk}/"))
    assert "Bumi Manusia" in page
    assert page.count("<select") == 5
    assert len(Import.objects.get().columns["fields"]) == 5


@pytest.mark.django_db
def test_table_that_can_no_longer_be_inspected_has_no_columns(desk):
    send(desk, file("buku.csv", TABLE))
    run = Import.objects.get()
    Import.objects.update(columns={}, file_name="buku.epub", file=stored_file(b"PK\x03\x04"))
    assert desk.get(f"{HOME}{run.pk}/").status_code == 200
    assert desk.post(f"{HOME}{run.pk}/mulai/").status_code == 422


@pytest.mark.whole
@pytest.mark.django_db(transaction=True)
def test_table_is_checked_imported_reported_and_undone(desk):
    run = Import.objects.get(pk=int(send(desk, file("buku.csv", TABLE)).url.split("/")[-2]))
    choices = {"kolom-1": "title", "kolom-2": "people", "kolom-3": "year", "kolom-4": "isbn"}
    desk.post(f"{HOME}{run.pk}/mulai/", choices)
    assert "htmx" in text(desk.get(f"{HOME}{run.pk}/"))
    drain()
    assert not Title.objects.exists()
    page = text(desk.get(f"{HOME}{run.pk}/"))
    assert "3 catatan" in page
    assert "Catatan ini tidak berjudul" in page or "judul" in page
    desk.post(f"{HOME}{run.pk}/ambil/")
    drain()
    assert set(Title.objects.values_list("title", flat=True)) == {"Bumi Manusia", "Sang Pemimpi"}
    wrong = text(desk.get(f"{HOME}{run.pk}/baris/", {"hasil": "wrong"}))
    assert "Tidak masuk" in wrong
    lines = b"".join(desk.get(f"{HOME}{run.pk}/laporan.csv")).decode().splitlines()
    assert lines[0].endswith("Judul di koleksi,Alamat,Kode")
    [line] = [one for one in lines if "record_without_title" in one]
    assert "Tidak masuk,Cantuman ini tidak memiliki judul." in line
    desk.post(f"{HOME}{run.pk}/urungkan/")
    drain()
    assert not Title.objects.exists()
    assert "Dibatalkan" in text(desk.get(HOME)) or "kembali" in text(desk.get(HOME))


@pytest.mark.django_db
@pytest.mark.parametrize(("heading", "warned"), [("karangan siapa", True), ("pengarang", False)])
def test_table_without_people_gets_a_warning(desk, heading, warned):
    send(desk, file("daftar.csv", f"judul,{heading}\nLaut,Ani\n".encode()))
    page = text(desk.get(f"{HOME}{Import.objects.get().pk}/"))
    assert ("Tidak ada kolom yang menyebut pembuat judul" in page) == warned


@pytest.mark.django_db
def test_staff_choose_whether_a_file_corrects(desk):
    answer = send(desk, file("daftar.csv", TABLE), overwrite="1")
    run = Import.objects.get()
    assert run.options["overwrite"] is True
    assert "dikoreksi menurut berkas" in text(desk.get(answer["Location"]))
    run.options["overwrite"] = False
    run.save(update_fields=["options"])
    assert "dikoreksi menurut berkas" not in text(desk.get(answer["Location"]))


@pytest.mark.django_db(transaction=True)
def test_folder_of_books_is_imported_as_drafts(desk):
    books = [file(f"{n}.epub", epubs.book(f"Buku {n}")) for n in ("Satu", "Dua")]
    answer = send(desk, *books, file("rusak.epub", epubs.book("Rusak")[:900]), draft="1")
    run = Import.objects.get()
    assert answer.url == f"{HOME}{run.pk}/"
    desk.post(f"{HOME}{run.pk}/mulai/", {"langsung": "1"})
    drain()
    states = dict(Title.objects.values_list("title", "state"))
    assert states == {"Buku Satu": "draft", "Buku Dua": "draft"}
    page = text(desk.get(f"{HOME}{run.pk}/"))
    assert "Ke draf" in page


@pytest.mark.django_db
def test_import_is_cancelled(desk):
    url = send(desk, file("buku.csv", TABLE)).url
    desk.post(url + "buang/")
    assert "Tidak ada yang disimpan" in text(desk.get(url))


@pytest.mark.django_db
def test_dry_run_is_cancelled_while_it_runs(desk):
    url = send(desk, file("buku.csv", TABLE)).url
    services.begin_checking(import_id=Import.objects.get().pk, actor=SYSTEM)
    page = text(desk.get(url))
    assert f"{url}kolom/" in page
    desk.post(url + "buang/")
    jobs.check_records(import_id=Import.objects.get().pk)
    assert "Tidak ada yang disimpan" in text(desk.get(url))


@pytest.mark.django_db
def test_import_is_stopped_in_the_middle_and_its_titles_are_undone(desk):
    url = send(desk, *[file(f"{n}.epub", epubs.book(f"Buku {n}")) for n in range(3)]).url
    run = Import.objects.get()
    services.begin_importing(import_id=run.pk, actor=SYSTEM)
    first = next(books.batches(run, (0, 0)))
    book_writing.import_batch(run.pk, first[:1])
    assert f"{url}hentikan/" in text(desk.get(url))
    desk.post(url + "hentikan/")
    assert not book_writing.import_batch(run.pk, first), (
        "a worker that was at it keeps nothing more"
    )
    page = text(desk.get(url))
    assert "dihentikan sebelum selesai" in page
    assert [title.title for title in Title.objects.all()] == ["Buku 0"]
    assert SealedFile.objects.filter(purpose="book", erased_at=None).count() == 1
    desk.post(url + "urungkan/")
    jobs.undo_titles(import_id=run.pk)
    assert not Title.objects.exists()
    assert "dihentikan sebelum selesai" not in text(desk.get(url))


@pytest.mark.django_db
def test_finished_import_cannot_be_stopped(desk):
    url = send(desk, file("buku.csv", TABLE)).url
    answer = desk.post(url + "hentikan/", follow=True)
    assert "Seorang rekan lebih dahulu" in text(answer)
    assert Import.objects.get().state == "mapping"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["999999/", "999999/baris/", "999999/laporan.csv", "ekspor/x.csv", "ekspor/semua.exe"]
)
def test_unknown_imports_are_not_found(desk, path):
    assert desk.get(HOME + path).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{"hasil": "'", "sebab": "\x00", "halaman": "-9"}])
def test_invalid_parameters_cost_no_query(desk, query):
    url = send(desk, file("buku.csv", TABLE)).url
    assert desk.get(url + "baris/", query).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [0, 1, 5])
def test_an_export_is_one_whole_file_whatever_its_length(desk, monkeypatch, number):
    monkeypatch.setattr(export, "BATCH", 2)
    names = {f"Judul “{place}”" for place in range(number)}
    for name in names:
        entered(name)
    got = {ending: b"".join(desk.get(f"{HOME}ekspor/tampil.{ending}")) for ending in export.KINDS}
    read = [record.title for record in pymarc.MARCReader(got["mrc"]) if record]
    assert len(read) == number
    records = etree.fromstring(got["xml"]).findall("{http://www.loc.gov/MARC21/slim}record")
    assert len(records) == number
    table = list(csv.DictReader(io.StringIO(got["csv"].decode("utf-8-sig"))))
    assert {row["title"] for row in table} == names


@pytest.mark.django_db(transaction=True)
def test_export_contains_only_the_requested_titles(desk):
    entered("Terlihat")
    entered("Draf", public=False)
    shown = b"".join(desk.get(f"{HOME}ekspor/tampil.csv")).decode()
    everything = b"".join(desk.get(f"{HOME}ekspor/semua.csv")).decode()
    assert "Draf" not in shown
    assert "Draf" in everything


@pytest.mark.whole
@pytest.mark.django_db(transaction=True)
def test_own_csv_is_imported_again_without_loss(desk):
    title = entered("Kakawin", subjects=["Sastra"], year=1365, classification="899.2", series="S")
    before = rows.in_order([title.pk])[0].record()
    content = b"".join(desk.get(f"{HOME}ekspor/semua.csv"))
    Title.objects.all().delete()
    run_url = send(desk, file("kembali.csv", content)).url
    page = desk.get(run_url)
    chosen = {line.name: line.chosen for line in page.context["lines"]}
    desk.post(run_url + "mulai/", chosen | {"langsung": "1"})
    drain()
    after = rows.select("WHERE true")[0].record()
    unchanged = ("title", "subjects", "year", "classification", "series", "language", "credits")
    assert {name: getattr(after, name) for name in unchanged} == {
        name: getattr(before, name) for name in unchanged
    }


def test_every_field_has_a_label():
    assert all(str(meaning) for _code, meaning in forms.meanings())


@pytest.mark.django_db
def test_zip_of_books_is_one_import_of_its_content(desk):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("fiksi/air.epub", epubs.book("Air di Subak"))
        archive.writestr("fiksi/laut.epub", epubs.book("Laut"))
    answer = send(desk, file("paket.zip", target.getvalue()), file("satu.epub", epubs.book("Satu")))
    assert answer.status_code == 302
    run = Import.objects.get()
    names = run.files.order_by("number").values_list("name", flat=True)
    assert list(names) == ["satu.epub", "paket.zip/fiksi/air.epub", "paket.zip/fiksi/laut.epub"]
    assert "paket.zip/fiksi/air.epub" in text(desk.get(answer.headers["Location"]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "expected"),
    [("catatan.txt", "Tidak ada buku di dalam ZIP ini"), ("../luar.epub", "keluar dari")],
)
def test_refused_zip_is_explained(desk, name, expected):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, b"x")
    answer = send(desk, file("paket.zip", target.getvalue()))
    assert answer.status_code == 422
    assert expected in text(answer)
    assert not Import.objects.exists()


@pytest.mark.django_db
def test_more_than_a_hundred_books_can_be_uploaded_at_once(desk):
    book = epubs.book("Buku")
    answer = send(desk, *(file(f"buku-{number}.epub", book) for number in range(101)))
    assert answer.status_code == 302, text(answer)[:500]
    assert Import.objects.count() == 1
