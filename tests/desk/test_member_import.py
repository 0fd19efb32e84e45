"""Tests of the member import pages."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.member_lists import row, slims, workbook
from rontal.accounts.roles import Role
from rontal.core.models import Event
from rontal.membership.importing import services
from rontal.membership.importing.models import Import, ImportRow
from rontal.membership.models import Member
from tests.support.desk.factories import at_desk
from tests.support.membership.importing import factories

pytestmark = pytest.mark.django_db
PLACE = "/meja/impor-anggota/"


def upload(client, content: str | bytes, name: str = "anggota.csv", **more):
    raw = content.encode() if isinstance(content, str) else content
    return client.post(PLACE, {"file": SimpleUploadedFile(name, raw)} | more)


def newest() -> Import:
    return Import.objects.latest("pk")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_members_are_imported_from_upload_to_report():
    client = at_desk(Role.HEAD)
    assert "Belum ada daftar" in text(client.get(PLACE))
    answer = upload(client, slims(10, wrong=2))
    run = newest()
    assert answer.url == f"{PLACE}{run.pk}/"
    page = text(client.get(answer.url))
    assert "SLiMS" in page
    assert row(0)["member_name"] in page
    assert row(0)["pin"] not in page, "no screen shows a whole NIK"
    assert Event.objects.filter(name="import:sampled", subject_id=str(run.pk)).exists()
    fields = {f"kolom-{n + 1}": name for n, name in enumerate(run.columns["fields"])}
    client.post(f"{PLACE}{run.pk}/coba/", fields)
    assert "Uji coba" in text(client.get(answer.url))
    services.check_rows(import_id=run.pk)
    page = text(client.get(answer.url))
    assert "Masukkan 8 anggota" in page
    assert "Unduh baris yang salah" in page
    client.post(f"{PLACE}{run.pk}/ambil/")
    services.take_rows(import_id=run.pk)
    page = text(client.get(answer.url))
    assert "Tarik kembali impor ini" in page
    assert Member.objects.count() == 8


def test_progress_is_polled_and_ends_with_a_fresh_page():
    run = factories.checking(slims(3))
    client = at_desk(Role.ADMINISTRATOR)
    page = client.get(f"{PLACE}{run.pk}/kemajuan/")
    assert b"<progress" in page.content
    services.check_rows(import_id=run.pk)
    assert client.get(f"{PLACE}{run.pk}/kemajuan/").headers["HX-Refresh"] == "true"


def test_report_explains_each_wrong_row_and_its_reader_is_recorded():
    run = factories.checked(slims(40, wrong=8))
    client = at_desk(Role.HEAD)
    page = text(client.get(f"{PLACE}{run.pk}/baris/?keadaan=wrong"))
    assert "NIK terdiri dari 16 angka" in page
    assert "5.10205E+15" in page
    assert page.count("<tbody>") == 1
    opened = Event.objects.get(name="import:opened")
    assert opened.data["reason"] == "import_report"
    page = text(client.get(f"{PLACE}{run.pk}/baris/?keadaan=wrong&sebab=nik_16_digits"))
    assert page.count('scope="row"') == 1
    for odd in ("?keadaan=zzz", "?halaman=x", "?sebab=%00", "?halaman=99999999999999999999"):
        assert client.get(f"{PLACE}{run.pk}/baris/{odd}").status_code in (200, 404)


def test_wrong_rows_are_downloaded_corrected_and_uploaded_again():
    run = factories.done(slims(40, wrong=8))
    client = at_desk(Role.HEAD)
    answer = client.post(f"{PLACE}{run.pk}/baris/unduh/", {"keadaan": "wrong"})
    assert "no-store" in answer.headers["Cache-Control"]
    table = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert table[0][-1] == "Yang salah"
    assert len(table) == 9
    assert all(line[-1] for line in table[1:])
    assert Event.objects.filter(name="import:exported").exists()
    place = table[0].index("member_id")
    good = {row(n)["member_id"]: row(n) for n in range(40)}
    for line in table[1:]:
        if line[place] in good:
            line[: len(table[0]) - 1] = list(good[line[place]].values())
    out = io.StringIO()
    csv.writer(out).writerows(table)
    again = factories.done(out.getvalue())
    assert ImportRow.objects.filter(run=again, state="taken").count() == 7
    assert again.columns["fields"][: len(run.columns["fields"])] == run.columns["fields"]


def test_nothing_in_a_downloaded_row_is_a_formula():
    content = slims(1).replace(row(0)["member_name"], '=HYPERLINK(""http://x"")')
    run = factories.checked(content)
    answer = at_desk(Role.HEAD).post(f"{PLACE}{run.pk}/baris/unduh/", {})
    assert "'=HYPERLINK" in b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "Tidak ada anggota"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 90, "bukan tabel"),
        (b"PK\x03\x04 rusak", "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "bukan tabel"),
        (b"x" * (30 * 1024 * 1024 + 1), "30 MB"),
    ],
)
def test_file_that_is_no_list_is_refused_with_an_explanation(raw, expected):
    answer = upload(at_desk(Role.HEAD), raw)
    assert answer.status_code == 200
    assert expected in text(answer)
    assert not Import.objects.exists()


def test_form_without_a_file_is_explained():
    assert "Pilih dulu" in text(at_desk(Role.HEAD).post(PLACE, {}))


def test_unusable_columns_are_explained_and_the_choice_remains():
    client = at_desk(Role.HEAD)
    upload(client, slims(2))
    run = newest()
    answer = client.post(f"{PLACE}{run.pk}/coba/", {"kolom-1": "number", "longgar": "1"})
    page = text(answer)
    assert "nama" in page
    assert "checked" in page
    assert newest().state == "mapping"


def test_workbook_is_accepted_too():
    client = at_desk(Role.ADMINISTRATOR)
    upload(client, workbook(["Nama", "No Anggota"], ["Ni Made Sari", "A1"]), "a.xlsx")
    assert "XLSX" in text(client.get(f"{PLACE}{newest().pk}/"))


def test_import_started_by_a_colleague_is_reported():
    run = factories.done(slims(2))
    page = text(at_desk(Role.HEAD).post(f"{PLACE}{run.pk}/ambil/", follow=True))
    assert "lebih dahulu" in page


def test_clerks_and_strangers_have_no_access():
    run = factories.checked(slims(2))
    for place in ("", f"{run.pk}/", f"{run.pk}/baris/", f"{run.pk}/kemajuan/"):
        assert at_desk(Role.CLERK).get(PLACE + place).status_code == 403
    assert at_desk(Role.HEAD).get(f"{PLACE}999999/").status_code == 404
    assert at_desk(Role.HEAD).get(f"{PLACE}{10**20}/").status_code == 404


def queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


@pytest.mark.whole
def test_pages_need_as_many_queries_for_many_rows_as_for_few():
    client = at_desk(Role.HEAD)
    few, many = factories.checked(slims(2)), factories.checked(slims(60, wrong=3))
    for page in ("", "baris/"):
        query_counts = (
            queries(client, f"{PLACE}{few.pk}/{page}"),
            queries(client, f"{PLACE}{many.pk}/{page}"),
        )
        assert query_counts[0] == query_counts[1], page
        assert query_counts[1] <= 12
    before = queries(client, PLACE)
    factories.checked(slims(2))
    assert queries(client, PLACE) == before <= 9
