"""Tests that the list of accesses still has those to photos that are erased."""

from datetime import timedelta

import pytest
import time_machine

from rontal.core import clock, sealed_files
from rontal.membership.models import Application
from rontal.membership.services import approve, erase_photos_of_final
from rontal.web.mydata.access_log import own_openings
from tests.support.membership import factories

pytestmark = pytest.mark.django_db


def openings(application: Application) -> list[str]:
    return [one.purpose for one in own_openings(application)]


def test_access_to_a_photo_is_listed_after_the_photo_is_erased() -> None:
    application = factories.in_review()
    sealed_files.read(application.face_photo, actor=factories.clerk(), reason="case_review")
    approve(application_id=application.pk, actor=factories.clerk())
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert erase_photos_of_final() == 1
    row = Application.objects.get(pk=application.pk)
    assert row.face_photo is None
    assert openings(row) == ["application_face"]
    assert openings(factories.in_review()) == []
