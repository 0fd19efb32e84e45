"""Tests of importing licence files."""

import copy
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from records.errors import TableRefused
from rontal.catalogue.models import Identifier, Title
from rontal.core.actors import Actor
from rontal.core.children import frames
from rontal.core.errors import NotAllowed
from rontal.lending import services
from rontal.lending.errors import TooManyLicences
from rontal.lending.licence_files import Line, NoLicences, read
from rontal.lending.models import Licence
from rontal.lending.rules import LicenceKind, Offer
from tests.support.catalogue import factories as catalogue
from tests.support.lending.factories import LIBRARIAN, borrower

ZONE = ZoneInfo("Asia/Makassar")
ISBN = "9786020633176"
TABLE = f"""isbn;judul;penulis;nomor_lisensi;jenis;eksemplar;pinjaman;berakhir;harga;penjual;pesanan
{ISBN};Bumi Manusia;Pramoedya Ananta Toer;L-1;;5;26;;1500000;Lontar;PO-1
{ISBN};Bumi Manusia;;L-2;by_time;;;2031-12-31;;Lontar;PO-1

978-602-06-3317-6;Bumi Manusia;;;;;;;;;
{ISBN};Bumi Manusia;;L-4;sewa;;;;;;
{ISBN};Bumi Manusia;;L-5;;banyak;;;;;
;Tanpa Nomor;;L-6;;;;;;Lontar;
"""
FEED: dict[str, Any] = {
    "metadata": {"title": "Licences"},
    "publications": [
        {
            "metadata": {
                "title": {"id": "Sang Pemimpi", "en": "The Dreamer"},
                "author": [{"name": "Andrea Hirata"}],
                "identifier": "urn:isbn:9789793062921",
                "language": "id",
                "publisher": "Bentang",
            },
            "licenses": [
                {
                    "metadata": {
                        "identifier": "urn:uuid:f7847120",
                        "price": {"value": 7.99, "currency": "USD"},
                        "created": "2026-04-25T12:25:21+02:00",
                        "terms": {
                            "checkouts": 30,
                            "expires": "2031-04-25T12:25:21+02:00",
                            "concurrency": 10,
                        },
                    }
                },
                {"metadata": {"identifier": "urn:uuid:second"}},
                {"metadata": {}},
            ],
        }
    ],
}


def lines(text: str) -> list[Line]:
    return list(read(text.encode(), ZONE))


def test_table_is_read_line_by_line_with_a_fault_for_each() -> None:
    first, second, *faulty = lines(TABLE)
    assert first.offer == Offer(
        LicenceKind.BY_LOANS, 5, None, 26, identifier="L-1", price=Decimal(1_500_000)
    )
    assert (first.isbn, first.vendor, first.reference) == (ISBN, "Lontar", "PO-1")
    assert second.offer is not None
    assert second.offer.ends_at == datetime(2031, 12, 31, 23, 59, 59, tzinfo=ZONE)
    assert [(line.number, line.fault) for line in faulty] == [
        (5, "licence_number_missing"),
        (6, "licence_kind_unknown"),
        (7, "licence_number_unreadable"),
        (8, ""),
    ]


@pytest.mark.parametrize(
    ("cell", "expected"), [("ya", True), ("x", True), ("Yes", True), ("", False)]
)
def test_table_has_a_column_for_page_marks(cell: str, expected: bool) -> None:
    (line,) = lines(f"lisensi;isbn;tanda\nL-1;{ISBN};{cell}")
    assert line.offer is not None
    assert line.offer.page_mark is expected


def test_value_other_than_yes_or_no_is_reported() -> None:
    (line,) = lines(f"lisensi;isbn;watermark\nL-1;{ISBN};mungkin")
    assert line.fault == "licence_yes_unreadable"


@pytest.mark.parametrize("within", ["terms", "metadata"])
def test_feed_with_protected_pages_gets_page_marks(within: str) -> None:
    protection = {"protection": {"watermark": True}}
    about: dict[str, Any] = {"identifier": "urn:uuid:marked", "terms": {}}
    (about["terms"] if within == "terms" else about).update(protection)
    feed = {"publications": [{"licenses": [{"metadata": about}]}]}
    (line,) = lines(json.dumps(feed))
    assert line.offer is not None
    assert line.offer.page_mark


@pytest.mark.parametrize(
    ("copying", "characters"),
    [(False, 0), (True, None), (None, None), (2_000, 2_000), ("500", 500)],
)
def test_feed_limits_copying(copying: Any, characters: int | None) -> None:
    about = {"identifier": "urn:uuid:copied", "terms": {"protection": {"copy": copying}}}
    feed = {"publications": [{"licenses": [{"metadata": about}]}]}
    (line,) = lines(json.dumps(feed))
    assert line.offer is not None
    assert line.offer.copy_characters == characters


@pytest.mark.parametrize(("cell", "characters"), [("", None), ("0", 0), ("1500", 1_500)])
def test_table_limits_copying(cell: str, characters: int | None) -> None:
    (line,) = lines(f"lisensi;isbn;salin\nL-1;{ISBN};{cell}")
    assert line.offer is not None
    assert line.offer.copy_characters == characters


def test_feeds_and_tables_limit_the_devices_of_a_loan() -> None:
    about = {"identifier": "urn:uuid:devices", "protection": {"devices": 6}}
    feed = {"publications": [{"licenses": [{"metadata": about}]}]}
    table = f"lisensi;isbn;perangkat\nL-1;{ISBN};1\nL-2;{ISBN};"
    offers = [line.offer for line in (*lines(json.dumps(feed)), *lines(table))]
    assert [offer and offer.devices for offer in offers] == [6, 1, None]


def test_odl_feed_is_read() -> None:
    first, second, third = lines(json.dumps(FEED))
    assert first.offer == Offer(
        LicenceKind.BY_LOANS,
        10,
        datetime(2031, 4, 25, 10, 25, 21, tzinfo=UTC),
        30,
        "urn:uuid:f7847120",
        Decimal("7.99"),
    )
    assert (first.title, first.authors, first.publisher) == (
        "Sang Pemimpi",
        ("Andrea Hirata",),
        "Bentang",
    )
    assert (first.isbn, first.currency) == ("9789793062921", "USD")
    assert first.bought_on == date(2026, 4, 25)
    assert second.offer == Offer(LicenceKind.ONE_COPY_ONE_READER, 1, identifier="urn:uuid:second")
    assert third.fault == "licence_number_missing"


@pytest.mark.django_db
def test_report_lists_unsupported_terms_of_a_supplier() -> None:
    feed = copy.deepcopy(FEED)
    licence = feed["publications"][0]["licenses"][0]["metadata"]
    licence["terms"]["length"] = 259_200
    licence["protection"] = {"tts": False, "print": False, "copy": False}
    content = json.dumps(feed).encode()
    for outcome in ("entered_with_title", "known"):
        report = services.import_licences(content=content, vendor="Toko", actor=LIBRARIAN)
        first, second, _third = report
        assert (first.outcome, first.unstored) == (outcome, ("tts", "print"))
        assert Licence.objects.get(identifier=licence["identifier"]).longest_days == 3
        assert second.unstored == ()


def test_table_has_a_column_for_the_sample() -> None:
    head = "isbn;lisensi;cuplikan\n"
    rows = "".join(
        f"{ISBN};L-{n};{copying}\n" for n, copying in enumerate(("10", "15%", "5 %", "", "x"))
    )
    *offers, wrong = lines(head + rows)
    assert [one.offer and one.offer.sample_percent for one in offers] == [10, 15, 5, 0]
    assert wrong.fault == "licence_number_unreadable"


def test_prices_are_read_in_indonesian_notation() -> None:
    head = "isbn;lisensi;harga;mata_uang\n"
    rows = (f"{ISBN};L-1;{price}\n" for price in ("150.000;", "1.500.000,00;IDR", "12.500;USD"))
    first, second, unclear = lines(head + "".join(rows))
    assert [one.offer.price for one in (first, second) if one.offer] == [150_000, 1_500_000]
    assert unclear.fault == "licence_price_unclear"


@pytest.mark.parametrize(
    "text",
    ["", "nama;umur\nSari;9", "{}", "[1, 2]", '{"publications": 7}', "{" * 5000, "\0\0\0"],
)
def test_file_without_licences_is_reported(text: str) -> None:
    with pytest.raises(NoLicences):
        lines(text)


ODD = [
    {"metadata": 7},
    {"metadata": {"identifier": ["x"], "terms": 5, "price": "much"}},
    {"metadata": {"identifier": "a", "terms": {"checkouts": -1}}},
    {"metadata": {"identifier": "a", "terms": {"expires": "soon"}}},
    {"metadata": {"identifier": "a", "price": {"value": "NaN"}}},
    "licence",
]


@pytest.mark.parametrize("licence", ODD, ids=str)
def test_odd_licences_of_a_feed_are_lines_with_a_fault_or_partly_read(licence: Any) -> None:
    feed = {"publications": [{"metadata": {"author": [None, 3]}, "licenses": [licence]}]}
    (line,) = lines(json.dumps(feed))
    assert line.fault or line.offer


@pytest.mark.django_db
def test_licences_are_imported_with_their_titles_and_once() -> None:
    def brought() -> list[tuple[int, str, str]]:
        report = services.import_licences(content=TABLE.encode(), vendor="", actor=LIBRARIAN)
        return [(one.number, one.outcome.value, one.code) for one in report]

    refused = [
        (5, "refused", "licence_number_missing"),
        (6, "refused", "licence_kind_unknown"),
        (7, "refused", "licence_number_unreadable"),
        (8, "refused", "licence_title_unknown"),
    ]
    assert brought() == [(2, "entered_with_title", ""), (3, "entered", ""), *refused]
    title = Title.objects.get()
    assert (title.title, title.state, title.by_line) == (
        "Bumi Manusia",
        "draft",
        "Pramoedya Ananta Toer",
    )
    assert brought() == [(2, "known", ""), (3, "known", ""), *refused]
    assert Licence.objects.count() == 2
    assert Licence.objects.values("purchase").distinct().count() == 1


@pytest.mark.django_db
def test_title_known_by_its_isbn_gets_the_licence() -> None:
    book = catalogue.title()
    Identifier.objects.create(title=book, scheme="isbn", value="9789793062921")
    content = json.dumps(FEED).encode()
    nobody = services.import_licences(content=content, vendor="", actor=LIBRARIAN)
    assert {one.outcome for one in nobody} == {"refused"}
    reports = list(services.import_licences(content=content, vendor="Bentang", actor=LIBRARIAN))
    assert [one.outcome for one in reports] == ["entered", "entered", "refused"]
    assert book.licences.count() == 2


@pytest.mark.django_db
def test_refusal_by_the_rules_is_reported_at_its_line() -> None:
    table = f"isbn,title,license,kind,ends\n{ISBN},Usai,L-9,by_time,2001-01-01\n"
    (report,) = services.import_licences(content=table.encode(), vendor="X", actor=LIBRARIAN)
    assert (report.outcome, report.code) == ("refused", "licence_end_past")
    assert not Title.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [Actor.visitor(), Actor.staff(1, frozenset({"clerk"}))])
def test_only_librarians_import_licences(actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        list(services.import_licences(content=TABLE.encode(), vendor="", actor=actor))
    with pytest.raises(NotAllowed):
        list(services.import_licences(content=TABLE.encode(), vendor="", actor=borrower()))


@pytest.mark.django_db
def test_command_reports_the_result_of_each_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lisensi.csv"
    file.write_text(TABLE)
    with pytest.raises(SystemExit, match="1"):
        call_command("import_licences", file, vendor="Lontar")
    output = capsys.readouterr().out
    assert "2: entered with title: Bumi Manusia" in output
    assert "6: refused (licence kind unknown): Bumi Manusia" in output
    assert output.splitlines()[-1] == "1 entered with title, 1 entered, 4 refused"
    file.write_text("nama\nSari\n")
    with pytest.raises(CommandError, match="names no licences"):
        call_command("import_licences", file)


@pytest.mark.django_db
def test_command_imports_a_file_larger_than_a_frame(tmp_path: Path) -> None:
    file = tmp_path / "lisensi.json"
    file.write_text(json.dumps(FEED) + " " * frames.MAX_PART_BYTES)
    with pytest.raises(SystemExit, match="1"):  # a licence of the feed has no number
        call_command("import_licences", file, vendor="Lontar")
    assert Licence.objects.count() == 2


HOSTILE = {
    "NUL": b"isbn,identifier,title\n9786020000015,A\x001,Ju\x00dul\n",
    "long cells": b"isbn,identifier,title,language,currency,reference,author\n9786020000015,L-1,"
    + b",".join(bytes([letter]) * 290 for letter in b"TLCRA")
    + b"\n",
    "a number that is too long": b"isbn,identifier\n9786020000015," + b"x" * 290 + b"\n",
    "a cell as long as a book": b"isbn,identifier\n9786020000015," + b"y" * 200_000 + b"\n",
    "marks that never close": b'isbn,identifier\n9786020000015,"never closed\n' * 3,
    "the last day of all": b"isbn,identifier,ends\n9786020000015,L-1,9999-12-31\n",
    "the first day of all": b"isbn,identifier,ends\n9786020000015,L-1,0001-01-01\n",
    "a number of copies": b"isbn,identifier,copies\n9786020000015,L-1,999999999\n",
    "a number of loans": b"isbn,identifier,title,loans\n9786020000015,L-1,T,999999999\n",
    "a price": b"isbn,identifier,title,price\n9786020000015,L-1,T,1E+11\n",
    "words of JSON": json.dumps(
        {
            "publications": [
                {
                    "metadata": {"title": "\0x", "identifier": "urn:x:\ud800"},
                    "licenses": [
                        {"metadata": {"identifier": f"{number}\0"}} for number in range(3)
                    ],
                }
            ]
        }
    ).encode(),
}


@pytest.mark.whole
@pytest.mark.django_db
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_answered_line_by_line_and_the_next_one_is_imported(name: str) -> None:
    """Checks that every line gets a result, and that a later file can still be imported."""

    def brought(content: bytes) -> list[str]:
        report = services.import_licences(content=content, vendor="Lontar", actor=LIBRARIAN)
        return [one.outcome.value for one in report]

    assert brought(HOSTILE[name])
    assert brought(f"isbn,identifier,title\n{ISBN},L-fine,Baik\n".encode()) == [
        "entered_with_title"
    ]


@pytest.mark.django_db
def test_workbook_imports_licences_too() -> None:
    workbook_file = io.BytesIO()
    with xlsxwriter.Workbook(workbook_file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["ISBN", "Judul", "No. Lisensi", "Eksemplar"])
        sheet.write_row(1, 0, [ISBN, "Bumi Manusia", "L-1", 3])
    report = services.import_licences(
        content=workbook_file.getvalue(), vendor="Lontar", actor=LIBRARIAN
    )
    assert [one.outcome for one in report] == ["entered_with_title"]
    assert Licence.objects.get().copies == 3


def test_price_spanning_lines_of_a_workbook_is_paid_once() -> None:
    workbook_file = io.BytesIO()
    with xlsxwriter.Workbook(workbook_file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["ISBN", "No. Lisensi", "Harga"])
        sheet.write_column(1, 0, [ISBN, ISBN])
        sheet.write_column(1, 1, ["L-1", "L-2"])
        sheet.merge_range("C2:C3", 1_500_000)
    offers = [one.offer for one in read(workbook_file.getvalue(), ZONE)]
    assert [one.price for one in offers if one] == [Decimal(1_500_000), None]


@pytest.mark.django_db
def test_oversized_file_imports_nothing() -> None:
    rows = "".join(f"{ISBN},L-{number},Judul\n" for number in range(4))
    content = f"isbn,identifier,title\n{rows}".encode()
    bring = partial(services.import_licences, content=content, vendor="Lontar", actor=LIBRARIAN)
    with pytest.raises(TooManyLicences):
        list(bring(most=3))
    assert not Licence.objects.exists()
    assert len(list(bring(most=4))) == 4


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"\x89PNG\r\n", bytes(range(256)) * 20])
def test_file_that_is_no_table_is_reported(content: bytes) -> None:
    with pytest.raises((TableRefused, NoLicences)):
        list(services.import_licences(content=content, vendor="Lontar", actor=LIBRARIAN))
