"""Tests that findings are deleted together with a person's data."""

from datetime import timedelta

import pytest
import time_machine

from rontal.core import clock
from rontal.core.models import Event
from rontal.membership import services as membership
from rontal.verification import services, tasks
from rontal.verification.models import Examination
from tests.support.membership import factories

pytestmark = pytest.mark.django_db


def test_findings_are_erased_with_their_application():
    application = factories.activated()
    services.examine(application_id=application.pk, actor=factories.SYSTEM)
    membership.reject(
        application_id=application.pk, reason="other", words="", actor=factories.clerk()
    )
    assert Examination.objects.filter(application=application).exists()
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert membership.erase_photos_of_final() == 1
    for _twice in range(2):
        tasks.forget_findings(Event.objects.get(name="application:erased"))
    assert not Examination.objects.filter(application=application).exists()
