"""Tests of persons whom no notice can reach, and of data that does not open."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import Value

from rontal.core import clock
from rontal.core.models import Event
from rontal.feedback.models import Ticket
from rontal.incidents import services, tasks
from rontal.incidents.models import AffectedPerson, Incident
from rontal.incidents.services import periodic
from rontal.incidents.steps.notice_version import version_of
from rontal.membership.models import Application
from rontal.notifications import incident_proof
from tests.support.data_requests.factories import data_request
from tests.support.feedback import factories as feedback
from tests.support.incidents import factories
from tests.support.incidents.notices import deliver_all
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db


def break_seal(model, pk: int, column: str) -> None:
    """Alters the sealed value of a row."""
    raw = model.objects.filter(pk=pk)
    raw.update(**{column: Value(b"damaged" * 8)})


def test_person_without_any_address_is_not_reachable_and_gets_no_letter():
    request = data_request(email="")
    found = factories.confirmed(agency="")
    deliver_all()
    officer = factories.actor()
    row = AffectedPerson.objects.get(incident=found, data_request=request)
    assert list(incident_proof.needing_letter(found)) == []
    assert services.open_letters(incident_id=found.pk, persons=[row], actor=officer) == []
    services.mark_letters_printed(incident_id=found.pk, persons=[row], actor=officer)
    row.refresh_from_db()
    proof = incident_proof.proof_of(found)
    assert row.printed_at is None
    assert (proof.told, proof.untold, proof.unreachable) == (proof.persons - 1, 1, 1)


def test_address_that_was_erased_after_the_mail_came_back_gets_no_letter():
    member = membership.member()
    found = factories.confirmed()
    deliver_all()
    officer = factories.actor()
    row = AffectedPerson.objects.get(incident=found, application=member.application)
    services.mark_mail_returned(incident_id=found.pk, person_id=row.pk, actor=officer)
    Application.objects.filter(pk=member.application_id).update(name="", email="")
    (person,) = incident_proof.needing_letter(found)
    assert services.open_letters(incident_id=found.pk, persons=[person], actor=officer) == []
    assert incident_proof.proof_of(found).unreachable == 1


def test_seal_that_does_not_open_stops_the_notice_of_nobody_else():
    ticket = feedback.ticket(**feedback.CONTACT)
    member = membership.member()
    found = factories.submitted()
    break_seal(Ticket, ticket.pk, "reporter")
    services.confirm(
        incident_id=found.pk, seen=version_of(found), actor=factories.actor(factories.Role.HEAD)
    )
    services.spread_notices(incident_id=found.pk)
    rows = AffectedPerson.objects.filter(incident=found)
    broken, other = rows.get(ticket=ticket), rows.get(application=member.application)
    assert (broken.has_email, broken.has_address) == (False, False)
    assert (other.has_email, other.has_address) == (True, True)


def test_work_that_fails_stops_neither_reminders_nor_other_incidents(monkeypatch):
    stuck, other = factories.incident(hours=60), factories.incident(hours=60)
    Incident.objects.filter(pk__in=[stuck.pk, other.pk]).update(search_step="staff")
    search, calls = periodic.search_persons, []

    def search_or_fail(*, incident_id):
        calls.append(incident_id)
        if incident_id == stuck.pk:
            raise ConnectionError
        search(incident_id=incident_id)

    monkeypatch.setattr(periodic, "search_persons", search_or_fail)
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=True):
        tasks.remind_before_late(0)
    assert calls == [stuck.pk, other.pk]
    assert Event.objects.filter(name="incident:due_soon").count() == 2
    assert not Incident.objects.get(pk=other.pk).is_searching
