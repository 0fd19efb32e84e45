"""Tests for the anonymous counts of registrations."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from rontal.core.actors import Actor
from rontal.membership import services
from rontal.membership.figures.models import RegistrationFact
from rontal.membership.figures.rules import AgeGroup, age_group, place
from rontal.membership.models import Application
from rontal.membership.rules.form import ApplicationForm
from tests.support.membership import factories

pytestmark = pytest.mark.django_db


def written() -> list[tuple[str, ...]]:
    rows = RegistrationFact.objects.values_list("moment", "origin", "place", "age", "sex")
    return sorted(rows)


def test_application_is_counted_by_place_age_band_and_sex():
    factories.submitted(factories.values(birth_date="2001-05-17"))
    assert written() == [("sent", "online", "510205", "25_34", "female")]


def test_non_residents_are_counted_by_regency_only():
    factories.submitted(factories.values(province="51", regency="5103", district="510301"))
    assert [row[2] for row in written()] == ["5103"]


def test_decision_is_counted_once_beside_the_application():
    case = factories.in_review()
    services.approve(application_id=case.pk, actor=factories.clerk())
    assert [row[0] for row in written()] == ["approved", "sent"]
    assert services.count_registrations() == 0
    assert len(written()) == 2


def test_withdrawn_application_is_counted_before_the_details_are_erased():
    case = factories.in_review()
    services.withdraw(application_id=case.pk, actor=Actor.person(case.user_id))
    case.refresh_from_db()
    assert case.details.reveal() == {}
    assert ("withdrawn", "online", "510205", "35_44", "female") in written()


def test_month_is_in_the_time_zone_of_the_library():
    with time_machine.travel(datetime(2026, 6, 30, 17, tzinfo=UTC), tick=False):
        factories.submitted()  # on the first of July in Tabanan
    assert RegistrationFact.objects.get().month == date(2026, 7, 1)


def test_earlier_applications_are_counted_later_and_erased_ones_as_unknown():
    current, erased, imported = (factories.submitted() for _ in range(3))
    with transaction.atomic():
        forget_facts()
        Application.objects.update(counted=0)
        Application.objects.filter(pk=erased.pk).update(details={})
        Application.objects.filter(pk=imported.pk).update(origin="import")
    assert services.count_registrations() == 3
    assert written() == [
        ("sent", "online", "", "", ""),
        ("sent", "online", "510205", "35_44", "female"),
    ]
    assert services.count_registrations() == 0
    assert current.pk


def test_count_is_immutable():
    factories.submitted()
    for change in (RegistrationFact.objects.all().delete, _to_male):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def _to_male() -> None:
    RegistrationFact.objects.update(sex="male")


def test_counts_reveal_no_person():
    columns = {field.name for field in RegistrationFact._meta.get_fields()}
    assert columns == {"id", "month", "moment", "origin", "place", "age", "sex"}


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_every_age_has_one_band(birth: date, day: date):
    group = age_group(birth, day)
    assert group in list(AgeGroup)
    older = age_group(birth, day.replace(year=day.year + 1, day=min(day.day, 28)))
    order = list(AgeGroup)
    assert order.index(older) >= order.index(group)


@given(st.from_regex(r"\d{6}", fullmatch=True))
def test_distant_place_is_counted_coarsely(district: str):
    form = ApplicationForm(district=district, regency=district[:4])
    assert place(form, "5102") == (district if district.startswith("5102") else district[:4])


def test_counts_add_up_to_the_applications():
    for _ in range(3):
        factories.submitted()
    case = factories.in_review()
    services.reject(application_id=case.pk, reason="other", words="Maaf.", actor=factories.clerk())
    assert Counter(row[0] for row in written()) == {"sent": 4, "rejected": 1}


def forget_facts() -> None:
    """Deletes all counts, as if the applications were from an older release; only tests may do
    this.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE membership_registrationfact")
