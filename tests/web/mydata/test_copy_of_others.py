"""Tests that the copy of own data has incidents and the hand-over, and nothing of other people."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from rontal.core import clock
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Application
from rontal.web.mydata.archive import document, readable_copy
from tests.incidents import factories as incidents
from tests.membership import factories
from tests.web.mydata.test_archive import text_of
from tests.web.mydata.test_mydata import form_of

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
