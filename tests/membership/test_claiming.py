"""Tests for imported members: invitation, claim and consent."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.member_lists import slims
from rontal.accounts.errors import WeakPassword
from rontal.accounts.models import User
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, Invalid, NotAllowed
from rontal.core.models import Event
from rontal.membership.claiming import services
from rontal.membership.claiming.services import Claim
from rontal.membership.errors import LinkExpired, LinkOver, LinkUsed
from rontal.membership.importing.models import Import, ImportedMember
from rontal.membership.importing.selectors import invitations
from rontal.membership.models import Consent, Guardian, Member
from rontal.membership.rules.form import GuardianForm
from rontal.membership.rules.kinds import Relation
from rontal.membership.selectors import has_consent
from rontal.membership.services import issue_link
from rontal.notifications import registry
from tests.support.membership import factories as membership
from tests.support.membership.importing import factories
from tests.support.membership.importing.tables import membership_closed, table

pytestmark = pytest.mark.django_db
PASSWORD = "daun lontar kering"
VISITOR = Actor.visitor()
CHILD = {"birth_date": "2016-03-02", "pin": ""}
MOTHER = GuardianForm("Ni Ketut Ayu", Relation.MOTHER, "")


def imported(**changes: str) -> Member:
    factories.done(table({"member_email": "sari@contoh.example"} | changes))
    return Member.objects.get()


def token(member: Member) -> str:
    return issue_link(
        application_id=member.application_id, purpose="claim", actor=membership.SYSTEM
    )


def claimed(member: Member, **claim) -> Member:
    claim = Claim(**({"password": PASSWORD} | claim))
    return services.claim(token=token(member), details=claim, actor=VISITOR)


def consents(member: Member) -> set[tuple[str, str]]:
    return set(Consent.objects.filter(application=member.application).values_list("purpose", "by"))


def test_claiming_member_consents_and_may_sign_in():
    member = claimed(imported(), news=True)
    user = User.objects.get(pk=member.user_id)
    assert user.is_active
    assert user.check_password(PASSWORD)
    assert consents(member) == {("membership", "applicant"), ("news", "applicant")}
    assert ImportedMember.objects.get().claimed_at
    assert Event.objects.filter(name="member:claimed").exists()


def test_membership_is_claimed_once():
    member = imported()
    link = token(member)
    services.claim(token=link, details=Claim(PASSWORD), actor=VISITOR)
    with pytest.raises(LinkUsed):
        services.claim(token=link, details=Claim(PASSWORD), actor=VISITOR)
    with pytest.raises(LinkUsed):
        claimed(member)


def test_weak_password_leaves_the_link_valid_and_nothing_half_done():
    member = imported()
    link = token(member)
    with pytest.raises(WeakPassword):
        services.claim(token=link, details=Claim("12345"), actor=VISITOR)
    assert not consents(member)
    services.claim(token=link, details=Claim(PASSWORD), actor=VISITOR)


def test_guardian_consents_for_a_child():
    member = imported(**CHILD)
    with pytest.raises(Invalid):
        claimed(member)
    claimed(member, guardian=MOTHER)
    assert consents(member) == {("membership", "guardian")}
    guardian = Guardian.objects.get(application=member.application)
    assert guardian.decides
    assert guardian.consented_at
    assert guardian.details.reveal()["email"] == "sari@contoh.example"
    assert has_consent(member.application, "membership")


def test_missing_birth_date_is_requested():
    member = imported(birth_date="0000-00-00", pin="")
    with pytest.raises(Invalid):
        claimed(member)
    with pytest.raises(Invalid):
        claimed(member, birth_date=date(2090, 1, 1))
    claimed(member, birth_date=date(1990, 5, 17))
    member.application.refresh_from_db()
    assert member.application.details.reveal()["birth_date"] == "1990-05-17"


def test_birth_date_is_taken_from_the_nik():
    member = imported(birth_date="", pin=membership.nik(date(1990, 5, 17)))
    assert claimed(member)


def test_expired_links_and_closed_memberships_are_refused():
    member = imported()
    link = token(member)
    later = member.application.submitted_at + timedelta(days=15)
    with time_machine.travel(later, tick=False), pytest.raises(LinkExpired):
        services.claim(token=link, details=Claim(PASSWORD), actor=VISITOR)
    membership_closed(member)
    with pytest.raises(LinkOver):
        services.claim(token=link, details=Claim(PASSWORD), actor=VISITOR)


def test_address_of_the_wrong_person_is_deleted():
    member = imported()
    services.refuse_claim(token=token(member), actor=VISITOR)
    member.application.refresh_from_db()
    assert member.application.email == ""
    assert member.application.details.reveal()["email"] == ""
    assert User.objects.get(pk=member.user_id).email == ""


def test_invitations_are_sent_gradually_and_end(settings):
    head = factories.head()
    run = factories.done(slims(120), actor=head)
    services.start_inviting(import_id=run.pk, actor=head)
    services.start_inviting(import_id=run.pk, actor=head)
    invited = [services.invite_some() for _turn in range(4)]
    assert invited == [50, 30, 0, 0], "of 120 people every third has no address"
    assert Event.objects.filter(name="member:invited").count() == 80
    assert Import.objects.get(pk=run.pk).inviting_since is None
    assert ImportedMember.objects.filter(invited_at=None).count() == 40


def test_expired_invitation_is_repeated_and_a_valid_one_is_not():
    head = factories.head()
    run = factories.done(slims(3), actor=head)
    services.start_inviting(import_id=run.pk, actor=head)
    assert services.invite_some() == 2
    services.start_inviting(import_id=run.pk, actor=head)
    assert services.invite_some() == 0
    with time_machine.travel(run.ended_at + timedelta(days=15), tick=False):
        services.start_inviting(import_id=run.pk, actor=head)
        assert services.invite_some() == 2
        assert invitations(run).invited == 2


def test_inviting_can_be_stopped_and_is_limited_to_some_members():
    head = factories.head()
    run = factories.done(slims(60), actor=head)
    with pytest.raises(NotAllowed):
        services.start_inviting(import_id=run.pk, actor=membership.clerk())
    services.start_inviting(import_id=run.pk, actor=head)
    services.stop_inviting(import_id=run.pk, actor=head)
    assert services.invite_some() == 0
    other = factories.checked(slims(3), actor=head)
    with pytest.raises(IllegalTransition):
        services.start_inviting(import_id=other.pk, actor=head)


def message_types(event):
    return [
        (entry.code, target.application_id)
        for entry in registry.types_for(event.name)
        for target in entry.targets(event)
    ]


def test_mail_has_a_link_and_is_the_only_one_before_claiming():
    member = imported()
    event = Event(name="member:invited", subject_id=str(member.pk), data={})
    assert message_types(event) == [("member_claim", member.application_id)]
    over = Event(name="member:expired", subject_id=str(member.pk), data={})
    assert message_types(over) == []
    claimed(member)
    assert message_types(over) == [("member_expired", member.application_id)]
    assert not mail.outbox


def test_inviting_needs_as_many_queries_for_many_as_for_few(monkeypatch):
    from rontal.core import events

    monkeypatch.setattr(events, "SUBSCRIBERS", {})
    head = factories.head()
    results = []
    for count in (12, 60):
        run = factories.done(
            slims(count).replace("PD", f"Q{count}").replace('"5102', '"51' + str(count)), actor=head
        )
        services.start_inviting(import_id=run.pk, actor=head)
        with CaptureQueriesContext(connection) as queries:
            services.invite_some()
        results.append(len(queries))
        services.stop_inviting(import_id=run.pk, actor=head)
    assert results[1] <= results[0]
