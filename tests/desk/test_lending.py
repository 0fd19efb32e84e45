"""Tests of licences and loans at the desk."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rontal.accounts.roles import Role
from rontal.core.models import Event
from rontal.lending import services
from rontal.lending.models import Licence, Loan
from rontal.lending.policies import LendingPolicies
from rontal.membership.models import Member
from rontal.standard.selectors import library
from tests.support.catalogue import factories as catalogue
from tests.support.desk.factories import at_desk
from tests.support.lending.factories import LIBRARIAN, borrower, bought, in_days, lendable, loan
from tests.support.web.visitors import text

pytestmark = pytest.mark.django_db
HOME = "/meja/koleksi/lisensi/"
FORM = {
    "kind": "by_loans",
    "copies": "2",
    "loans_allowed": "26",
    "last_day_day": "31",
    "last_day_month": "12",
    "last_day_year": "2031",
    "vendor": "Penerbit Lontar",
    "reference": "PO-7",
    "price": "1500000",
    "currency": "idr",
    "identifier": "urn:lisensi:7",
}

OPEN = {
    "kind": "open_access",
    "loans_allowed": "",
    "last_day_day": "",
    "last_day_month": "",
    "last_day_year": "",
}


def test_librarian_enters_a_bought_licence(desk):
    book = catalogue.title()
    answer = desk.post(f"{HOME}judul/{book.pk}/", FORM, follow=True)
    assert "26 dari 26" in text(answer)
    licence = Licence.objects.get()
    assert (licence.copies, licence.loans_allowed, licence.price) == (2, 26, 1_500_000)
    assert licence.purchase is not None
    assert (licence.purchase.vendor, licence.purchase.currency) == ("Penerbit Lontar", "IDR")
    assert "Penerbit Lontar" in text(desk.get(HOME))
    assert not licence.page_mark


@pytest.mark.parametrize("price", ["1500000", "1.500.000", "Rp 1.500.000,00", "1,500,000.00"])
def test_a_price_is_written_as_people_write_it(desk, price):
    desk.post(f"{HOME}judul/{catalogue.title().pk}/", FORM | {"price": price})
    assert Licence.objects.get().price == 1_500_000


def test_reading_terms_of_a_licence_appear_in_the_lists(desk):
    book = catalogue.title()
    terms = {"page_mark": "on", "copy_characters": "2000", "devices": "1"}
    desk.post(f"{HOME}judul/{book.pk}/", FORM | terms)
    licence = Licence.objects.get()
    assert (licence.page_mark, licence.copy_characters) == (True, 2_000)
    for page in (HOME, f"{HOME}judul/{book.pk}/"):
        assert "Halaman memuat nomor pembacanya</span>" in text(desk.get(page))
        assert "paling banyak 2.000 huruf per pinjaman</span>" in text(desk.get(page))
        assert "dibaca di paling banyak 1 perangkat sekaligus</span>" in text(desk.get(page))


def test_licence_may_forbid_copying(desk):
    book = catalogue.title()
    desk.post(f"{HOME}judul/{book.pk}/", FORM | {"copy_characters": "0"})
    assert Licence.objects.get().copy_characters == 0
    assert "Kata-katanya tidak boleh disalin" in text(desk.get(HOME))


@pytest.mark.whole
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"loans_allowed": ""}, "Tuliskan berapa pinjaman"),
        ({"last_day_year": "2001"}, "Hari itu sudah lewat"),
        ({"kind": "one_copy_one_reader"}, "Jenis ini berlaku selamanya"),
        (OPEN, "terbuka untuk semua"),
        ({"price": "-1"}, "tidak di bawah nol"),
        ({"price": "murah"}, "Harganya tidak terbaca"),
        ({"price": "12.500", "currency": "USD"}, "ribuan atau pecahan"),
        ({"vendor": ""}, "vendor"),
    ],
)
def test_invalid_value_is_explained_beside_its_field(desk, changes, expected):
    book = catalogue.title()
    answer = desk.post(f"{HOME}judul/{book.pk}/", FORM | changes)
    assert answer.status_code == 422
    assert expected in text(answer)
    assert not Licence.objects.exists()


def test_licence_defines_how_much_of_the_book_is_shown(desk):
    book = catalogue.title()
    address = f"{HOME}judul/{book.pk}/"
    page = text(desk.post(address, FORM | {"sample_percent": "60"}))
    assert 'value="60"' in page
    assert not Licence.objects.exists()
    assert "Cuplikan 10%" in text(desk.post(address, FORM | {"sample_percent": "10"}, follow=True))
    licence = Licence.objects.get()
    assert licence.sample_percent == 10
    page_text = text(desk.get(f"{HOME}{licence.pk}/"))
    [field] = re.findall(r'<input [^>]*name="sample_percent"[^>]*>', page_text)
    assert 'value="10"' in field
    written = b"".join(desk.get(f"{HOME}sisa.csv?rak=semua").streaming_content)
    [row] = csv.DictReader(io.StringIO(written.decode("utf-8-sig")))
    assert row["sample"] == "10"


def test_licences_are_grouped_by_what_is_left(desk):
    soon = bought("by_time", catalogue.title("Segera Habis"), ends_at=in_days(20))
    bought("by_loans", catalogue.title("Tinggal Empat"), loans_allowed=4)
    bought("concurrent", catalogue.title("Lama Sekali"), ends_at=in_days(900))
    used = bought("by_loans", catalogue.title("Sudah Habis"), loans_allowed=1)
    loan(used.title)
    lendable(title=catalogue.title("Selamanya"))
    over = bought("by_time", catalogue.title("Sudah Lewat"), ends_at=in_days(1))
    Licence.objects.filter(pk=over.pk).update(ends_at=in_days(-1))

    def shelf(name):
        page = text(desk.get(f"{HOME}?rak={name}"))
        names = ["Segera Habis", "Tinggal Empat", "Lama Sekali", "Sudah Habis", "Selamanya"]
        return {one for one in [*names, "Sudah Lewat"] if one in page}

    assert shelf("segera") == {"Segera Habis", "Tinggal Empat"}
    assert shelf("habis") == {"Sudah Habis"}
    assert shelf("berakhir") == {"Sudah Lewat"}
    assert shelf("terbatas") == {"Segera Habis", "Tinggal Empat", "Lama Sekali", "Sudah Habis"}
    assert len(shelf("semua")) == 6
    assert soon.title.title in text(desk.get(HOME))


def test_the_list_costs_the_same_for_few_and_for_many(desk, django_assert_max_num_queries):
    for _ in range(3):
        loan(bought("by_loans", loans_allowed=9).title)
    with django_assert_max_num_queries(12):
        desk.get(HOME)


def test_running_loans_of_a_title_are_shown_without_their_readers_and_ended_with_a_reason(desk):
    book, person = lendable(), borrower()
    borrowed = loan(book, person)
    member = Member.objects.get(user_id=person.id)
    page = text(desk.get(f"{HOME}judul/{book.pk}/"))
    assert f"{HOME}pinjaman/{borrowed.pk}/akhiri/" in page
    assert member.number not in page
    assert member.name not in page
    desk.post(f"{HOME}pinjaman/{borrowed.pk}/akhiri/", {"reason": ""})
    assert Loan.objects.get().state == "active"
    desk.post(f"{HOME}pinjaman/{borrowed.pk}/akhiri/", {"reason": "rights"})
    ended = Loan.objects.get()
    assert (ended.state, ended.end_reason) == ("revoked", "rights")


def test_loans_of_a_member_are_shown_only_for_a_recorded_reason():
    head, person = at_desk(Role.HEAD), borrower()
    borrowed = loan(lendable(title=catalogue.title("Rahasia Pembaca")), person)
    member = Member.objects.get(user_id=person.id)
    assert "Rahasia Pembaca" not in text(head.get(f"/meja/anggota/{member.pk}/"))
    address = f"{HOME}anggota/{member.pk}/"
    assert "Rahasia Pembaca" not in text(head.post(address, {"reason": ""}, follow=True))
    shown = head.post(address, {"reason": "complaint"})
    assert "Rahasia Pembaca" in text(shown)
    assert "no-store" in shown["Cache-Control"]
    event = Event.objects.filter(subject_id=str(member.application_id)).last()
    assert event.data == {"reason": "member_loans", "why": "complaint"}
    back = head.post(f"{HOME}pinjaman/{borrowed.pk}/akhiri/", {"reason": "misuse", "anggota": "1"})
    assert back.url == f"/meja/anggota/{member.pk}/"


def test_clerk_ends_the_loan_that_the_member_wants_to_end():
    clerk, person = at_desk(Role.CLERK), borrower()
    active_loan = loan(actor=person)
    member = Member.objects.get(user_id=person.id)
    shown = text(clerk.post(f"{HOME}anggota/{member.pk}/", {"reason": "member_asks"}))
    assert 'value="asked"' in shown
    assert 'value="misuse"' not in shown
    arguments = {"reason": "asked", "anggota": "1"}
    back = clerk.post(f"{HOME}pinjaman/{active_loan.pk}/akhiri/", arguments)
    assert back.url == f"/meja/anggota/{member.pk}/"
    assert Loan.objects.get().end_reason == "asked"


def test_loan_without_visible_borrower_offers_no_reason_concerning_the_member(desk):
    borrowed = loan()
    page = text(desk.get(f"{HOME}judul/{borrowed.title_id}/"))
    assert 'value="rights"' in page
    for reason in ("asked", "misuse"):
        assert f'value="{reason}"' not in page
        desk.post(f"{HOME}pinjaman/{borrowed.pk}/akhiri/", {"reason": reason})
        assert Loan.objects.get().state == "active"
    arguments = {"reason": "asked", "anggota": "1"}
    desk.post(f"{HOME}pinjaman/{borrowed.pk}/akhiri/", arguments)
    assert Loan.objects.get().state == "active"


def test_file_of_a_supplier_is_imported_with_a_report_of_each_line(desk):
    def brought(text):
        file = SimpleUploadedFile("lisensi.csv", text.encode())
        return desk.post(f"{HOME}impor/", {"file": file, "vendor": "Lontar"})

    table = "isbn,judul,lisensi,pinjaman\n9786020633176,Bumi Manusia,L-1,26\n,Tanpa,L-2,\n"
    page = text(brought(table))
    assert "judul baru sebagai draf" in page
    assert "Baik ISBN maupun pengenal" in page
    assert "sudah dikenal" in text(brought(table))
    assert Licence.objects.count() == 1
    assert brought("nama\nSari\n").status_code == 422
    assert brought("lisensi\n" + "x\n" * 600).status_code == 422
    assert desk.post(f"{HOME}impor/", {}).status_code == 422


def test_titles_with_too_few_copies_are_listed_without_names(desk):
    book, waiting = lendable(), LendingPolicies.current().buy_from_waiting_per_copy
    loan(book)
    people = [borrower() for _ in range(waiting)]
    empty = text(desk.get(f"{HOME}antrean/"))
    assert "Tidak ada antrean panjang" in empty
    for person in people:
        services.place_hold(title_id=book.pk, actor=person)
    page = text(desk.get(f"{HOME}antrean/"))
    assert book.title in page
    assert f'data-label="Yang menunggu">{waiting}<' in page
    assert "minggu" in page
    assert 'href="/meja/koleksi/lisensi/antrean/"' in text(desk.get(HOME))
    for member in Member.objects.all():
        assert member.name not in page
        assert member.number not in page


def test_clerks_do_not_see_long_queues():
    assert at_desk(Role.CLERK).get(f"{HOME}antrean/").status_code == 403
    assert at_desk(Role.HEAD).get(f"{HOME}antrean/").status_code == 200


def test_remaining_licences_are_downloaded_as_a_table_by_group(desk):
    soon = bought("by_time", catalogue.title("=Segera"), ends_at=in_days(20))
    counted = bought("by_loans", catalogue.title("Tinggal Tiga"), loans_allowed=4)
    loan(counted.title)
    bought("concurrent", catalogue.title("Lama"), ends_at=in_days(900))
    answer = desk.get(f"{HOME}sisa.csv?rak=segera")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["title"] for row in rows] == ["'=Segera", "Tinggal Tiga"]
    assert rows[0]["ends"] == f"{soon.ends_at.astimezone(library().tz):%Y-%m-%d}"
    columns = ("copies", "out", "loans", "loans_made", "loans_left", "vendor")
    assert [rows[1][name] for name in columns] == ["1", "1", "4", "1", "3", "Toko Buku Digital"]
    whole = b"".join(desk.get(f"{HOME}sisa.csv?rak=x").streaming_content).decode()
    assert "Lama" in whole
    assert at_desk(Role.CLERK).get(f"{HOME}sisa.csv").status_code == 403


def test_downloaded_table_can_be_read_again(desk):
    book = catalogue.title("Bumi Manusia")
    book.identifiers.create(scheme="isbn", value="9786020633176")
    bought("by_time", book, ends_at=in_days(20), identifier="L-1", price=150_000)
    bought("by_time", catalogue.title("Tanpa Nomor"), ends_at=in_days(20), identifier="L-2")
    written = b"".join(desk.get(f"{HOME}sisa.csv?rak=semua").streaming_content)

    def brought():
        report = services.import_licences(content=written, vendor="", actor=LIBRARIAN)
        return [(one.title, one.outcome, one.code) for one in report]

    assert {outcome for _title, outcome, _code in brought()} == {"known"}
    Licence.objects.all().delete()
    assert sorted(brought()) == [
        ("Bumi Manusia", "entered", ""),
        ("Tanpa Nomor", "refused", "licence_title_unknown"),
    ]
    licence = Licence.objects.get()
    assert (licence.title_id, licence.price) == (book.pk, 150_000)


def test_front_page_of_a_librarian_lists_licences_near_their_end(desk):
    assert "hampir berakhir" not in text(desk.get("/meja/koleksi/"))
    bought("by_time", ends_at=in_days(20))
    page = text(desk.get("/meja/", follow=True))
    assert "1 lisensi hampir berakhir" in page
    assert "?rak=segera" in page
    assert "?rak=segera" not in text(at_desk(Role.ADMINISTRATOR).get("/meja/koleksi/"))


def amended(page):
    """Returns the form data of a licence without changes."""
    form = page.context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if field.name == "last_day":
            days = zip(("day", "month", "year"), field.field.widget.decompress(value), strict=True)
            sent |= {f"last_day_{part}": typed for part, typed in days}
        elif value not in (None, False):
            sent[field.name] = str(value)
    return sent


def test_licence_is_corrected_on_its_own_page(desk):
    book = catalogue.title()
    desk.post(f"{HOME}judul/{book.pk}/", FORM | {"copies": "20", "page_mark": "on"})
    licence = Licence.objects.get()
    link = f"{HOME}{licence.pk}/"
    assert link in text(desk.get(f"{HOME}judul/{book.pk}/"))
    sent = amended(desk.get(link))
    desk.post(link, sent)
    assert not Event.objects.filter(name="licence:corrected").exists(), "nothing was changed"
    values = {"copies": "2", "price": "2.500.000", "last_day_year": "2032", "page_mark": ""}
    page = text(desk.post(link, sent | values, follow=True))
    assert "Lisensi sudah dibetulkan" in page
    fresh = Licence.objects.get()
    assert (fresh.copies, fresh.price, fresh.page_mark) == (2, 2_500_000, False)
    assert fresh.ends_at.astimezone(library().tz).year == 2032
    assert fresh.identifier == FORM["identifier"]


def test_perpetual_licence_has_no_end_field_and_an_imported_one_no_price_field(desk):
    lendable(3)
    licence = Licence.objects.get()
    sent = amended(desk.get(f"{HOME}{licence.pk}/"))
    assert sent == {"copies": "3"} | {"identifier": ""}
    desk.post(f"{HOME}{licence.pk}/", sent | {"copies": "4", "devices": "1"})
    fresh = Licence.objects.get()
    assert (fresh.copies, fresh.devices, fresh.ends_at, fresh.price) == (4, 1, None, None)


def test_limit_below_present_loans_is_explained_beside_the_field_and_the_typed_text_remains(desk):
    licence = bought("concurrent", copies=2, ends_at=in_days(60))
    loan(licence.title)
    loan(licence.title)
    link = f"{HOME}{licence.pk}/"
    answer = desk.post(link, amended(desk.get(link)) | {"copies": "1", "identifier": "baru"})
    assert answer.status_code == 422
    assert "Lebih banyak eksemplar sedang dipinjam atau disimpan" in text(answer)
    assert 'value="baru"' in text(answer)
    assert Licence.objects.get().copies == 2


def test_a_licence_is_ended_with_a_reason_and_its_loans_with_it(desk):
    licence = bought("concurrent", copies=2)
    running = loan(licence.title)
    link = f"{HOME}{licence.pk}/"
    assert "bersamanya 1 pinjaman" in text(desk.get(link))
    desk.post(f"{link}akhiri/", {"because": "nonsense"})
    assert Licence.objects.get().ended_because == ""
    page = text(desk.post(f"{link}akhiri/", {"because": "rights"}, follow=True))
    assert "Lisensi berakhir, dan bersamanya 1 pinjaman" in page
    assert "Penerbit menarik haknya kembali" in page
    assert f'href="{link}"' not in page
    running.refresh_from_db()
    assert running.state == "revoked"
    assert "sudah berakhir" in text(desk.post(f"{link}akhiri/", {"because": "rights"}, follow=True))
    assert desk.get(link).status_code == 200
    assert desk.post(link, amended(desk.get(link)) | {"copies": "1"}).status_code == 422


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.ADMINISTRATOR])
def test_only_librarians_open_a_licence(role):
    licence = bought("concurrent")
    page = at_desk(role)
    assert page.get(f"{HOME}{licence.pk}/").status_code == 403
    assert page.post(f"{HOME}{licence.pk}/akhiri/", {"because": "rights"}).status_code == 403


def test_open_access_has_no_licence_page(desk):
    licence = bought("concurrent")
    Licence.objects.update(kind="open_access", copies=0)
    assert desk.get(f"{HOME}{licence.pk}/").status_code == 404
    assert desk.get(f"{HOME}{10**30}/").status_code == 404
