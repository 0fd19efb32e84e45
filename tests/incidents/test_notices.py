"""Tests of the notices: two persons, everybody once, to guardians of children, by letter, proof."""

from datetime import timedelta

import pytest
import time_machine

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.errors import IllegalTransition, Invalid, NotAllowed
from rontal.core.models import Event
from rontal.incidents import services
from rontal.incidents.errors import (
    IncidentOver,
    NothingPrinted,
    NoticesChanged,
    NoticesConfirmed,
    NoticesUnderWay,
    NoticesUnwritten,
    ScopeUnknown,
    SecondPersonNeeded,
)
from rontal.incidents.models import AffectedPerson, Incident
from rontal.incidents.rules.kinds import AgencyWay, NamesReason
from rontal.incidents.selectors.drafts import drafts
from rontal.incidents.selectors.register import persons_of
from rontal.incidents.services import notifying
from rontal.incidents.steps.notice_version import version_of
from rontal.membership.models import Application
from rontal.notifications import incident_proof
from rontal.notifications.models import Message
from tests.support.data_requests.factories import data_request
from tests.support.incidents import factories
from tests.support.incidents.factories import AGENCY, HANDLING, HAPPENED
from tests.support.incidents.notices import deliver_all
from tests.support.membership import factories as membership
from tests.support.membership.factories import child_values

pytestmark = pytest.mark.django_db


def mails_to(mailoutbox, address: str) -> list:
    return [mail for mail in mailoutbox if mail.to == [address]]


def test_draft_says_which_data_when_how_and_what_was_done():
    membership.member()
    found = factories.everybody(factories.actor())
    texts = drafts(found)
    for text in texts.values():
        assert HAPPENED in text
        assert HANDLING in text
    assert "Foto kartu dan wajah" in texts["agency"]
    assert found.code in texts["agency"]
    assert "{data}" in texts["persons_id"]
    assert "Which data: {data}." in texts["persons_en"]


def test_persons_and_agency_get_the_confirmed_text(mailoutbox):
    person = membership.member()
    found = factories.confirmed()
    deliver_all()
    (mail,) = mails_to(mailoutbox, person.application.email)
    assert found.code in mail.subject
    assert person.name not in mail.subject
    assert HAPPENED in mail.body
    assert "Foto kartu dan wajah" in mail.body
    assert "{data}" not in mail.body
    (agency,) = mails_to(mailoutbox, AGENCY)
    assert "Pasal 46" in agency.body
    assert incident_proof.agency_mail(found).state == "sent"


def test_notice_is_in_the_language_of_the_person(mailoutbox):
    data_request(language="en", email="visitor@contoh.example")
    factories.confirmed()
    deliver_all()
    (mail,) = mails_to(mailoutbox, "visitor@contoh.example")
    assert "Which data: Requests about personal data." in mail.body


def test_guardian_of_a_child_is_notified_instead_of_the_child(mailoutbox):
    typed = child_values(guardian_name="Ni Made Ibu", guardian_email="ibu@contoh.example")
    child = membership.in_review(typed)
    factories.confirmed()
    deliver_all()
    (mail,) = [m for m in mails_to(mailoutbox, "ibu@contoh.example") if "INS-" in m.subject]
    assert child.name in mail.body
    assert not [m for m in mails_to(mailoutbox, child.email) if "INS-" in m.subject]


def test_who_submitted_cannot_confirm():
    head = factories.actor(Role.HEAD)
    found = factories.submitted(head)
    with pytest.raises(SecondPersonNeeded):
        services.confirm(incident_id=found.pk, seen=version_of(found), actor=head)
    services.confirm(incident_id=found.pk, seen=version_of(found), actor=factories.actor(Role.HEAD))


def test_head_cannot_confirm_a_text_or_scope_that_changed_since():
    officer, head = factories.actor(), factories.actor(Role.HEAD)
    found = factories.submitted(officer)
    seen = version_of(found)
    services.return_notices(incident_id=found.pk, actor=officer)
    texts = drafts(found) | {"public": "Lain."}
    services.save_notices(incident_id=found.pk, texts=texts, agency_email="", actor=officer)
    services.submit(incident_id=found.pk, actor=officer)
    with pytest.raises(NoticesChanged):
        services.confirm(incident_id=found.pk, seen=seen, actor=head)
    found.refresh_from_db()
    seen = version_of(found)
    services.return_notices(incident_id=found.pk, actor=officer)
    factories.searched(found, factories.Scope(factories.ScopeKind.EVERYBODY), officer)
    services.submit(incident_id=found.pk, actor=officer)
    with pytest.raises(NoticesChanged):
        services.confirm(incident_id=found.pk, seen=seen, actor=head)
    assert Incident.objects.get(pk=found.pk).state == "submitted"


def test_record_of_the_agency_is_not_overwritten_by_the_confirmation():
    officer = factories.actor()
    found = factories.submitted(officer)
    at = clock.now()
    services.record_agency(
        incident_id=found.pk, way=AgencyWay.PORTAL, at=at, reference="A-1", actor=officer
    )
    services.confirm(incident_id=found.pk, seen=version_of(found), actor=factories.actor(Role.HEAD))
    deliver_all()
    found.refresh_from_db()
    notice = incident_proof.agency_notice(found)
    assert (notice.way, notice.at, notice.reference) == (AgencyWay.PORTAL, at, "A-1")


def test_agency_is_notified_when_its_mail_is_sent_not_before():
    found = factories.confirmed()
    assert incident_proof.agency_notice(found) is None
    deliver_all()
    mail, notice = incident_proof.agency_mail(found), incident_proof.agency_notice(found)
    assert (notice.way, notice.at) == (AgencyWay.MAIL, mail.sent_at)
    Message.objects.filter(pk=mail.pk).update(state="failed", sent_at=None)
    assert incident_proof.agency_notice(found) is None


def test_officer_cannot_confirm_and_others_cannot_even_open():
    found = factories.submitted()
    with pytest.raises(NotAllowed):
        services.confirm(
            incident_id=found.pk, seen=version_of(found), actor=factories.actor(Role.OFFICER)
        )
    for role in (Role.CLERK, Role.LIBRARIAN, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            factories.incident(factories.actor(role))


def test_nothing_is_sent_before_the_confirmation(mailoutbox):
    person = membership.member()
    found = factories.submitted()
    services.spread_notices(incident_id=found.pk)
    deliver_all()
    assert not [m for m in mails_to(mailoutbox, person.application.email) if "INS-" in m.subject]
    services.return_notices(incident_id=found.pk, actor=factories.actor())
    assert Incident.objects.get(pk=found.pk).state == "open"


def test_notices_need_scope_and_texts_and_do_not_change_after_submission():
    officer = factories.actor()
    found = factories.incident(officer)
    with pytest.raises(ScopeUnknown):
        services.submit(incident_id=found.pk, actor=officer)
    found = factories.everybody(officer)
    with pytest.raises(NoticesUnwritten):
        services.submit(incident_id=found.pk, actor=officer)
    found = factories.submitted(officer)
    with pytest.raises(NoticesConfirmed):
        services.save_notices(
            incident_id=found.pk, texts=drafts(found), agency_email="", actor=officer
        )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("Ada insiden.", "data_missing"),
        ("{data} {nik}", "unknown_placeholder"),
        ("{data}" + "x" * 5000, "too_long"),
    ],
)
def test_text_to_persons_names_the_data_and_no_unknown_placeholder(text, fault):
    officer = factories.actor()
    found = factories.everybody(officer)
    with pytest.raises(Invalid) as error:
        services.save_notices(
            incident_id=found.pk,
            texts=drafts(found) | {"persons_id": text},
            agency_email="",
            actor=officer,
        )
    assert error.value.fields == {"persons_id": fault}


@pytest.mark.whole
def test_sending_that_is_cut_off_notifies_everybody_exactly_once(monkeypatch, mailoutbox):
    persons = [membership.member() for _ in range(5)]
    found = factories.submitted()
    services.confirm(incident_id=found.pk, seen=version_of(found), actor=factories.actor(Role.HEAD))
    monkeypatch.setattr(notifying, "BATCH", 2)
    emit_all, calls = notifying.emit_all, []

    def cut_off(*arguments, **named):
        calls.append(1)
        if len(calls) == 2:
            raise ConnectionError
        return emit_all(*arguments, **named)

    monkeypatch.setattr(notifying, "emit_all", cut_off)
    with pytest.raises(ConnectionError):
        services.spread_notices(incident_id=found.pk)
    services.resume_work()
    services.spread_notices(incident_id=found.pk)
    deliver_all()
    deliver_all()
    for person in persons:
        mails = mails_to(mailoutbox, person.application.email)
        assert len([mail for mail in mails if "INS-" in mail.subject]) == 1
    proof = incident_proof.proof_of(found)
    assert (proof.told, proof.waiting) == (proof.persons - proof.untold, 0)


def test_person_whom_no_mail_reaches_gets_a_letter_and_is_proven():
    member = membership.member()
    found = factories.confirmed(agency="")
    deliver_all()
    officer = factories.actor()
    row = AffectedPerson.objects.get(incident=found, application=member.application)
    services.mark_mail_returned(incident_id=found.pk, person_id=row.pk, actor=officer)
    (person,) = incident_proof.needing_letter(found)
    opened = services.open_letters(incident_id=found.pk, persons=[person], actor=officer)
    assert [recipient.name for _row, recipient in opened] == [member.name]
    with pytest.raises(NothingPrinted):
        services.mark_letters_posted(incident_id=found.pk, actor=officer)
    services.mark_letters_printed(incident_id=found.pk, persons=[person], actor=officer)
    assert incident_proof.proof_of(found).letters == 0
    services.mark_letters_posted(incident_id=found.pk, actor=officer)
    proof = incident_proof.proof_of(found)
    assert (proof.letters, proof.untold, proof.in_time) == (1, 0, proof.persons)


def test_mail_that_came_back_needs_a_letter():
    person = membership.member()
    found = factories.confirmed()
    deliver_all()
    row = AffectedPerson.objects.get(incident=found, application=person.application)
    before = incident_proof.proof_of(found)
    services.mark_mail_returned(incident_id=found.pk, person_id=row.pk, actor=factories.actor())
    after = incident_proof.proof_of(found)
    assert (after.returned, after.untold) == (1, before.untold + 1)
    assert row in incident_proof.needing_letter(found)


def test_notices_after_the_clock_are_late():
    membership.member()
    with time_machine.travel(clock.now() - timedelta(hours=1), tick=True):
        found = factories.submitted(hours=72.5)
        services.confirm(
            incident_id=found.pk, seen=version_of(found), actor=factories.actor(Role.HEAD)
        )
    services.spread_notices(incident_id=found.pk)
    deliver_all()
    proof = incident_proof.proof_of(found)
    assert proof.told == proof.persons > 0
    assert proof.in_time == 0


def test_opening_names_is_recorded_at_the_incident_and_for_the_person():
    person = membership.member()
    officer = factories.actor()
    found = factories.everybody(officer)
    opened = services.open_names(
        incident=found, persons=persons_of(found), reason=NamesReason.CHECK, actor=officer
    )
    assert person.name in {one.name for one in opened.values()}
    assert Event.objects.filter(name="incident:names_opened", actor_id=officer.id).exists()
    event = Event.objects.get(
        name="application:opened", actor_id=officer.id, subject_id=str(person.application_id)
    )
    assert event.data == {"reason": "incident_check"}


def test_agency_can_be_notified_by_hand():
    officer = factories.actor()
    found = factories.incident(officer)
    services.record_agency(
        incident_id=found.pk, way=AgencyWay.PORTAL, at=clock.now(), reference="A-1", actor=officer
    )
    with pytest.raises(Invalid):
        services.record_agency(
            incident_id=found.pk,
            way=AgencyWay.PORTAL,
            at=clock.now() + timedelta(hours=1),
            reference="",
            actor=officer,
        )
    found.refresh_from_db()
    assert found.agency_reference == "A-1"


def test_incident_closes_with_what_was_learned_once_notices_are_queued():
    officer = factories.actor()
    found = factories.submitted(officer)
    with pytest.raises(IllegalTransition):
        services.close(incident_id=found.pk, learned="Dua langkah bagi semua.", actor=officer)
    services.confirm(incident_id=found.pk, seen=version_of(found), actor=factories.actor(Role.HEAD))
    with pytest.raises(NoticesUnderWay):
        services.close(incident_id=found.pk, learned="Dua langkah bagi semua.", actor=officer)
    services.spread_notices(incident_id=found.pk)
    services.close(incident_id=found.pk, learned="Dua langkah bagi semua.", actor=officer)
    with pytest.raises(IncidentOver):
        services.record_publication(incident_id=found.pk, actor=officer)


def test_staff_are_reminded_before_the_clock_ends_and_only_once(mailoutbox):
    head = factories.actor(Role.HEAD)
    found = factories.incident(hours=1)
    with time_machine.travel(clock.now() + timedelta(hours=54), tick=True):
        assert services.remind_before_late() == 1
        assert services.remind_before_late() == 0
        deliver_all()
    event = Event.objects.get(name="incident:due_soon")
    assert event.data == {"reminder": 2}
    assert Message.objects.filter(kind="incident_due", staff=head.id, incident=found).exists()


def test_confirmed_and_dismissed_incidents_are_not_reminded():
    factories.confirmed(hours=71)
    officer = factories.actor()
    other = factories.incident(officer, hours=71)
    services.dismiss(incident_id=other.pk, learned="Hanya uji coba.", actor=officer)
    assert services.remind_before_late() == 0


def test_old_incident_keeps_counts_and_forgets_persons_and_texts():
    person = membership.member()
    officer = factories.actor()
    found = factories.confirmed()
    deliver_all()
    services.close(incident_id=found.pk, learned="Selesai.", actor=officer)
    before = incident_proof.proof_of(found)
    with time_machine.travel(clock.now() + timedelta(days=1826), tick=True):
        assert services.erase_old() == 1
        assert services.erase_old() == 0
    found.refresh_from_db()
    assert (found.facts, found.notices, found.learned) == (None, None, None)
    assert not AffectedPerson.objects.filter(application=person.application).exists()
    assert incident_proof.proof_of(found).sent == before.sent
    assert Application.objects.filter(pk=person.application_id).exists()
