"""Lists, records and archives of staff and of other servers: decoded in a child, by the web server
as by the worker, within bounds, and refused in clear words."""

import io
import socket
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from rontal.accounts.roles import Role
from rontal.catalogue.importing import inspecting, jobs, services
from rontal.catalogue.importing.errors import SourceAway, SourceUnreadable
from rontal.catalogue.importing.kinds import Options
from rontal.catalogue.importing.models import Import, ImportFile, ImportRow
from rontal.catalogue.importing.sources import fetching, search
from rontal.catalogue.importing.steps import readers, reading
from rontal.catalogue.models import Title
from rontal.core.actors import Actor
from rontal.core.children import process, turns
from rontal.core.children.limits import SAMPLING
from rontal.core.errors import DecodersBusy
from rontal.core.profile import Protocol, Target
from rontal.desk.imports.titles import forms
from rontal.lending.models import Licence
from rontal.membership.importing import services as member_imports
from rontal.membership.importing.models import Import as MemberImport
from tests.support.catalogue.importing.factories import file_imported
from tests.support.catalogue.services.factories import entered
from tests.support.desk.factories import at_desk
from tests.support.records import epubs
from tests.support.records.formats import marcs
from tests.support.security import hostile_lists, slow_books
from tests.support.web.visitors import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_decoded_here")]
SYSTEM = Actor.system("tests")
SLOW_BOOKS = SimpleNamespace(
    command=lambda *_words, **_folders: process.command(slow_books.__name__)
)
MEMBERS = "member_id,member_name\n" + "".join(f"A{n},Ni Luh {n}\n" for n in range(30))


def members_sent(content: bytes):
    file = SimpleUploadedFile("anggota.xlsx", content)
    return at_desk(Role.HEAD).post("/meja/impor-anggota/", {"file": file})


def titles_sent(content: bytes, name: str):
    file = SimpleUploadedFile(name, content)
    posted = {"open": "by_rights", "draft": "", "bundle": [file]}
    return at_desk(Role.LIBRARIAN).post("/meja/impor/", posted)


@pytest.mark.whole
@pytest.mark.parametrize(
    ("attack", "said"),
    [
        (hostile_lists.xlsx_of_one_far_cell, "Berkas ini rusak atau terpotong."),
        (lambda: hostile_lists.xlsx_that_inflates(501), "Berkas ini lebih dari 500 MB."),
    ],
    ids=["one far cell", "inflates to 501 MB"],
)
def test_a_workbook_that_fills_the_memory_is_refused_in_clear_words(attack, said):
    assert said in text(members_sent(attack()))
    assert not MemberImport.objects.exists()


def test_a_workbook_of_titles_that_fills_the_memory_is_refused_by_name():
    answer = titles_sent(hostile_lists.xlsx_of_one_far_cell(), "judul.xlsx")
    assert answer.status_code == 422
    assert "judul.xlsx: " in text(answer)
    assert not Import.objects.exists()


def test_members_are_read_in_a_child_by_the_web_server_and_by_the_worker(children):
    answer = members_sent(MEMBERS.encode())
    run = MemberImport.objects.get()
    assert answer.url == f"/meja/impor-anggota/{run.pk}/"
    fields = run.columns["fields"]
    member_imports.check_import(import_id=run.pk, fields=fields, lenient=False, actor=SYSTEM)
    member_imports.check_rows(import_id=run.pk)
    run.refresh_from_db()
    assert run.state == "checked"
    assert len(children) == 2


def test_a_seller_s_file_is_read_in_a_child(children):
    title = entered()
    content = f"licence,isbn,title\nL-1,,{title.title}\n".encode()
    posted = {"vendor": "Toko", "file": SimpleUploadedFile("lisensi.csv", content)}
    answer = at_desk(Role.LIBRARIAN).post(reverse("desk:bring_licences"), posted)
    assert answer.status_code == 200, answer.status_code
    assert [child._bounds for child in children] == [SAMPLING], "those of a request, not of a job"
    assert not Licence.objects.exists(), "a licence without ISBN or identifier is refused"


@pytest.mark.whole
@pytest.mark.parametrize("name", ["banyak.zip", "banyak.xlsx"])
def test_an_archive_of_a_million_entries_is_refused(name):
    answer = titles_sent(hostile_lists.zip_of_entries(1_000_000), name)
    assert answer.status_code == 422
    assert name in text(answer)
    assert not Import.objects.exists()


@pytest.mark.whole
def test_an_epub_of_a_million_entries_is_refused_and_its_neighbour_is_imported():
    run = books_imported(
        ("banyak.epub", hostile_lists.zip_of_entries(1_000_000)),
        ("air.epub", epubs.book("Air di Subak")),
    )
    assert run.counts == {"wrong": 1, "new": 1}
    assert ImportRow.objects.get(run=run).codes[0].startswith(("epub_", "book_"))


def test_a_zip_is_unpacked_by_the_job(children):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("fiksi/air.epub", epubs.book("Air di Subak"))
        archive.writestr("fiksi/air.opf", "<package/>")
    answer = titles_sent(target.getvalue(), "paket.zip")
    run = Import.objects.get()
    assert answer.url == f"/meja/impor/{run.pk}/"
    assert ImportFile.objects.get().file is None, "the web thread unpacks nothing"
    services.begin_importing(import_id=run.pk, actor=SYSTEM)
    jobs.import_records(import_id=run.pk, seconds=600)
    assert Title.objects.get().title == "Air di Subak"
    assert len(children) == 2


@pytest.mark.whole
def test_an_epub_that_takes_for_ever_is_given_up_and_its_neighbours_are_imported(monkeypatch):
    monkeypatch.setattr(readers, "TIMEOUT_SECONDS", 5)
    monkeypatch.setattr(readers, "confined_program", SLOW_BOOKS)
    run = books_imported(
        ("satu.epub", epubs.book("Satu")),
        (slow_books.NAME, epubs.book("Ramai")),
        ("dua.epub", epubs.book("Dua")),
    )
    assert set(Title.objects.values_list("title", flat=True)) == {"Satu", "Dua"}
    assert ImportRow.objects.get(run=run, label=slow_books.NAME).codes == ["book_too_heavy"]


@pytest.mark.whole
def test_an_epub_with_a_crowd_of_people_costs_a_child_seconds_and_names_fifty():
    books_imported(("banyak.epub", hostile_lists.epub_with_people(400_000)))
    assert Title.objects.get().contributors.count() == 50


@pytest.mark.parametrize(
    "attack",
    [
        hostile_lists.onix(hostile_lists.BILLION_LAUGHS, "&a9;"),
        hostile_lists.onix(hostile_lists.QUADRATIC, "&a9;" * 30_000),
    ],
    ids=["billion laughs", "quadratic"],
)
def test_entities_in_onix_are_refused(attack):
    run = file_imported(attack, "onix.xml")
    assert (run.state, run.error) == ("refused", "file_xml_forbidden")


def test_deep_onix_ends_the_file_and_not_the_worker():
    run = file_imported(hostile_lists.onix(title=hostile_lists.deep(200_000)), "onix.xml")
    assert run.state in ("done", "refused")
    assert not Title.objects.exists()


def test_marc_whose_lengths_lie_costs_only_that_record(children):
    good = marcs.marc("001 7", "245 10 $aAir di Subak")
    lying = good[:24] + b"245999900000" + good[36:]
    short = b"99999" + good[5:]
    run = file_imported(lying + short + good, "buku.mrc")
    assert run.state == "done"
    assert Title.objects.filter(title="Air di Subak").exists()
    assert len(children) == 1


def test_records_that_take_too_long_are_said_to_be_too_heavy(monkeypatch):
    monkeypatch.setattr(reading, "READER", without_time(reading.READER))
    run = file_imported(marcs.marc("001 7", "245 10 $aAir di Subak"), "buku.mrc")
    assert (run.state, run.error) == ("refused", "records_too_large")


@pytest.mark.parametrize("name", ["banyak.zip", "banyak.csv"])
def test_an_upload_that_takes_too_long_is_said_to_be_too_heavy(name, monkeypatch):
    monkeypatch.setattr(inspecting, "DECODER", without_time(inspecting.DECODER))
    content = hostile_lists.zip_of_entries(3) if name.endswith("zip") else b"judul\nAir\n"
    answer = titles_sent(content, name)
    assert answer.status_code == 422
    assert f"{name}: Membaca berkas ini memakan waktu atau memori lebih" in text(answer)


@pytest.mark.whole
@pytest.mark.parametrize("name", ["daftar.csv", "metadata.json"])
def test_an_upload_waits_while_photos_are_decoded(name, held):
    decoded = threading.Timer(0.5, held(turns.MAX_AT_ONCE))
    decoded.start()
    answer = titles_sent(b"judul,pengarang\nAir,Ni Luh\n", name)
    decoded.join()
    assert answer.url == f"/meja/impor/{Import.objects.get().pk}/"


@pytest.mark.parametrize("name", ["daftar.csv", "metadata.json"])
def test_an_upload_past_its_time_is_asked_to_come_back(name, monkeypatch, children):
    monkeypatch.setattr(forms, "INSPECTION_SECONDS", -1.0)
    answer = titles_sent(b"judul,pengarang\nAir,Ni Luh\n", name)
    assert answer.status_code == 422
    assert children == []


@pytest.mark.whole
def test_an_import_waits_only_where_its_caller_says_so(held, tmp_path, capsys):
    path = tmp_path / "judul.csv"
    path.write_bytes(b"judul,pengarang\nAir,Ni Luh\n")
    free = held(turns.MAX_AT_ONCE)
    with path.open("rb") as content, pytest.raises(DecodersBusy):
        services.start_import(content=content, file_name="a.csv", options=Options(), actor=SYSTEM)
    threading.Timer(0.5, free).start()
    call_command("import", path, dry_run=True)
    assert "busy" not in capsys.readouterr().out


@pytest.mark.machine
def test_a_csv_of_one_line_of_500_mb_is_read_in_pieces():
    with tempfile.TemporaryFile() as content:
        content.write(b"judul,pengarang\n")
        for _part in range(500):
            content.write(b"a" * hostile_lists.MEGABYTE)
        found = inspecting.inspect(content, "buku.csv")
    assert found.columns["headings"] == ["judul", "pengarang"]


@pytest.mark.whole
@pytest.mark.parametrize(
    "attack",
    [
        hostile_lists.answer_of_sru(hostile_lists.BILLION_LAUGHS, "&a9;"),
        hostile_lists.answer_of_sru(hostile_lists.QUADRATIC, "&a9;" * 20_000),
        hostile_lists.answer_of_sru(title=hostile_lists.deep(100_000)),
    ],
    ids=["billion laughs", "quadratic", "deep"],
)
def test_a_hostile_answer_of_another_library_is_unreadable(attack, children):
    with pytest.raises(SourceUnreadable), _served(attack) as address:
        search(Target("Lain", Protocol.SRU, address, private=True), "apa")
    assert len(children) == 1


@pytest.mark.whole
def test_an_answer_of_two_million_elements_holds_no_record(children):
    with _served(hostile_lists.answer_of_sru(title="<b/>" * 2_000_000)) as address:
        assert search(Target("Lain", Protocol.SRU, address, private=True), "apa") == []
    assert len(children) == 1


def test_a_good_answer_is_parsed_in_a_child_too(children):
    with _served(hostile_lists.answer_of_sru()) as address:
        (record,) = search(Target("Lain", Protocol.SRU, address, private=True), "apa")
    assert record.title == "Subak"
    assert len(children) == 1


@pytest.mark.whole
def test_headers_that_never_end_are_cut_off(monkeypatch):
    """Each byte comes before the timeout of the socket."""
    monkeypatch.setattr(fetching, "SECONDS", 1.0)
    stopped = threading.Event()

    def drip(connection: socket.socket) -> None:
        with suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not stopped.wait(0.05):
                connection.sendall(b"a")

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        sender = threading.Thread(target=lambda: drip(server.accept()[0]), daemon=True)
        sender.start()
        with pytest.raises(SourceAway):
            fetching.fetch(f"http://127.0.0.1:{port}/", private=True)
        stopped.set()


def without_time(decoder):
    """Returns a decoder or reader whose child may take no time."""
    return replace(decoder, bounds=replace(decoder.bounds, seconds=0))


@contextmanager
def _served(answer: str) -> Iterator[str]:
    """Yields the address of a server that always gives this answer."""

    class Library(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer.encode())

        def log_message(self, *_words: object) -> None:
            """Suppresses the log."""

    server = HTTPServer(("127.0.0.1", 0), Library)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sru"
    finally:
        server.shutdown()
        server.server_close()


def books_imported(*books: tuple[str, bytes]) -> Import:
    files = [(name, io.BytesIO(content)) for name, content in books]
    run = services.start_books(files=files, options=Options(), actor=SYSTEM)
    services.begin_importing(import_id=run.pk, actor=SYSTEM)
    jobs.import_records(import_id=run.pk, seconds=600)
    run.refresh_from_db()
    return run
