"""Tests of the queue: order by due time, time left, and who is working on each."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.desk import labels
from rontal.desk.selectors import queue
from rontal.membership import services as applications
from rontal.standard.selectors import library
from tests.support.accounts.factories import person
from tests.support.desk.factories import (
    MATCH,
    SELFIE,
    at_desk,
    cases,
    examined_application,
    signed_in,
)
from tests.support.membership import factories as membership
from tests.support.verification.builders import card

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=library().tz)


def next_code(actor, **about) -> str:
    return next((row.code for row in queue.next_cases(actor, **about)), "")


def codes(response) -> list[str]:
    return [row.application.code for row in response.context["page"].object_list]


def test_case_due_first_comes_first():
    with time_machine.travel(MONDAY):
        older = membership.in_review()
    with time_machine.travel(MONDAY + timedelta(hours=1)):
        younger = membership.in_review()
        response = at_desk().get("/meja/")
    assert codes(response) == [older.code, younger.code]


@pytest.mark.parametrize(
    ("hours", "expected"), [(1, "Tepat waktu"), (7, "Mendesak"), (50, "Terlambat")]
)
def test_queue_shows_the_state_of_the_due_time(hours, expected):
    with time_machine.travel(MONDAY):
        membership.in_review()
    with time_machine.travel(MONDAY + timedelta(hours=hours)):
        assert expected in at_desk().get("/meja/").content.decode()


def test_remaining_working_time_is_written_in_words():
    assert labels.time_left(timedelta(hours=3, minutes=20)) == "sisa 3 j 20 mnt"
    assert labels.time_left(timedelta(hours=8)) == "sisa 8 j"
    assert labels.time_left(timedelta(minutes=5)) == "sisa 5 mnt"
    assert labels.time_left(-timedelta(minutes=65)) == "lewat 1 j 5 mnt"


def test_empty_queue_is_explained():
    page = at_desk().get("/meja/").content.decode()
    assert "Meja sudah bersih" in page


def test_groups_count_and_filter():
    cases(2)
    waiting = membership.submitted()
    corrected = membership.needs_correction()
    client = at_desk()
    counts = client.get("/meja/").context["counts"]
    assert (counts["putuskan"], counts["aktivasi"], counts["pemohon"]) == (2, 1, 1)
    assert codes(client.get("/meja/?rak=aktivasi")) == [waiting.code]
    assert codes(client.get("/meja/?rak=pemohon")) == [corrected.code]
    assert len(codes(client.get("/meja/?rak=nonsense"))) == 2


def test_search_by_name_code_and_member_number():
    first, second = cases(2)
    member = applications.approve(application_id=second.pk, actor=membership.clerk())
    client = at_desk()
    assert codes(client.get(f"/meja/?cari={first.code.lower()}")) == [first.code]
    assert codes(client.get(f"/meja/?cari={first.name[-4:]}")) == [first.code]
    assert codes(client.get(f"/meja/?cari={member.number}")) == [second.code]
    assert "Tidak ditemukan" in client.get("/meja/?cari=zzz").content.decode()
    assert client.get("/meja/?cari=%00").status_code == 200


@pytest.mark.whole
def test_pages():
    cases(queue.PER_PAGE + 1)
    client = at_desk()
    assert len(codes(client.get("/meja/"))) == queue.PER_PAGE
    assert len(codes(client.get("/meja/?halaman=2"))) == 1
    assert client.get("/meja/?halaman=zzz").status_code == 200


def test_queue_needs_twelve_queries_at_most(django_assert_max_num_queries):
    cases(6)
    client = at_desk()
    with django_assert_max_num_queries(12):
        client.get("/meja/")
    with django_assert_max_num_queries(12):
        client.get("/meja/?cari=Wayan")


def test_queue_names_a_colleague_who_has_a_case():
    (case,) = cases(1)
    colleague = at_desk(name="Ni Luh Rekan")
    colleague.post(f"/meja/permohonan/{case.code}/ambil/")
    assert "Ni Luh Rekan sedang memegangnya" in at_desk().get("/meja/").content.decode()
    assert "sedang memegangnya" not in colleague.get("/meja/").content.decode()
    later = clock.now() + timedelta(minutes=16)
    with time_machine.travel(later):
        assert "sedang memegangnya" not in at_desk().get("/meja/").content.decode()


def test_recommendation_is_shown_in_the_queue():
    examined_application(card(), SELFIE, MATCH)
    page = at_desk().get("/meja/").content.decode()
    assert "Tidak ada keberatan" in page
    assert '<tr class="queue-approve">' in page


def test_unexamined_case_is_marked():
    cases(1)
    assert "masih dilihat" in at_desk().get("/meja/").content.decode()


def test_next_case_is_the_next_free_one_in_the_queue():
    first, second, third = cases(3)
    clerk, colleague = membership.clerk(), membership.clerk()
    assert next_code(clerk) == first.code
    assert next_code(clerk, after=first) == second.code
    assert next_code(clerk, after=third) == first.code
    applications.take_lease(application_id=second.pk, actor=colleague)
    assert next_code(clerk, after=first) == third.code
    assert next_code(colleague, after=first) == second.code


def test_head_reads_the_queue_and_the_administrator_is_sent_to_the_jobs():
    cases(1)
    assert len(codes(at_desk(Role.HEAD).get("/meja/"))) == 1
    assert at_desk(Role.ADMINISTRATOR).get("/meja/")["Location"] == "/meja/pekerjaan/"
    assert at_desk(Role.LIBRARIAN).get("/meja/")["Location"] == "/meja/koleksi/"


def test_visitors_and_members_have_no_access():
    assert Client().get("/meja/")["Location"].startswith("/masuk/?next=/meja/")
    assert signed_in(person()).get("/meja/").status_code == 403


def test_queue_offers_a_case_to_clerks_and_shows_it_to_the_head():
    (case,) = cases(1)
    name = f'formaction="/meja/permohonan/{case.code}/ambil/?warga=ya">{case.name}</button>'
    assert name in at_desk().get("/meja/?warga=ya").content.decode()
    page = at_desk(Role.HEAD).get("/meja/").content.decode()
    assert f'href="/meja/permohonan/{case.code}/">{case.name}</a>' in page
    assert "/ambil/" not in page
