"""Tests of suppliers' tables with arbitrary headings, dates and kinds.

A column that is not understood is reported, and never read as a licence without limits.
"""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rontal.accounts.roles import Role
from rontal.core.errors import Invalid
from rontal.lending import services
from rontal.lending.licence_files import COLUMNS, ColumnsUnknown, Line, read
from rontal.lending.models import Licence
from rontal.lending.rules import LicenceKind, Offer
from rontal.lending.services import Outcome
from tests.support.catalogue import factories as catalogue
from tests.support.desk.factories import at_desk
from tests.support.lending.factories import LIBRARIAN, bought, in_days

ZONE = ZoneInfo("Asia/Makassar")
ISBN, OTHER = "9786020633176", "9789793062921"
REAL = """No.;ISBN;Judul Buku;No. Lisensi;Jenis Lisensi;Jumlah Eksemplar;Maks. Pinjaman;Tanggal \
Berakhir;Harga (Rp);Penjual;No. PO;Tanggal Beli;Keterangan
1;978-602-06-3317-6;Bumi Manusia;L-1;Konkuren;5;;31/12/2031;"Rp 125.000,00";Lontar;PO-1;5/11/26;baru
"""


def lines(text: str) -> list[Line]:
    return list(read(text.encode(), ZONE))


def line_ending_on(text: str) -> Line:
    (line,) = lines(f"lisensi;isbn;berakhir\nL-1;{ISBN};{text}")
    return line


def test_indonesian_table_of_a_supplier_is_read() -> None:
    (line,) = lines(REAL)
    assert line.offer == Offer(
        LicenceKind.CONCURRENT,
        5,
        datetime(2031, 12, 31, 23, 59, 59, tzinfo=ZONE),
        identifier="L-1",
        price=Decimal(125_000),
    )
    assert (line.isbn, line.title, line.reference) == (ISBN, "Bumi Manusia", "PO-1")
    assert line.bought_on == date(2026, 11, 5)


@pytest.mark.parametrize("heading", ["Sisa Hari", "Batas Peminjaman", "Territory"])
def test_unknown_column_stops_the_file(heading: str) -> None:
    with pytest.raises(ColumnsUnknown) as refused:
        lines(f"isbn;lisensi;{heading}\n{ISBN};L-1;26")
    assert refused.value.names == (heading,)


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_named_on_the_desk_is_read(name: str) -> None:
    heads = dict.fromkeys(("isbn", "identifier", name))
    assert lines(f"{';'.join(heads)}\n{ISBN};L-1;")


def test_two_columns_of_one_meaning_stop_the_file() -> None:
    with pytest.raises(ColumnsUnknown) as refused:
        lines(f"isbn;lisensi;berakhir;expires\n{ISBN};L-1;2031-12-31;")
    assert refused.value.names == ("expires",)


@pytest.mark.parametrize(
    "cell",
    ["2031-12-31", "31/12/2031", "31-12-31", "31 Desember 2031", "31 Dec 2031", "48213",
     "2031-12-31 00:00:00", "2031-12-31T00:00:00", "31/12/2031 00.00"],
)  # fmt: skip
def test_day_ends_with_its_last_second_in_any_notation(cell: str) -> None:
    offer = line_ending_on(cell).offer
    assert offer is not None
    assert offer.ends_at == datetime(2031, 12, 31, 23, 59, 59, tzinfo=ZONE)
    assert offer.kind is LicenceKind.BY_TIME


def test_time_of_day_is_taken_exactly() -> None:
    offer = line_ending_on("2031-12-31T00:00:00Z").offer
    assert offer is not None
    assert offer.ends_at == datetime(2031, 12, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    "cell", ["12/31/2031", "31/12/2031 12:00", "0000-00-00", "dua tahun", "31/02/2031"]
)
def test_unreadable_day_is_no_perpetual_licence(cell: str) -> None:
    line = line_ending_on(cell)
    assert (line.offer, line.fault) == (None, "licence_day_unreadable")


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Perpetual", LicenceKind.ONE_COPY_ONE_READER),
        ("Akses Terbuka", LicenceKind.OPEN_ACCESS),
        ("Baca di tempat", LicenceKind.IN_LIBRARY),
        ("IN_LIBRARY", LicenceKind.IN_LIBRARY),
    ],
)
def test_kinds_are_read_as_labels(cell: str, kind: LicenceKind) -> None:
    (line,) = lines(f"lisensi;isbn;jenis\nL-1;{ISBN};{cell}")
    assert line.offer is not None
    assert line.offer.kind is kind


def test_unknown_term_of_a_feed_is_reported() -> None:
    about = {"identifier": "urn:uuid:odd", "terms": {"concurrency": 1, "max_renewals": 0}}
    (line,) = lines(json.dumps({"publications": [{"licenses": [{"metadata": about}]}]}))
    assert line.unstored == ("terms",)


@pytest.mark.django_db
def test_number_of_another_titles_licence_is_not_skipped() -> None:
    table = "isbn;judul;lisensi\n{};{};1\n"
    [first] = services.import_licences(
        content=table.format(ISBN, "Bumi").encode(), vendor="Lontar", actor=LIBRARIAN
    )
    [second] = services.import_licences(
        content=table.format(OTHER, "Sang").encode(), vendor="Gebang", actor=LIBRARIAN
    )
    assert first.outcome is Outcome.ENTERED_WITH_TITLE
    assert (second.outcome, second.code) == (Outcome.REFUSED, "licence_number_taken")
    [again] = services.import_licences(
        content=table.format(ISBN, "Bumi").encode(), vendor="Lontar", actor=LIBRARIAN
    )
    assert again.outcome is Outcome.KNOWN


@pytest.mark.django_db
def test_typing_the_number_of_another_titles_licence_is_reported() -> None:
    bought("by_time", ends_at=in_days(30), identifier="L-1")
    with pytest.raises(Invalid) as refused:
        bought("by_time", catalogue.title(), ends_at=in_days(30), identifier="L-1")
    assert refused.value.fields == {"identifier": "licence_number_taken"}
    assert Licence.objects.count() == 1


@pytest.mark.django_db
def test_desk_names_unknown_columns() -> None:
    desk = at_desk(Role.LIBRARIAN)
    content = f"isbn;lisensi;Sisa Hari\n{ISBN};L-1;26\n".encode()
    file = SimpleUploadedFile("lisensi.csv", content)
    page = desk.post("/meja/koleksi/lisensi/impor/", {"file": file, "vendor": "Lontar"})
    assert page.status_code == 422
    assert "Sisa Hari" in page.content.decode()
    assert not Licence.objects.exists()
