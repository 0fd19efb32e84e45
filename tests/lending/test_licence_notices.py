"""Tests of notices about ending licences: one per licence and reason, in one mail a day."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings

from rontal.core import clock
from rontal.core.models import Event
from rontal.lending import services, stock
from rontal.lending.models import LicenceNotice
from rontal.lending.stock import LicenceFilter
from tests.support.catalogue import factories as catalogue
from tests.support.lending.factories import LIBRARIAN, bought, in_days, lendable, loan
from tests.support.policies import with_policies

pytestmark = pytest.mark.django_db


def notices() -> list[tuple[str, str]]:
    rows = LicenceNotice.objects.order_by("licence__title__title", "kind")
    return list(rows.values_list("licence__title__title", "kind"))


def days_later(days: float):
    return time_machine.travel(clock.now() + timedelta(days=days), tick=False)


def test_time_and_loans_near_their_end_are_recorded_once():
    bought("by_time", catalogue.title("Segera"), ends_at=in_days(29))
    bought("by_time", catalogue.title("Nanti"), ends_at=in_days(40))
    bought("by_loans", catalogue.title("Sedikit"), loans_allowed=5)
    bought("by_loans", catalogue.title("Cukup"), loans_allowed=6)
    bought("by_loans", catalogue.title("Dua Sebab"), loans_allowed=2, ends_at=in_days(3))
    lendable(title=catalogue.title("Selamanya"))
    assert services.warn_of_ends() == 3
    assert notices() == [
        ("Dua Sebab", "loans"),
        ("Dua Sebab", "time"),
        ("Sedikit", "loans"),
        ("Segera", "time"),
    ]
    event = Event.objects.get(name="licence:nearing")
    assert event.data["licences"] == 3
    with days_later(1):
        assert services.warn_of_ends() == 0
    assert Event.objects.filter(name="licence:nearing").count() == 1


def test_one_mail_a_day_collects_later_notices():
    bought("by_time", catalogue.title("Segera"), ends_at=in_days(9))
    assert services.warn_of_ends() == 1
    bought("by_time", catalogue.title("Baru"), ends_at=in_days(9))
    assert services.warn_of_ends() == 0
    with days_later(1):
        assert services.warn_of_ends() == 1
    assert LicenceNotice.objects.values("batch").distinct().count() == 2


def test_licence_lent_down_to_few_loans_is_recorded_then():
    licence = bought("by_loans", loans_allowed=6)
    assert services.warn_of_ends() == 0
    loan(licence.title)
    assert services.warn_of_ends() == 1


def test_policy_of_the_library_defines_near(monkeypatch):
    library = with_policies(settings.LIBRARY, licence_soon_days=3, licence_few_loans=1)
    monkeypatch.setattr(settings, "LIBRARY", library)
    bought("by_time", catalogue.title("Sepuluh Hari"), ends_at=in_days(10))
    last = bought("by_loans", catalogue.title("Satu Pinjaman"), loans_allowed=1)
    assert stock.counts(LIBRARIAN)[LicenceFilter.SOON] == 1
    assert services.warn_of_ends() == 1
    assert LicenceNotice.objects.get().licence == last
