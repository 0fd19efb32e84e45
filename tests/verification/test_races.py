"""Race of two examinations, with a control that removes the guard and shows the race."""

import pytest
from django.db import IntegrityError

from rontal.membership.models import Application
from rontal.verification import selectors, services
from rontal.verification.models import Examination
from rontal.verification.tasks import EXAMINER
from tests.support.idcard import pictures
from tests.support.races.threads import Moment, together
from tests.support.verification import factories

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def examine(application):
    return lambda: services.examine(application_id=application.pk, actor=EXAMINER)


def examined_twice_at_once(monkeypatch):
    application = factories.checking()
    moment = Moment()
    monkeypatch.setattr(selectors, "latest_report", moment.after(selectors.latest_report))
    return application, together(examine(application), examine(application))


def test_two_examinations_at_once_are_recorded_once(monkeypatch):
    application, results = examined_twice_at_once(monkeypatch)
    assert [type(result) for result in results] == [Examination, Examination]
    assert Examination.objects.filter(application=application).count() == 1
    names = factories.events_of(application)
    assert names.count("application:examined") == 1
    assert names.count("application:checking_finished") == 1
    assert Application.objects.get(pk=application.pk).state == "in_review"


def test_control_without_the_lock_the_constraint_decides(monkeypatch):
    monkeypatch.setattr(services, "_lock", lambda application: None)
    application, results = examined_twice_at_once(monkeypatch)
    assert IntegrityError in [type(result) for result in results]
    assert Examination.objects.filter(application=application).count() == 1


def same_photo_at_once(monkeypatch, remember) -> set[str]:
    face = pictures.face_photo(3)
    first = factories.checking(face=face)
    second = factories.checking(index=1, face=pictures.recoded(face))
    monkeypatch.setattr(services, "_remember_photos", Moment().after(remember))
    for result in together(examine(first), examine(second)):
        assert isinstance(result, Examination), repr(result)
    reports = [selectors.latest_report(application.pk) for application in (first, second)]
    return {outcome.code for report in reports for outcome in report.worrying}


def test_one_of_two_examined_at_once_with_the_same_photo_sees_the_other(monkeypatch):
    assert "photo_elsewhere" in same_photo_at_once(monkeypatch, services._remember_photos)


def test_control_without_storing_first_neither_is_seen(monkeypatch):
    assert "photo_elsewhere" not in same_photo_at_once(monkeypatch, lambda subject: None)
