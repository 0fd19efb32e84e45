"""Tests for the deletion of expired sessions and counters."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from rontal.core import clock, limits
from rontal.core.models import Counter
from rontal.privacy.tasks import sweep

pytestmark = pytest.mark.django_db


def test_expired_rows_are_deleted_and_others_remain():
    limits.spend(limits.Limit("test", 3, timedelta(minutes=1)), "a")
    limits.spend(limits.Limit("test", 3, timedelta(minutes=1)), "b")
    Counter.objects.filter(pk=Counter.objects.first().pk).update(ends_at=clock.now())
    for name, days in (("over", -1), ("lives", 1)):
        expires = clock.now() + timedelta(days=days)
        Session.objects.create(session_key=name, session_data="", expire_date=expires)
    sweep(timestamp=0)
    assert Counter.objects.count() == 1
    assert [session.session_key for session in Session.objects.all()] == ["lives"]
