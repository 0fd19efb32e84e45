"""Tests for registration at the counter: recorded facts, consent on paper, duplicates."""

import io
from datetime import date, timedelta

import pytest
import time_machine

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotAllowed, NotFound
from rontal.core.models import Event
from rontal.membership import services
from rontal.membership.errors import AlreadyApplied, AlreadyMember, FourEyes
from rontal.membership.figures.models import RegistrationFact
from rontal.membership.models import Application, Consent, Draft, Guardian, Member
from rontal.membership.selectors import counter_draft, counter_faults, today
from rontal.membership.visits import CounterVisit
from rontal.standard.steps.models import StepTime
from tests.support.membership import factories
from tests.support.membership.counter import begun, registered
from tests.support.membership.factories import SYSTEM, child_values, clerk, values
from tests.support.policies import with_policies

pytestmark = pytest.mark.django_db


def names(application: Application) -> list[str]:
    rows = Event.objects.filter(subject_id=str(application.pk))
    rows = rows.filter(subject_type="membership.application")
    return list(rows.order_by("pk").values_list("name", flat=True))


def test_person_without_address_and_photos_becomes_a_member_at_the_counter():
    application, actor = registered()
    assert (application.origin, application.state) == ("counter", "checking")
    assert application.user is not None
    assert not application.user.has_usable_password()
    services.finish_checking(application_id=application.pk, actor=SYSTEM)
    member = services.approve(application_id=application.pk, actor=actor)
    assert User.objects.get(pk=application.user_id).login_name == member.number
    visit = CounterVisit.objects.get()
    assert (visit.staff_id, visit.saw_card, visit.in_person) == (actor.id, True, True)
    assert names(application) == [
        "consent:given",
        "consent:given",
        "application:registered",
        "application:card_seen",
        "application:verified_in_person",
        "application:checking_finished",
        "application:approved",
    ]


def test_paper_consents_record_date_and_clerk():
    day = (today() - timedelta(days=3)).isoformat()
    application, actor = registered(paper_signed_on=day)
    consents = Consent.objects.filter(application=application)
    assert {one.purpose for one in consents} == {"membership", "face_comparison"}
    for one in consents:
        assert (one.form, one.signed_on, one.noted_by_id) == (
            "paper",
            date.fromisoformat(day),
            actor.id,
        )
    event = Event.objects.filter(name="consent:given").first()
    assert event is not None
    assert event.data["form"] == "paper"


def test_online_consent_is_recorded_as_given_on_screen():
    application = factories.submitted()
    assert {one.form for one in Consent.objects.filter(application=application)} == {"screen"}


def test_child_needs_the_signature_of_the_guardian_and_then_no_mail():
    actor = clerk()
    typed = child_values(email="", guardian_email="")
    draft = begun(actor, typed)
    assert counter_faults(draft) == {"paper_guardian_signed": "guardian_must_sign"}
    with pytest.raises(Invalid):
        services.register_at_counter(draft_id=draft.pk, actor=actor)
    application, actor = registered(
        child_values(email="", guardian_email=""), paper_guardian_signed="1"
    )
    guardian = Guardian.objects.get(application=application)
    assert guardian.consented_at is not None
    assert guardian.decides
    assert guardian.details.reveal()["name"] == "Ni Ketut Ayu"
    by = {(one.by, one.form) for one in Consent.objects.filter(application=application)}
    assert by == {("applicant", "paper"), ("guardian", "paper")}
    assert "guardian:asked" not in names(application)
    services.finish_checking(application_id=application.pk, actor=SYSTEM)
    services.approve(application_id=application.pk, actor=actor)
    assert Member.objects.count() == 1


@pytest.mark.parametrize("name", ["guardian_name", "guardian_relation"])
def test_guardian_needs_name_and_relation(name):
    actor = clerk()
    typed = child_values(email="", guardian_email="") | {name: ""}
    draft = begun(actor, typed, paper_guardian_signed="1")
    assert counter_faults(draft) == {name: "field_required"}


@pytest.mark.parametrize(
    ("noted", "fault"),
    [
        ({"paper_signed_on": ""}, {"paper_signed_on": "field_required"}),
        ({"paper_signed_on": "2026-13-01"}, {"paper_signed_on": "field_required"}),
        ({"paper_signed_on": "2999-01-01"}, {"paper_signed_on": "paper_in_future"}),
        ({"paper_signed_on": "2020-01-01"}, {"paper_signed_on": "paper_too_old"}),
        ({"saw_card": ""}, {"saw_card": "card_not_seen"}),
    ],
)
def test_facts_that_the_clerk_must_record(noted, fault):
    assert counter_faults(begun(clerk(), **noted)) == fault


def test_consent_to_the_membership_is_needed_on_paper_too():
    typed = values(email="", consent_membership="")
    assert counter_faults(begun(clerk(), typed)) == {"consent_membership": "consent_needed"}


def test_with_both_photos_the_clerk_need_not_tick_that_the_card_was_seen():
    actor = clerk()
    draft = begun(actor, saw_card="")
    for slot in ("card", "face"):
        services.attach_photo(
            draft_id=draft.pk, slot=slot, content=io.BytesIO(factories.picture()), actor=actor
        )
    assert Event.objects.filter(name="draft:photo_added", actor_id=actor.id).count() == 2
    services.register_at_counter(draft_id=draft.pk, actor=actor)
    assert not CounterVisit.objects.get().saw_card
    assert "application:card_seen" not in names(Application.objects.get())


def test_existing_member_is_not_registered_again():
    typed = values(email="")
    factories.member(values(number=typed["number"]))
    actor = clerk()
    draft = begun(actor, typed)
    with pytest.raises(AlreadyMember):
        services.register_at_counter(draft_id=draft.pk, actor=actor)
    assert Draft.objects.filter(pk=draft.pk).exists()
    assert Application.objects.count() == 1


def test_open_application_is_named_and_an_unactivated_one_is_replaced():
    typed = values()
    waiting = factories.submitted(typed)
    application, actor = registered(typed | {"email": ""})
    waiting.refresh_from_db()
    assert waiting.state == "lapsed"
    assert application.state == "checking"
    with pytest.raises(AlreadyApplied) as refused:
        services.register_at_counter(
            draft_id=begun(actor, typed | {"email": "lain@contoh.example"}).pk, actor=actor
        )
    assert refused.value.params == {"code": application.code}


def test_pressing_twice_creates_one_application():
    actor = clerk()
    draft = begun(actor)
    first = services.register_at_counter(draft_id=draft.pk, actor=actor)
    assert services.register_at_counter(draft_id=draft.pk, actor=actor) == first
    assert Application.objects.count() == 1


def test_with_an_address_the_mail_goes_out_unless_the_clerk_verifies_in_person():
    application, _actor = registered(values())
    assert application.state == "awaiting_activation"
    assert "application:submitted" in names(application)
    token = factories.token(application)
    services.activate(token=token, password=factories.PASSWORD, actor=Actor.visitor())
    application.refresh_from_db()
    assert application.state == "checking"
    registered_application, _actor = registered(values(), in_person="1")
    assert registered_application.state == "checking"
    assert "application:submitted" not in names(registered_application)


def test_four_eyes_policy_requires_another_clerk_to_decide(settings):
    settings.LIBRARY = with_policies(settings.LIBRARY, counter_four_eyes=True)
    application, actor = registered()
    services.finish_checking(application_id=application.pk, actor=SYSTEM)
    with pytest.raises(FourEyes):
        services.approve(application_id=application.pk, actor=actor)
    services.approve(application_id=application.pk, actor=clerk())
    assert Member.objects.count() == 1


def test_registrations_at_the_counter_are_excluded_from_the_promise():
    application, actor = registered()
    services.finish_checking(application_id=application.pk, actor=SYSTEM)
    services.approve(application_id=application.pk, actor=actor)
    assert not StepTime.objects.exists()
    facts = RegistrationFact.objects.values_list("origin", "moment")
    assert ("counter", "sent") in facts


@pytest.mark.parametrize(
    "who", [Actor.visitor(), SYSTEM, Actor.person(1), Actor.staff(1, frozenset({Role.LIBRARIAN}))]
)
def test_only_clerks_register(who):
    draft = begun(clerk())
    with pytest.raises(NotAllowed):
        services.start_counter_draft(language="id", actor=who)
    with pytest.raises(NotAllowed):
        services.register_at_counter(draft_id=draft.pk, actor=who)


def test_draft_belongs_to_its_clerk_and_online_drafts_to_none():
    draft = begun(clerk())
    with pytest.raises(NotFound):
        counter_draft(draft.pk, clerk())
    with pytest.raises(NotFound):
        services.register_at_counter(draft_id=draft.pk, actor=clerk())
    online = factories.draft()
    with pytest.raises(NotFound):
        counter_draft(online.pk, clerk())


def test_online_form_cannot_claim_that_a_clerk_saw_the_card():
    draft = services.start_draft(language="id")
    services.save_draft(draft_id=draft.pk, changes={"saw_card": "1", "name": "Ni Luh"})
    assert Draft.objects.get(pk=draft.pk).data.reveal() == {"name": "Ni Luh"}


def test_namesake_without_address_remains_able_to_sign_in():
    first, actor = registered(values(email="", name="I Made Sama"))
    services.finish_checking(application_id=first.pk, actor=SYSTEM)
    services.reject(application_id=first.pk, reason="other", words="x", actor=actor)
    registered(values(email="", name="I Made Sama"))
    assert User.objects.get(pk=first.user_id).is_active


def test_abandoned_draft_at_the_counter_is_deleted():
    begun(clerk())
    with time_machine.travel(clock.now() + timedelta(days=8)):
        assert services.sweep_drafts() == 1


def test_correction_of_a_person_without_address_needs_neither_address_nor_photo():
    application, actor = registered()
    services.finish_checking(application_id=application.pk, actor=SYSTEM)
    services.ask_correction(
        application_id=application.pk, reasons=["name_differs"], words="", actor=actor
    )
    applicant = factories.applicant(application)
    draft = services.start_correction(application_id=application.pk, actor=applicant)
    services.save_draft(draft_id=draft.pk, changes={"name": "Ni Wayan Sari Dewi"})
    services.correct(application_id=application.pk, actor=applicant)
    application.refresh_from_db()
    assert (application.state, application.name) == ("checking", "Ni Wayan Sari Dewi")


def test_activation_and_mail_at_the_counter_are_not_measured_either():
    from rontal.notifications import step_measurements

    application, _actor = registered(values())
    token = factories.token(application)
    services.activate(token=token, password=factories.PASSWORD, actor=Actor.visitor())
    step_measurements.measure_activation(application_id=application.pk)
    assert not StepTime.objects.exists()
    online = factories.activated()
    step_measurements.measure_activation(application_id=online.pk)
    assert {row.step for row in StepTime.objects.all()} == {"form", "activation"}
