"""Tests for registrations of the past."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotAllowed
from rontal.membership import services
from rontal.membership.figures.models import RegistrationFact
from rontal.membership.figures.rules import Moment
from rontal.membership.models import Application, Member
from rontal.membership.rules import form as forms
from rontal.membership.services import Past
from rontal.standard.selectors import library
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
DEMO = Actor.system("demo")


def past(end: Moment, at: datetime | None = None, **typed: str) -> Past:
    form = forms.read(factories.values(**typed))
    return Past(form, at or clock.now() - timedelta(days=40), end)


def test_approved_applicant_is_a_member_since_that_day_without_sign_in(mailoutbox):
    at = clock.now() - timedelta(days=400)
    assert services.record_past(registrations=[past(Moment.APPROVED, at)], actor=DEMO) == 1
    member = Member.objects.get()
    day = at.astimezone(library().tz).date()
    assert (member.joined_on, member.state) == (day, "active")
    assert str(day.year) in member.number
    assert member.user.login_name == member.number
    assert not member.user.is_active
    assert not mailoutbox
    facts = RegistrationFact.objects.values_list("moment", "month")
    assert set(facts) == {(name, day.replace(day=1)) for name in ("sent", "approved")}
    assert services.count_registrations() == 0


def test_only_counts_are_stored_of_the_others():
    ends = (Moment.LAPSED, Moment.WITHDRAWN, Moment.REJECTED)
    assert services.record_past(registrations=[past(end) for end in ends], actor=DEMO) == 0
    assert not Application.objects.exists()
    assert RegistrationFact.objects.count() == 6


def test_one_person_is_one_member():
    one = past(Moment.APPROVED)
    with pytest.raises(IntegrityError):
        services.record_past(registrations=[one, one], actor=DEMO)


def test_only_the_system_writes_the_past():
    with pytest.raises(NotAllowed):
        services.record_past(registrations=[], actor=factories.clerk())
