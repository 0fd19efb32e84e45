"""Tests of the survey at the desk: figures for head and administrator, never a single answer."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
import time_machine

from rontal.accounts.roles import Role
from rontal.core.models import Event
from rontal.feedback.survey import services
from rontal.feedback.survey.models import Remark
from tests.support.desk.factories import at_desk
from tests.support.feedback.survey.factories import ALL_GOOD, answers, invited

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 24, 3, tzinfo=UTC), tick=False):
        yield


def test_previous_year_is_shown_beside_the_year():
    answers(date(2025, 5, 1), 10, values=2)
    answers(date(2026, 5, 1), 10, values=3)
    page = at_desk(Role.HEAD).get("/meja/survei/").content.decode()
    assert "75,00" in page
    assert page.count("+25,00") == 9
    assert "50,00" in at_desk(Role.HEAD).get("/meja/survei/?tahun=2025").content.decode()


def test_months_with_few_answers_are_combined_and_the_running_one_is_only_counted():
    answers(date(2026, 8, 1), 3)
    answers(date(2026, 9, 1), 4)
    answers(date(2026, 11, 1), 9)
    page = at_desk(Role.ADMINISTRATOR).get("/meja/survei/").content.decode()
    assert "Agustus 2026 – September 2026" in page
    assert ">16<" in page


def test_table_has_a_row_for_each_period_without_small_ones():
    answers(date(2026, 3, 1), 4, values=1)
    answers(date(2026, 4, 1), 6, values=4)
    answers(date(2026, 10, 1), 2, values=1)
    text = at_desk(Role.HEAD).get("/meja/survei/angka.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["first_month"], row["last_month"]) == ("2026-03", "2026-04")
    assert (row["answers"], row["index"], row["band"]) == ("10", "70.00", "C")
    assert {row[f"u{number}"] for number in range(1, 10)} == {"2.80"}


def test_without_figures_the_page_shows_when_they_come():
    answers(date(2026, 10, 1), 4)
    page = at_desk(Role.HEAD).get("/meja/survei/").content.decode()
    assert "Belum ada angka" in page
    assert at_desk(Role.HEAD).get("/meja/survei/angka.csv").content.decode().count("\n") == 1


def test_reading_remarks_is_recorded_and_they_are_erased_one_by_one():
    services.answer(
        token=invited(), choices=ALL_GOOD, about={}, words="Bagus <b>sekali</b>\nTerima kasih"
    )
    client = at_desk(Role.HEAD)
    page = client.get("/meja/survei/catatan/").content.decode()
    assert "Bagus &lt;b&gt;sekali&lt;/b&gt;<br>Terima kasih" in page
    assert Event.objects.filter(name="survey:remarks_read").count() == 1
    remark = Remark.objects.get()
    assert client.post(f"/meja/survei/catatan/{remark.pk}/hapus/").status_code == 302
    assert not Remark.objects.exists()
    assert client.post(f"/meja/survei/catatan/{remark.pk}/hapus/").status_code == 404
    assert "Belum ada yang menulis." in client.get("/meja/survei/catatan/").content.decode()


@pytest.mark.parametrize("path", ["", "angka.csv", "catatan/"])
def test_clerks_have_no_access(path):
    assert at_desk(Role.CLERK).get(f"/meja/survei/{path}").status_code == 403


@pytest.mark.whole
def test_twenty_thousand_answers_need_few_queries(django_assert_max_num_queries):
    for number in range(20):
        answers(date(2025 + number // 12, number % 12 + 1, 1), 1000, seed=number)
    client = at_desk(Role.HEAD)
    with django_assert_max_num_queries(12):
        assert "8.000" in client.get("/meja/survei/").content.decode()
    with django_assert_max_num_queries(12):
        assert client.get("/meja/survei/angka.csv").content.count(b"\n") == 21
