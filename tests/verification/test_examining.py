"""Tests of examinations: findings, recommendation, and handing over to staff."""

import io
import logging
from datetime import timedelta

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotAllowed
from rontal.core.models import Event, SealedFile
from rontal.membership import services as applications
from rontal.membership.models import Application
from rontal.verification import registry, selectors, services, tasks
from rontal.verification.models import Examination, PhotoHash
from rontal.verification.rules import CORRECTIONS, Level, Outcome, Recommendation
from tests.support.idcard import pictures
from tests.support.membership import factories as membership
from tests.support.verification import factories

pytestmark = pytest.mark.django_db


def report_of(application):
    return selectors.latest_report(application.pk)


def worrying_outcomes(application) -> dict[str, Outcome]:
    return {outcome.code: outcome for outcome in report_of(application).worrying}


def job_of(application):
    """Returns the queued job of the examination."""
    event = Event.objects.get(name="application:activated", subject_id=str(application.pk))
    return ProcrastinateJob.objects.filter(queue_name="machine", args__event_id=event.pk)


def leave_to_staff(*, after) -> None:
    with time_machine.travel(clock.now() + after):
        tasks.leave_to_staff(timestamp=0)


def test_spotless_application_reaches_the_desk_with_advice_to_approve():
    people = (factories.examined(index=index) for index in range(6))
    application = next(one for one in people if not worrying_outcomes(one))
    assert application.state == "in_review"
    assert report_of(application).examination.recommendation == Recommendation.APPROVE
    assert "application:examined" in factories.events_of(application)


def test_repeated_examination_finds_the_same_and_records_nothing_more():
    application = factories.examined()
    before = report_of(application)
    again = services.examine(application_id=application.pk, actor=tasks.EXAMINER)
    assert again == before.examination
    assert report_of(application).outcomes == before.outcomes
    assert factories.events_of(application).count("application:examined") == 1


def test_job_of_the_event_examines_and_may_run_twice():
    application = factories.checking()
    event = Event.objects.get(name="application:activated", subject_id=str(application.pk))
    tasks.examine_what_came_in(event)
    tasks.examine_what_came_in(event)
    assert Application.objects.get(pk=application.pk).state == "in_review"
    assert Examination.objects.filter(application=application).count() == 1


def test_child_waiting_for_the_guardian_is_not_examined():
    application = membership.activated(membership.child_values())
    event = Event.objects.get(name="application:activated", subject_id=str(application.pk))
    tasks.examine_what_came_in(event)
    assert report_of(application) is None


def test_corrected_application_is_examined_again():
    application = factories.examined(face=pictures.blurred(pictures.face_photo(0)))
    assert "face_blurred" in worrying_outcomes(application)
    assert report_of(application).examination.recommendation == Recommendation.ASK_CORRECTION
    applications.ask_correction(
        application_id=application.pk,
        reasons=["photo_face_unclear"],
        words="",
        actor=membership.clerk(),
    )
    person = membership.applicant(application)
    draft = applications.start_correction(application_id=application.pk, actor=person)
    content = io.BytesIO(pictures.encoded(pictures.face_photo(0)))
    applications.attach_photo(draft_id=draft.pk, slot="face", content=content)
    applications.correct(application_id=application.pk, actor=person)
    event = Event.objects.get(name="application:corrected", subject_id=str(application.pk))
    tasks.examine_what_came_in(event)
    assert "face_blurred" not in worrying_outcomes(application)
    assert report_of(application).examination.run == 2


@pytest.mark.whole
def test_same_photo_of_another_application_is_found_in_another_form():
    first = factories.examined()
    reused = pictures.cropped(pictures.recoded(pictures.face_photo(0)))
    second = factories.examined(index=1, face=reused)
    worry = worrying_outcomes(second)["photo_elsewhere"]
    assert worry.level is Level.FAIL
    assert worry.evidence["application"] == first.code
    assert worry.evidence["slot"] == "face"
    assert report_of(second).examination.recommendation == Recommendation.LOOK_CLOSER


@pytest.mark.whole
def test_cards_of_different_people_are_not_confused():
    applications = [
        factories.examined(index=index, card=pictures.scan(index)) for index in range(3)
    ]
    for application in applications:
        assert "photo_elsewhere" not in worrying_outcomes(application)


@pytest.mark.whole
def test_card_and_face_must_be_different_photos():
    photo = pictures.face_photo(2)
    application = factories.examined(card=photo, face=photo)
    assert worrying_outcomes(application)["photo_used_twice"].level is Level.FAIL


def test_rejected_person_who_applies_again_is_reported():
    typed = factories.typed(1)
    first = factories.examined(typed)
    clerk = membership.clerk()
    applications.reject(application_id=first.pk, reason="other", words="", actor=clerk)
    second = factories.examined(typed | {"email": "again@contoh.example"}, index=1)
    worry = worrying_outcomes(second)["identity_elsewhere"]
    assert (worry.level, worry.evidence["application"]) == (Level.WARN, first.code)


def test_member_who_applies_again_is_reported():
    application = factories.checking()
    others = selectors.same_identity(bytes(application.nik_hash), but=application.pk)
    assert others == {}
    member = membership.member()
    others = selectors.same_identity(bytes(member.nik_hash), but=application.pk)
    assert others["member"] == member.number


def test_failing_check_is_unable_and_the_log_contains_no_secret(monkeypatch, caplog):
    def broken(subject):
        raise RuntimeError(f"bad luck with {subject.form.number}")

    checks = dict(registry.all_checks()) | {"nik_structure": broken}
    monkeypatch.setattr(registry, "all_checks", lambda: checks)
    typed = membership.values()
    with caplog.at_level(logging.ERROR):
        application = factories.examined(typed)
    worry = worrying_outcomes(application)["check_unable"]
    assert worry.level is Level.UNABLE
    assert worry.evidence == {"check": "nik_structure", "error": "RuntimeError"}
    assert "nik_structure" in caplog.text
    assert typed["number"] not in caplog.text
    assert report_of(application).examination.recommendation == Recommendation.LOOK_CLOSER
    assert application.state == "in_review"


def test_missing_photo_is_unable():
    application = factories.checking()
    SealedFile.objects.filter(pk=application.card_photo_id).update(erased_at=clock.now())
    services.examine(application_id=application.pk, actor=tasks.EXAMINER)
    unable = {
        outcome.evidence["check"]
        for outcome in report_of(application).worrying
        if outcome.level is Level.UNABLE
    }
    assert unable >= {"photo_quality", "same_photo"}
    assert Application.objects.get(pk=application.pk).state == "in_review"


def test_unexamined_applications_are_left_to_staff():
    application = factories.checking()
    job_of(application).delete()
    leave_to_staff(after=timedelta(minutes=9))
    assert Application.objects.get(pk=application.pk).state == "checking"
    leave_to_staff(after=timedelta(minutes=11))
    leave_to_staff(after=timedelta(minutes=11))
    assert Application.objects.get(pk=application.pk).state == "in_review"
    assert set(worrying_outcomes(application)) == {"examination_failed"}
    services.examine(application_id=application.pk, actor=tasks.EXAMINER)
    assert "examination_failed" not in worrying_outcomes(application)


@pytest.mark.parametrize(
    ("status", "attempts", "state"),
    [
        ("todo", 0, "checking"),
        ("todo", selectors.TRIES - 1, "checking"),
        ("doing", 0, "checking"),
        ("todo", selectors.TRIES, "in_review"),
        ("failed", 1, "in_review"),
        ("succeeded", 1, "in_review"),
    ],
)
def test_long_queue_is_no_reason_to_stop(status, attempts, state):
    application = factories.checking()
    job_of(application).update(status=status, attempts=attempts)
    leave_to_staff(after=timedelta(hours=3))
    assert Application.objects.get(pk=application.pk).state == state


def test_an_application_that_ended_is_not_examined():
    application = factories.checking()
    applications.withdraw(application_id=application.pk, actor=membership.applicant(application))
    assert services.examine(application_id=application.pk, actor=tasks.EXAMINER) is None
    assert report_of(application) is None


def test_only_a_clerk_requests_another_check_and_only_at_the_desk():
    application = factories.checking()
    with pytest.raises(NotAllowed):
        services.ask_examination(application_id=application.pk, actor=Actor.person(1))
    clerk = membership.clerk()
    with pytest.raises(IllegalTransition):
        services.ask_examination(application_id=application.pk, actor=clerk)
    services.examine(application_id=application.pk, actor=tasks.EXAMINER)
    services.ask_examination(application_id=application.pk, actor=clerk)
    assert factories.events_of(application)[-1] == "application:examination_asked"


def test_fingerprint_is_deleted_with_its_photo():
    application = factories.examined()
    assert PhotoHash.objects.filter(application=application).count() == 2
    event = Event(name="file:erased", subject_id=str(application.card_photo_id))
    tasks.forget_photo(event)
    tasks.forget_photo(event)
    assert PhotoHash.objects.filter(application=application).count() == 1


def test_findings_contain_no_personal_value():
    typed = membership.values(
        birth_date="1990-05-18", sex="male", regency="5103", district="510301"
    )
    application = factories.examined(typed | {"number": membership.nik()})
    text = str([outcome.evidence for outcome in report_of(application).outcomes])
    for name in ("number", "name", "birth_date", "email", "phone", "street"):
        assert typed[name] not in text


def test_every_suggested_reason_exists():
    from rontal.membership.rules.kinds import CorrectionReason

    assert set(CORRECTIONS.values()) <= set(CorrectionReason)
