"""Tests that the demo library loads completely, and only once."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.accounts.models import User
from rontal.catalogue.models import Title
from rontal.core import demo_mark
from rontal.demo import epub, load, loan_requests, staff_and_applicants
from rontal.lending.models import Hold, Licence, Listed, Loan
from rontal.membership.models import Application, Member
from rontal.membership.states import ApplicationState
from rontal.verification.models import Examination

pytestmark = [pytest.mark.django_db, pytest.mark.machine]


PAGED = 2
"""Number of books of pages: a PDF and a sequence of leaves."""


def counts() -> list[int]:
    kinds = (User, Title, Licence, Loan, Hold, Listed, Application, Member, ProcrastinateJob)
    return [kind.objects.count() for kind in kinds]


def test_every_state_is_shown_and_loading_again_changes_nothing(settings, tmp_path):
    settings.HOME = tmp_path
    load.load(lambda _line: None)
    states = set(Application.objects.values_list("state", flat=True))
    assert states == set(ApplicationState)
    cast_of = {role.email for role in staff_and_applicants.all_applicants()}
    assert Application.objects.filter(email__in=cast_of).count() == len(cast_of) >= 12
    assert Member.objects.filter(user__is_active=True).count() == 5
    assert Title.objects.count() == len(epub.book_folders()) + PAGED >= 8
    assert not Examination.objects.exists(), "the machine's work is left to the worker"
    assert ProcrastinateJob.objects.filter(queue_name="machine", status="todo").exists()
    restricted = Licence.objects.exclude(page_mark=False, copy_characters=None, devices=None)
    assert set(
        restricted.values_list("title__title", "page_mark", "copy_characters", "devices")
    ) == {
        ("Menulis di Daun", True, 500, None),
        ("Benang yang Panjang", False, None, 1),
    }
    assert Listed.objects.filter(member__user__email=staff_and_applicants.MEMBER).count() == len(
        loan_requests.LISTED
    )
    before = counts()
    load.load(lambda _line: None)
    assert counts() == before
    assert demo_mark.is_marked()


def test_printed_accounts_can_sign_in(settings, tmp_path, client):
    text = load.sign_ins("http://127.0.0.1:8000")
    load._staff("petugas", "Ni Kadek Petugas", staff_and_applicants.STAFF[0].role)
    assert staff_and_applicants.PASSWORD in text
    assert "petugas" in text
    answer = client.post("/masuk/", {"login": "petugas", "password": staff_and_applicants.PASSWORD})
    assert answer.status_code == 302
