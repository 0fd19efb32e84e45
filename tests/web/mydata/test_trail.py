"""Tests of `/akun/data/riwayat/`: every access to a person's data, by page and filter."""

import re
from typing import Any

import pytest

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core.events import emit
from rontal.core.models import Event
from rontal.desk.events import RECORD_EXPORTED
from rontal.membership.models import Application
from rontal.membership.selectors import details
from rontal.membership.services import guardian_page
from rontal.privacy.access_events import (
    ACCESS_EVENTS,
    ACCESS_TEXTS,
    BULK_ACCESS_EVENTS,
    REPRESENTATIVE_EVENTS,
)
from tests.support.lending import factories as lending
from tests.support.membership import factories
from tests.support.web.registration import walk
from tests.support.web.trail import everything_happens
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
PAGE = "/akun/data/riwayat/"


def shown(application: Application, query: str = "") -> str:
    return walk.text_of(client_of(factories.applicant(application)).get(PAGE + query))


def test_every_kind_of_access_is_listed_by_role_with_its_reason():
    text = shown(everything_happens())
    for line in (
        "Petugas Data diri Anda Untuk memutuskan permohonan Anda",
        "Sistem Data diri Anda Untuk memeriksa permohonan Anda dengan mesin",
        "Petugas · Kepala Foto kartu Anda",
        "Petugas Halaman anggota Anda",
        "Petugas Pencarian dengan nomor identitas",
        "Petugas Permintaan Anda tentang data Anda Untuk menjawab permintaan Anda",
        "Petugas Data keanggotaan Anda",
        "Administrator Log audit seluruh perpustakaan",
        "Anda Salinan semua data Anda",
    ):
        assert line in text, line


@pytest.mark.whole
@pytest.mark.parametrize(
    ("only", "number"), [("staff", 6), ("system", 1), ("photos", 1), ("exports", 2), ("x", 9)]
)
def test_filters(only: str, number: int):
    application = everything_happens()
    answer = client_of(factories.applicant(application)).get(f"{PAGE}?jenis={only}")
    assert len(answer.context["looks"]) == number


def test_guardian_has_a_filter_and_copies_count_as_downloads():
    application = factories.member(factories.child_values()).application
    for what in (guardian_page.LIST, guardian_page.CHILD, guardian_page.COPY):
        guardian_page.record_guardian_opening(application=application, what=what)
    client = client_of(factories.applicant(application))
    for only, number in (("guardian", 3), ("exports", 1), ("staff", 0), ("system", 0)):
        answer = client.get(f"{PAGE}?jenis={only}")
        assert len(answer.context["looks"]) == number, only
    assert "wali" in walk.text_of(client.get(PAGE)).split("Semua")[0]


def test_no_name_of_staff_and_no_private_note_is_shown():
    application = everything_happens()
    text = shown(application)
    for user in User.objects.exclude(roles=[]):
        assert user.name not in text
        assert user.login_name not in text


def test_accesses_to_others_and_exports_before_the_application_are_not_listed():
    administrator = factories.clerk(Role.ADMINISTRATOR)
    emit(RECORD_EXPORTED, actor=administrator, subject=User.objects.get(pk=administrator.id))
    mine, other = factories.in_review(), everything_happens()
    assert mine.pk != other.pk
    answer = client_of(factories.applicant(mine)).get(f"{PAGE}?jenis=staff")
    assert answer.context["looks"] == []


def test_pages_reach_the_first_access(django_assert_max_num_queries: Any):
    application, clerk = factories.member().application, factories.clerk()
    for _ in range(65):
        details(application, actor=clerk, reason="case_review")
    client = client_of(factories.applicant(application))
    with django_assert_max_num_queries(12):
        first = client.get(PAGE)
    assert first.context["page"].paginator.num_pages == 3
    numbers = [len(client.get(f"{PAGE}?halaman={n}").context["looks"]) for n in (1, 2, 3)]
    assert numbers == [30, 30, 5]
    assert re.search(r"halaman=2", first.content.decode())


def test_openings_of_loans_are_listed_with_their_reason():
    member = factories.member()
    lending.loan(actor=factories.applicant(member.application))
    details(member.application, actor=factories.clerk(), reason="loans_viewed")
    assert Event.objects.filter(name="application:opened").exists()
    assert "Petugas Data diri Anda" in shown(member.application)


def test_every_event_of_access_has_words():
    plain = {
        "application:opened",
        "member:page_opened",
        "member:searched_by_identity",
    } | REPRESENTATIVE_EVENTS
    assert ACCESS_EVENTS - {"test:opened"} == plain | set(ACCESS_TEXTS) - BULK_ACCESS_EVENTS
    assert {RECORD_EXPORTED} == BULK_ACCESS_EVENTS


def test_visitors_sign_in_and_staff_without_application_find_nothing(client: Any):
    assert client.get(PAGE)["Location"].startswith("/masuk/")
    assert client_of(factories.clerk()).get(PAGE).status_code == 404
