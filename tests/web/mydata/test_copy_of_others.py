"""Tests that the copy of own data has incidents and the hand-over, and nothing of other people."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from rontal.core import clock
from rontal.core.events import emit
from rontal.data_requests import services as data_requests
from rontal.data_requests.events import CONTACT_OPENED
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import RequestKind
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Application
from rontal.notifications.models import Message
from rontal.reading.models import Position
from rontal.web.mydata.archive import document, readable_copy
from rontal.web.mydata.copy_sections import copy_sections
from rontal.web.mydata.trail import own_trail, requests_of
from tests.support.data_requests import factories as requests
from tests.support.incidents import factories as incidents
from tests.support.lending import factories as lending
from tests.support.membership import factories
from tests.support.web.archive import text_of
from tests.support.web.mydata import form_of
from tests.support.web.registration import walk
from tests.support.web.trail import everything_happens
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db


def copy_of(application: Application) -> dict[str, Any]:
    member = getattr(application, "member", None)
    form, actor = form_of(application), factories.applicant(application)
    return json.loads(json.dumps(document(application, member, form, actor), default=str))


def pdf_of(application: Application) -> str:
    member = getattr(application, "member", None)
    form, actor = form_of(application), factories.applicant(application)
    with translation.override("id"):
        return text_of(readable_copy(application, member, form, actor))


def test_incidents_are_copied_once_the_person_was_notified() -> None:
    application = factories.member().application
    waiting = incidents.submitted()
    assert copy_of(application)["incidents"] == []
    assert waiting.code not in pdf_of(application)
    found = incidents.confirmed()
    (row,) = copy_of(application)["incidents"]
    assert row["incident"] == found.code
    assert "photos" in row["kinds"]
    assert row["queued_at"]
    assert row["has_email"]
    text = pdf_of(application)
    assert found.code in text
    assert "Foto kartu dan wajah" in text


def guardian_request(application: Application) -> DataRequest:
    """Returns a request of the guardian about the child, opened and answered for by staff."""
    opened = data_requests.open_guardian_request(
        address=bytes(application.guardian.email_hash),
        code=application.code,
        kind=RequestKind.ACCESS,
        words="Siapa yang melihat data anak saya?",
        key="g" * 64,
    )
    request = DataRequest.objects.get(pk=opened.request_id)
    handler = requests.clerk()
    data_requests.take(request_id=request.pk, actor=handler)
    emit(CONTACT_OPENED, actor=handler, subject=request)
    return request


def test_request_of_a_guardian_is_neither_in_the_copy_nor_in_the_trail() -> None:
    application = factories.member(factories.child_values()).application
    before = len(copy_of(application)["messages"])
    request = guardian_request(application)
    Message.objects.create(kind="data_request_opened", data_request=request, event_id=1)
    copy = copy_of(application)
    assert request.code not in json.dumps(copy)
    assert len(copy["messages"]) == before
    text = pdf_of(application)
    assert request.code not in text
    assert "Nama dan kontak Anda" not in text
    page = client_of(factories.applicant(application)).get("/akun/data/riwayat/")
    assert "Nama dan kontak Anda" not in walk.text_of(page)


def test_messages_to_staff_are_not_in_the_copy() -> None:
    application = factories.member().application
    own = data_requests.open_own_request(
        kind=RequestKind.ACCESS,
        words="Siapa?",
        key="k" * 64,
        actor=factories.applicant(application),
    )
    for number, staff in enumerate((None, factories.clerk().id)):
        kind = "to_staff" if staff else "to_person"
        Message.objects.create(
            kind=kind, data_request_id=own.request_id, staff_id=staff, event_id=number
        )
    kinds = {row["kind"] for row in copy_of(application)["messages"]}
    assert "to_person" in kinds
    assert "to_staff" not in kinds


def test_json_has_every_line_of_the_trail() -> None:
    application = everything_happens()
    copy = copy_of(application)
    events = own_trail(application, application.member, requests_of(application), None)
    assert len(copy["openings"]) == events.count()
    found = {row["what"] for row in copy["openings"]}
    assert {"details", "application_card", "member_page", "identity_search"} <= found
    assert {"data_request:looked_at", "data:exported"} <= found
    assert ["clerk", "head"] in [row["roles"] for row in copy["openings"]]


def test_request_that_staff_entered_for_the_account_is_in_the_json() -> None:
    application = factories.member().application
    request = requests.data_request()
    DataRequest.objects.filter(pk=request.pk).update(account=application.user_id)
    (row,) = copy_of(application)["requests"]
    assert row["code"] == request.code
    assert row["messages"][0]["words"] == requests.WORDS


def test_times_of_the_hand_over_and_the_end_of_the_guardianship_are_copied() -> None:
    application = factories.member(factories.child_values()).application
    way = copy_of(application)["way_of_application"]
    assert way["guardian"]["ended_at"] is None
    assert way["hand_over"] is None
    now = clock.now()
    HandOver.objects.create(application=application, answer_by=date(2026, 12, 31), paused_at=now)
    application.guardian.ended_at = now + timedelta(days=1)
    application.guardian.save(update_fields=["ended_at"])
    way = copy_of(application)["way_of_application"]
    assert way["guardian"]["ended_at"]
    assert way["hand_over"]["answer_by"] == "2026-12-31"
    assert way["hand_over"]["paused_at"]
    assert way["hand_over"]["taken_over_at"] is None


def test_names_of_sections_and_columns_are_indonesian_nouns_and_forms() -> None:
    member = factories.member()
    actor = factories.applicant(member.application)
    title = lending.loan(actor=actor).title
    Position.objects.create(member=member, title=title, cfi="epubcfi(/6/2)", fraction=0.5)
    with translation.override("id"):
        found = copy_sections(member.application, member, form_of(member.application), actor)
        columns = {str(one.title): [str(name) for name in one.columns] for one in found}
    assert "Peminjaman" in columns
    assert any("Dibaca" in names for names in columns.values())
