"""Tests that faces are compared only with consent, also when it is given or withdrawn later."""

import pytest

from rontal.core.models import Event
from rontal.membership import services as applications
from rontal.membership.models import Application
from rontal.membership.rules.kinds import ConsentPurpose
from rontal.verification import codes, registry, selectors, services, tasks
from rontal.verification.checks import faces
from rontal.verification.models import Finding, PhotoReading
from rontal.verification.rules import Outcome, Recommendation
from rontal.verification.subject import Subject
from tests.support.membership import factories as membership
from tests.support.verification import factories

pytestmark = pytest.mark.django_db
FACES = ConsentPurpose.FACE_COMPARISON


def finding_codes(application: Application) -> set[str]:
    rows = Finding.objects.filter(examination__application=application)
    return set(rows.values_list("code", flat=True))


def latest(application: Application) -> set[str]:
    report = selectors.latest_report(application.pk)
    return {outcome.code for outcome in report.outcomes}


def withdraw_consent(application: Application) -> None:
    applications.withdraw_consent(
        application_id=application.pk, purpose=FACES, actor=membership.applicant(application)
    )
    tasks.heed_consent(Event.objects.filter(name="consent:withdrawn").latest("pk"))


def give_consent(application: Application) -> None:
    applications.give_consent(
        application_id=application.pk, purpose=FACES, actor=membership.applicant(application)
    )
    tasks.heed_consent(Event.objects.filter(name="consent:given").latest("pk"))


def test_every_outcome_of_a_comparison_is_marked_as_one() -> None:
    assert {code for code, _level in faces.COMPARED.values()} == codes.COMPARISONS


def test_comparison_is_erased_when_the_consent_is_withdrawn() -> None:
    application = factories.examined(factories.typed(consent_face_comparison="1"))
    assert finding_codes(application) & codes.COMPARISONS
    assert "face" in PhotoReading.objects.get(file=application.card_photo).found.reveal()
    withdraw_consent(application)
    assert not finding_codes(application) & codes.COMPARISONS
    assert "face_not_compared" in latest(application)
    assert "face" not in PhotoReading.objects.get(file=application.card_photo).found.reveal()


def test_consent_given_later_is_used() -> None:
    application = factories.examined(factories.typed(consent_face_comparison=""))
    assert "face_not_compared" in latest(application)
    give_consent(application)
    assert latest(application) & codes.COMPARISONS


def test_consent_to_something_else_changes_nothing() -> None:
    application = factories.examined(factories.typed(consent_face_comparison="1"))
    runs = application.examinations.count()
    applications.withdraw_consent(
        application_id=application.pk,
        purpose=ConsentPurpose.NEWS,
        actor=membership.applicant(application),
    )
    for event in Event.objects.filter(name__startswith="consent:"):
        if event.data["purpose"] != FACES:
            tasks.heed_consent(event)
    assert finding_codes(application) & codes.COMPARISONS
    assert application.examinations.count() == runs


def test_comparison_running_while_consent_is_withdrawn_is_not_stored(monkeypatch) -> None:
    application = factories.checking(factories.typed(consent_face_comparison="1"))
    person = membership.applicant(application)
    checks = dict(registry.all_checks())

    def slow(subject: Subject) -> list[Outcome]:
        compared = list(checks["face"](subject))
        applications.withdraw_consent(application_id=application.pk, purpose=FACES, actor=person)
        return compared

    monkeypatch.setattr(registry, "all_checks", lambda: checks | {"face": slow})
    services.examine(application_id=application.pk, actor=tasks.EXAMINER)
    assert not finding_codes(application) & codes.COMPARISONS
    report = selectors.latest_report(application.pk)
    assert "face_not_compared" in latest(application)
    assert report.examination.recommendation != Recommendation.APPROVE
    assert "face" not in PhotoReading.objects.get(file=application.card_photo).found.reveal()


def test_withdrawal_erases_comparisons_of_decided_cases_too() -> None:
    application = factories.examined(factories.typed(consent_face_comparison="1"))
    applications.approve(application_id=application.pk, actor=membership.clerk())
    application.refresh_from_db()
    withdraw_consent(application)
    assert not finding_codes(application) & codes.COMPARISONS
