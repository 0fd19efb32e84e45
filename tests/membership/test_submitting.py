"""Tests for submission: it is done once, and its result does not reveal who is registered."""

import re
import uuid

import pytest
from django.conf import settings

from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.models import Event, SealedFile
from rontal.membership import errors, services
from rontal.membership.models import Application, Consent, Draft
from rontal.membership.policies import NonResidents
from rontal.membership.states import ApplicationState
from tests.support.membership import factories
from tests.support.policies import with_policies

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()


def send(draft: Draft, key: str = "") -> services.Submission:
    return services.submit(draft_id=draft.pk, key=key or uuid.uuid4().hex, actor=VISITOR)


def duplicates() -> list[tuple[str, str, str]]:
    rows = Event.objects.filter(name="application:duplicate").order_by("pk")
    return [(row.subject_type, row.subject_id, row.data["kind"]) for row in rows]


def test_application_contains_the_sent_values_and_the_draft_is_deleted() -> None:
    draft = factories.draft()

    answer = send(draft)

    application = Application.objects.get(code=answer.code)
    assert application.state == ApplicationState.AWAITING_ACTIVATION
    assert application.card_photo == draft.card_photo
    assert application.details.reveal()["village"] == "Dajan Peken"
    assert application.resident
    assert not Draft.objects.exists()
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", answer.code)


def test_number_is_nowhere_stored_in_plain_text() -> None:
    number = factories.nik()
    application = factories.submitted(factories.values(number=number))

    row = Application.objects.filter(pk=application.pk).values().get()
    assert number not in str({k: v for k, v in row.items() if k != "details"})
    assert number.encode() not in application.details.data
    assert not Event.objects.filter(data__icontains=number).exists()


def test_sending_again_gives_the_same_answer() -> None:
    draft, key = factories.draft(), uuid.uuid4().hex

    answers = {send(draft, key), send(draft, key), send(draft, "another key")}

    assert len(answers) == 1
    assert Application.objects.count() == 1
    assert Event.objects.filter(name="application:submitted").count() == 1


def test_same_key_gives_the_same_answer_even_for_another_draft() -> None:
    first = send(factories.draft(), "key")
    other = factories.draft()

    assert send(other, "key") == first
    assert Application.objects.count() == 1
    assert Draft.objects.filter(pk=other.pk).exists()


def test_incomplete_draft_is_refused_and_remains() -> None:
    draft = factories.draft(factories.values(name=""), slots="card")

    with pytest.raises(Invalid) as caught:
        send(draft)

    assert caught.value.fields == {"name": "field_required", "face": "photo_face_missing"}
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_an_unknown_draft_is_not_found() -> None:
    with pytest.raises(NotFound):
        services.submit(draft_id=uuid.uuid4(), key="x", actor=VISITOR)


def test_number_of_a_member_gets_the_same_answer_and_the_member_is_notified() -> None:
    number = factories.nik()
    member = factories.member(factories.values(number=number))
    email = member.application.email.upper()
    draft = factories.draft(factories.values(number=number, email=email))

    answer = send(draft)

    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", answer.code)
    assert answer == send(draft)
    assert duplicates() == [("membership.member", str(member.pk), "member")]
    assert Application.objects.count() == 1
    assert SealedFile.objects.get(pk=draft.card_photo_id).erased_at is not None


@pytest.mark.parametrize("stage", ["activated", "in_review", "needs_correction"])
def test_number_of_an_open_application_gets_the_same_answer(stage: str) -> None:
    number = factories.nik()
    existing = getattr(factories, stage)(factories.values(number=number))

    send(factories.draft(factories.values(number=number, email=existing.email)))

    assert duplicates() == [("membership.application", str(existing.pk), "application")]
    assert Application.objects.count() == 1


def test_unactivated_application_is_replaced() -> None:
    number = factories.nik()
    mistyped = factories.submitted(factories.values(number=number, email="sari@contoh.example"))
    link = factories.token(mistyped)

    again = factories.submitted(factories.values(number=number, email="Sari@contoh.example"))

    mistyped.refresh_from_db()
    assert mistyped.state == ApplicationState.LAPSED
    assert again.state == ApplicationState.AWAITING_ACTIVATION
    assert duplicates() == []
    lapsed = Event.objects.get(name="application:lapsed")
    assert lapsed.data["why"] == "superseded"
    with pytest.raises(errors.LinkOver):
        services.activate(token=link, password=factories.PASSWORD, actor=VISITOR)


def test_stranger_with_the_number_of_a_member_gets_the_same_answer_and_the_member_is_notified() -> (
    None
):
    number = factories.nik()
    member = factories.member(factories.values(number=number))

    other = factories.submitted(factories.values(number=number, email="lain@contoh.example"))

    assert other.state == ApplicationState.AWAITING_ACTIVATION
    assert duplicates() == [("membership.member", str(member.pk), "member")]
    in_review = services.finish_checking(
        application_id=services.activate(
            token=factories.token(other), password=factories.PASSWORD, actor=VISITOR
        ).pk,
        actor=factories.SYSTEM,
    )
    with pytest.raises(errors.AlreadyMember):
        services.approve(application_id=in_review.pk, actor=factories.clerk())


def test_stranger_cannot_end_an_unactivated_application() -> None:
    number = factories.nik()
    own = factories.submitted(factories.values(number=number))

    factories.submitted(factories.values(number=number, email="lain@contoh.example"))

    own.refresh_from_db()
    assert own.state == ApplicationState.AWAITING_ACTIVATION


def test_a_family_shares_an_address() -> None:
    first = factories.submitted(factories.values(email="keluarga@contoh.example"))
    second = factories.submitted(factories.values(email="Keluarga@contoh.example"))

    assert {first.state, second.state} == {ApplicationState.AWAITING_ACTIVATION}
    shared = Event.objects.filter(name="application:submitted").order_by("pk")
    assert [event.data["address_known"] for event in shared] == [False, True]


def test_person_may_apply_again_after_an_end() -> None:
    number = factories.nik()
    rejected = factories.in_review(factories.values(number=number))
    services.reject(
        application_id=rejected.pk, reason="identity_invalid", words="", actor=factories.clerk()
    )

    again = factories.activated(factories.values(number=number))

    assert again.state == ApplicationState.CHECKING


def test_consents_are_recorded_by_purpose_and_version() -> None:
    application = factories.submitted(factories.values(consent_news="1"))

    rows = Consent.objects.filter(application=application)
    assert {(row.purpose, row.by) for row in rows} == {
        ("membership", "applicant"),
        ("face_comparison", "applicant"),
        ("news", "applicant"),
    }
    assert {row.text_version for row in rows} == {"2026-11"}
    assert Event.objects.filter(name="consent:given").count() == 3


def test_library_closed_to_non_residents_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = factories.draft(factories.values(regency="5171", district="517101"))
    library = with_policies(settings.LIBRARY, non_residents=NonResidents.CLOSED)
    monkeypatch.setattr(settings, "LIBRARY", library)

    with pytest.raises(errors.RegistrationClosed):
        send(draft)


def test_events_carry_no_personal_data() -> None:
    typed = factories.values(name="Nama Rahasia", email="rahasia@contoh.example")
    factories.member(typed)

    everything = str(list(Event.objects.values_list("data", flat=True)))
    for value in ("Nama", "rahasia", typed["number"], "Melati", factories.PASSWORD):
        assert value not in everything
