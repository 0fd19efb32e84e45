"""Tests of the lending statistics: page, CSV file, and COUNTER reports."""

import csv
import io
import json
import re
from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from rontal.accounts.roles import Role
from rontal.catalogue.states import TitleState
from rontal.lending import figures, services
from rontal.lending.errors import NoCopyFree
from rontal.lending.models import TitleDay
from rontal.membership.models import Member
from rontal.membership.selectors import today
from rontal.standard.rules.periods import read
from rontal.standard.selectors import library
from tests.support.catalogue import factories as catalogue
from tests.support.desk.factories import at_desk
from tests.support.lending.factories import FIREFOX, borrower, lendable, loan
from tests.support.web.visitors import text

pytestmark = pytest.mark.django_db
HOME = "/meja/koleksi/angka/"


def whole(response):
    return b"".join(response.streaming_content).decode()


def last_month():
    return today().replace(day=1) - timedelta(days=1)


def test_months_are_those_that_a_slow_recount_finds():
    this = today().replace(day=1)
    before = last_month()
    person = borrower()
    with time_machine.travel(datetime.combine(before, time(12), library().tz), tick=False):
        for _ in range(2):
            loan(actor=person)
    book = lendable(1)
    loan(book)
    with pytest.raises(NoCopyFree):
        loan(book)
    services.place_hold(title_id=book.pk, actor=borrower())
    services.count_open_access_use(title_id=catalogue.title().pk, visitor=FIREFOX)
    months = {one.month: one for one in figures.by_month(read(f"{this:%Y-%m}"))}
    was, now = months[before.replace(day=1)], months[this]
    assert (was.loans, was.readers, was.titles, was.turned_away) == (2, 1, 2, 0)
    assert (now.loans, now.readers, now.titles) == (1, 1, 1)
    assert (was.read_open, now.read_open, now.opened) == (0, 1, 0)
    assert (now.placed, now.turned_away, now.requests) == (1, 2, 3)
    assert len(months) == 12


def test_most_requested_title_has_most_loans_and_refusals():
    calm, wanted = lendable(title=catalogue.title("Tenang")), catalogue.title("Dicari")
    loan(calm)
    views = {"looked": 4, "looked_open": 1}
    TitleDay.objects.create(title=wanted, day=today(), no_licence=3, opened=2, **views)
    TitleDay.objects.create(title=catalogue.title("Lama"), day=date(2020, 1, 1), no_licence=99)
    requested = figures.most_requested(read(f"{today():%Y}"))
    assert [
        (one.title, one.loans, one.opened, one.turned_away, one.looked) for one in requested
    ] == [
        ("Dicari", 0, 2, 3, 5),
        ("Tenang", 1, 0, 0, 0),
    ]


def test_running_year_is_drawn_to_december_and_described_to_its_month(desk):
    with time_machine.travel(datetime(2026, 3, 9, 4, tzinfo=library().tz), tick=False):
        loan()
        page = text(desk.get(HOME))
    drawn = re.findall(r'<rect class="chart-all" x="(\d+)"', page)
    assert drawn == [str(60 * number + 6) for number in range(12)]
    assert "<span>Des 2026</span>" in page
    assert "Maret 2026" in page
    assert "April 2026" not in page


def test_viewed_title_without_loan_is_listed(desk):
    lent, seen_title, hidden = lendable(), catalogue.title("Dipandang"), catalogue.title("Ditarik")
    loan(lent)
    type(hidden).objects.filter(pk=hidden.pk).update(state=TitleState.WITHDRAWN)
    for number, book in enumerate((lent, seen_title, hidden), start=1):
        TitleDay.objects.create(title=book, day=today(), looked=number * 7, no_licence=1)
    viewed = figures.viewed_without_loan(read(f"{today():%Y}"))
    assert [(one.title, one.looked, one.turned_away) for one in viewed] == [("Dipandang", 14, 1)]
    assert not figures.viewed_without_loan(read(f"{today().year - 1}"))
    assert "Dilihat, tidak dipinjam" in text(desk.get(HOME))


def test_year_with_views_only_is_not_empty(desk):
    TitleDay.objects.create(title=catalogue.title("Dipandang"), day=today(), looked=1)
    assert "Dipandang" in text(desk.get(HOME))


def test_page_shows_sums_and_no_person(desk):
    book, person = lendable(title=catalogue.title("Judul Ramai")), borrower()
    loan(book, person)
    member = Member.objects.get(user_id=person.id)
    page = text(desk.get(HOME))
    assert "Judul Ramai" in page
    assert '<svg class="chart"' in page
    assert member.number not in page
    assert member.name not in page
    assert "kurang dari 5" in page, "one member is too few to be told"


def test_empty_year_draws_nothing_and_invalid_parameters_show_this_year(desk):
    for query in ("", "?tahun=1999", "?tahun=x", "?tahun=%00"):
        page = text(desk.get(HOME + query))
        assert "Angka peminjaman" in page
        assert 'class="chart"' not in page


def test_the_page_costs_the_same_for_few_and_for_many(desk, django_assert_max_num_queries):
    for _ in range(4):
        loan()
    with django_assert_max_num_queries(14):
        desk.get(HOME)


def test_table_has_the_numbers_of_the_page_and_no_formulas(desk):
    loan(lendable(title=catalogue.title("=1+1")))
    answer = desk.get(f"{HOME}{today():%Y}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["row"] for row in rows if row["table"] == "wanted"} == {"'=1+1"}
    months = [row for row in rows if row["table"] == "months" and row["column"] == "Anggota"]
    assert len(months) == today().month
    assert [row["missing"] for row in months if row["value"] == ""] == ["few"]
    for label in ("2026-01", "9999", "x"):
        assert desk.get(f"{HOME}{label}.csv").status_code == 404


@pytest.mark.parametrize("kind", ["json", "tsv", "csv"])
def test_report_of_use_is_downloaded_as_a_file(desk, kind):
    book, month = catalogue.title("Terpakai"), last_month()
    TitleDay.objects.create(title=book, day=month, opened=4, opened_anew=2)
    query = {"laporan": "TR_B1", "dari": f"{month:%Y-%m}", "sampai": f"{month:%Y-%m}"}
    answer = desk.get(f"{HOME}counter/", query | {"bentuk": kind})
    name = f"TR_B1-{month:%Y-%m}-{month:%Y-%m}.{kind}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    content = whole(answer)
    assert "Terpakai" in content
    if kind == "json":
        performance = json.loads(content)["Report_Items"][0]["Attribute_Performance"][0]
        assert performance["Performance"]["Total_Item_Requests"] == {f"{month:%Y-%m}": 4}


def test_invalid_choice_is_reported_and_remains(desk):
    TitleDay.objects.create(title=catalogue.title(), day=last_month() - timedelta(days=40))
    newest = f"{last_month():%Y-%m}"
    older = f"{last_month() - timedelta(days=40):%Y-%m}"
    query = {"laporan": "TR_B2", "dari": newest, "sampai": older, "bentuk": "csv"}
    answer = desk.get(f"{HOME}counter/", query)
    assert answer.status_code == 422
    assert "tidak lebih awal" in text(answer)
    assert '<option value="TR_B2" selected>' in text(answer)
    for wrong in ({}, query | {"laporan": "TR_X"}, query | {"dari": "2026-13"}):
        assert desk.get(f"{HOME}counter/", wrong).status_code == 422


def test_clerks_cannot_open_the_page():
    clerk = at_desk(Role.CLERK)
    for address in (HOME, f"{HOME}2026.csv", f"{HOME}counter/"):
        assert clerk.get(address).status_code == 403
