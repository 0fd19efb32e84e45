"""Tests for corrections: requested by staff, sent by the applicant, with the clock stopped."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, Invalid, NotAllowed, NotFound
from rontal.core.models import Event
from rontal.membership import errors, selectors, services
from rontal.membership.models import Application, Draft
from rontal.membership.states import ApplicationState
from tests.support.membership import factories, pictures

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # 08:00 in Tabanan


def test_reasons_and_text_reach_the_applicant() -> None:
    application = factories.needs_correction()

    shown = selectors.application_for_person(application.user_id)
    assert shown.state == ApplicationState.NEEDS_CORRECTION
    assert shown.decision_reasons == ["photo_card_unreadable"]
    assert shown.decision_words == "Foto kartu gelap."


@pytest.mark.parametrize("reasons", [[], ["nonsense"], ["other", "nonsense"]])
def test_correction_needs_known_reasons(reasons: list[str]) -> None:
    application = factories.in_review()

    with pytest.raises(errors.NoSuchReason):
        services.ask_correction(
            application_id=application.pk, reasons=reasons, words="", actor=factories.clerk()
        )


def test_a_corrected_application_is_checked_again() -> None:
    application = factories.needs_correction()
    person = factories.applicant(application)
    draft = services.start_correction(application_id=application.pk, actor=person)
    assert selectors.draft_values(draft)["name"] == "Ni Wayan Sari"
    former = application.card_photo
    services.attach_photo(
        draft_id=draft.pk, slot="card", content=io.BytesIO(pictures.encoded("PNG"))
    )
    services.save_draft(draft_id=draft.pk, changes={"name": "Ni Wayan Sari Dewi"})
    assert former is not None
    former.refresh_from_db()
    assert former.erased_at is None

    corrected = services.correct(application_id=application.pk, actor=person)

    assert corrected.state == ApplicationState.CHECKING
    assert corrected.name == "Ni Wayan Sari Dewi"
    assert corrected.face_photo == application.face_photo
    assert corrected.card_photo != former
    former.refresh_from_db()
    assert former.erased_at is not None
    assert not Draft.objects.exists()
    form = selectors.details(corrected, actor=factories.SYSTEM, reason="test")
    assert form.name == "Ni Wayan Sari Dewi"


def test_changes_can_be_sent_without_a_draft() -> None:
    application = factories.needs_correction()

    corrected = services.correct(
        application_id=application.pk,
        changes={"street": "Jl. Kenanga No. 9"},
        actor=factories.applicant(application),
    )

    assert corrected.details.reveal()["street"] == "Jl. Kenanga No. 9"
    assert corrected.card_photo == application.card_photo


def test_unfinished_correction_is_resumed() -> None:
    application = factories.needs_correction()
    person = factories.applicant(application)

    first = services.start_correction(application_id=application.pk, actor=person)
    services.save_draft(draft_id=first.pk, changes={"village": "Bongan"})
    again = services.start_correction(application_id=application.pk, actor=person)

    assert again.pk == first.pk
    assert selectors.draft_values(again)["village"] == "Bongan"


def test_abandoned_correction_is_deleted_but_not_the_photos_of_the_application() -> None:
    application = factories.needs_correction()
    draft = services.start_correction(
        application_id=application.pk, actor=factories.applicant(application)
    )
    with time_machine.travel(draft.expires_at + timedelta(minutes=1), tick=False):
        assert services.sweep_drafts() == 1

    assert application.card_photo is not None
    application.card_photo.refresh_from_db()
    assert application.card_photo.erased_at is None


def test_expired_correction_starts_anew() -> None:
    application = factories.needs_correction()
    person = factories.applicant(application)
    abandoned = services.start_correction(application_id=application.pk, actor=person)
    services.attach_photo(
        draft_id=abandoned.pk, slot="card", content=io.BytesIO(pictures.encoded("PNG"))
    )
    photo = Draft.objects.select_related("card_photo").get(pk=abandoned.pk).card_photo

    with time_machine.travel(abandoned.expires_at + timedelta(hours=1), tick=False):
        again = services.start_correction(application_id=application.pk, actor=person)

    assert again.pk != abandoned.pk
    assert again.card_photo == application.card_photo
    assert photo is not None
    photo.refresh_from_db()
    assert photo.erased_at is not None


def test_a_correction_is_not_sent_as_a_new_application() -> None:
    application = factories.needs_correction()
    draft = services.start_correction(
        application_id=application.pk, actor=factories.applicant(application)
    )

    with pytest.raises(NotFound):
        services.submit(draft_id=draft.pk, key="x", actor=Actor.visitor())


def test_only_the_applicant_corrects() -> None:
    application = factories.needs_correction()

    for actor in (Actor.person(10**6), Actor.visitor(), factories.clerk()):
        with pytest.raises(NotFound):
            services.correct(application_id=application.pk, changes={}, actor=actor)
        with pytest.raises(NotFound):
            services.start_correction(application_id=application.pk, actor=actor)


def test_only_clerks_request_corrections() -> None:
    application = factories.in_review()

    for actor in (Actor.visitor(), factories.applicant(application), factories.SYSTEM):
        with pytest.raises(NotAllowed):
            services.ask_correction(
                application_id=application.pk, reasons=["other"], words="", actor=actor
            )


def test_corrections_need_a_request() -> None:
    application = factories.in_review()

    with pytest.raises(IllegalTransition):
        services.correct(
            application_id=application.pk, changes={}, actor=factories.applicant(application)
        )


def test_invalid_correction_is_refused_and_remains() -> None:
    application = factories.needs_correction()
    person = factories.applicant(application)

    with pytest.raises(Invalid) as caught:
        services.correct(application_id=application.pk, changes={"number": "12"}, actor=person)

    assert caught.value.fields == {"number": "nik_16_digits"}
    assert Application.objects.get(pk=application.pk).state == ApplicationState.NEEDS_CORRECTION


def test_address_and_consents_cannot_be_corrected() -> None:
    application = factories.needs_correction()

    corrected = services.correct(
        application_id=application.pk,
        changes={"email": "lain@contoh.example", "consent_news": "1", "consent_membership": ""},
        actor=factories.applicant(application),
    )

    details = corrected.details.reveal()
    assert (details["email"], corrected.email) == (application.email, application.email)
    assert (details["consent_news"], details["consent_membership"]) == ("", "1")


def test_number_of_another_person_is_left_to_the_library() -> None:
    other_number = factories.nik()
    factories.activated(factories.values(number=other_number))
    of_member = factories.nik()
    factories.member(factories.values(number=of_member))
    application = factories.needs_correction()

    for number in (other_number, of_member):
        with pytest.raises(errors.NumberNeedsLibrary):
            services.correct(
                application_id=application.pk,
                changes={"number": number},
                actor=factories.applicant(application),
            )


def test_clock_stops_while_the_applicant_corrects() -> None:
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        application = factories.in_review()
        assert application.due_at == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
        traveller.shift(timedelta(hours=2))
        waiting = services.ask_correction(
            application_id=application.pk, reasons=["other"], words="", actor=factories.clerk()
        )
        assert waiting.working_seconds_used == 2 * 3600
        assert (waiting.clock_started_at, waiting.due_at) == (None, None)

        traveller.shift(timedelta(days=1))  # Wednesday, 10:00 in Tabanan
        assert selectors.working_time_used(waiting) == timedelta(hours=2)
        corrected = services.correct(
            application_id=application.pk, actor=factories.applicant(application)
        )

        # Six of eight hours remain: 10:00-12:00 and 13:00-16:30, and 30 minutes on Thursday.
        assert corrected.due_at == datetime(2026, 11, 26, 0, 0, tzinfo=UTC)
        traveller.shift(timedelta(hours=1))
        assert selectors.working_time_used(corrected) == timedelta(hours=3)


def test_application_without_answer_lapses_after_30_days() -> None:
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        application = factories.needs_correction()
        traveller.shift(timedelta(days=29))
        assert services.lapse_overdue() == 0
        traveller.shift(timedelta(days=1, minutes=1))
        assert services.lapse_overdue() == 1
        assert services.lapse_overdue() == 0

    application.refresh_from_db()
    assert application.state == ApplicationState.LAPSED
    assert Event.objects.get(name="application:lapsed").data["why"] == "overdue"


def test_new_guardian_is_asked_for_consent_and_the_old_link_is_void() -> None:
    application = factories.needs_correction(factories.child_values())
    old = factories.token(application, "guardian")

    services.correct(
        application_id=application.pk,
        changes={"guardian_email": "ayah@contoh.example", "guardian_relation": "father"},
        actor=factories.applicant(application),
    )

    assert Event.objects.filter(name="guardian:asked").count() == 2
    with pytest.raises(errors.LinkUsed):
        services.guardian_consent(token=old, actor=Actor.visitor())
    services.finish_checking(application_id=application.pk, actor=factories.SYSTEM)
    with pytest.raises(errors.GuardianMissing):
        services.approve(application_id=application.pk, actor=factories.clerk())


def test_corrected_birth_date_may_require_a_guardian() -> None:
    application = factories.needs_correction()
    birth = date(2010, 5, 17)

    with pytest.raises(Invalid):
        services.correct(
            application_id=application.pk,
            changes={"birth_date": birth.isoformat()},
            actor=factories.applicant(application),
        )
    child = factories.child_values(birth, identity_kind="ktp")
    services.correct(
        application_id=application.pk, changes=child, actor=factories.applicant(application)
    )

    assert Event.objects.filter(name="guardian:asked").count() == 1
