"""Tests of the search for the persons whom an incident reached."""

from datetime import timedelta

import pytest
from django.db import transaction

from rontal.accounts.roles import Role
from rontal.core import clock, sealed_files
from rontal.core.errors import Invalid
from rontal.core.models import Event
from rontal.incidents import services
from rontal.incidents.models import AffectedPerson
from rontal.incidents.rules.kinds import ScopeKind
from rontal.incidents.selectors.register import progress, reached
from rontal.incidents.services import finding
from rontal.incidents.services.scope import Scope
from rontal.lending.stock import view_loans_of
from rontal.membership.selectors import details, record_openings
from tests.support.data_requests.factories import data_request
from tests.support.feedback import factories as feedback
from tests.support.incidents import factories
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db


def scope(*accounts: int, **changes) -> Scope:
    since = clock.now() - timedelta(hours=1)
    return Scope(ScopeKind.ACCOUNTS, **{"accounts": accounts, "since": since} | changes)


def kinds_by_application(found) -> dict[int, list[str]]:
    rows = AffectedPerson.objects.filter(incident=found)
    return {row.application_id: row.kinds for row in rows}


def test_openings_of_a_stolen_account_name_persons_kinds_and_times():
    officer, thief = factories.actor(), membership.clerk()
    first, second, other = (membership.member() for _ in range(3))
    details(first.application, actor=thief, reason="case_review")
    sealed_files.read(first.application.card_photo, actor=thief, reason="case_review")
    view_loans_of(second, actor=thief, reason="counter")
    details(other.application, actor=membership.clerk(), reason="case_review")
    found = factories.searched(factories.incident(officer), scope(thief.id), officer)
    assert kinds_by_application(found) == {
        first.application_id: ["applications", "photos"],
        second.application_id: ["loans"],
    }
    row = AffectedPerson.objects.get(application=first.application)
    times = Event.objects.filter(actor_id=thief.id, name__in=["application:opened", "file:opened"])
    assert row.openings == 2
    assert row.first_at == times.order_by("pk").first().at
    assert found.searched_at is not None


def test_period_and_kinds_narrow_the_search():
    officer, thief = factories.actor(), membership.clerk()
    person = membership.member()
    details(person.application, actor=thief, reason="case_review")
    sealed_files.read(person.application.card_photo, actor=thief, reason="case_review")
    found = factories.incident(officer)
    later = scope(thief.id, since=clock.now())
    assert kinds_by_application(factories.searched(found, later, officer)) == {}
    photos = scope(thief.id, kinds=["photos"])
    factories.searched(found, photos, officer)
    assert kinds_by_application(found) == {person.application_id: ["photos"]}
    before = scope(thief.id, until=clock.now() - timedelta(minutes=59))
    assert kinds_by_application(factories.searched(found, before, officer)) == {}


def test_openings_whose_person_is_no_longer_named_are_counted():
    officer, thief = factories.actor(), membership.clerk()
    file = sealed_files.store(b"x", purpose="application_card", content_type="image/jpeg")
    sealed_files.read(file, actor=thief, reason="case_review")
    found = factories.searched(factories.incident(officer), scope(thief.id), officer)
    assert (found.unknown, reached(found).persons) == (1, 0)


def test_copy_of_the_database_reaches_everybody_once():
    officer = factories.actor()
    person = membership.member()
    ticket = feedback.ticket(**feedback.CONTACT)
    request = data_request()
    found = factories.everybody(officer)
    rows = AffectedPerson.objects.filter(incident=found)
    own = rows.get(application=person.application)
    assert {"applications", "photos", "members", "loans"} <= set(own.kinds)
    assert "complaints" not in own.kinds
    assert rows.get(ticket=ticket).kinds == ["complaints"]
    assert rows.get(data_request=request).kinds == ["data_requests"]
    assert "accounts" in rows.get(account=officer.id).kinds
    assert reached(found).persons == rows.count()


def test_backup_holds_only_what_was_there():
    officer = factories.actor()
    membership.member()
    old = Scope(ScopeKind.EVERYBODY, until=clock.now() - timedelta(days=1))
    found = factories.searched(factories.incident(officer), old, officer)
    assert not AffectedPerson.objects.filter(incident=found, application__isnull=False).exists()


def test_search_that_was_cut_off_goes_on_and_counts_each_opening_once(monkeypatch):
    officer, thief = factories.actor(), membership.clerk()
    persons = [membership.member() for _ in range(3)]
    for person in persons * 2:
        record_openings([person.application], actor=thief, reason="case_review")
    found = factories.incident(officer)
    services.choose_scope(incident_id=found.pk, scope=scope(thief.id), actor=officer)
    monkeypatch.setattr(finding, "BATCH", 2)
    add, calls = finding._add, []

    def cut_off(*arguments):
        calls.append(1)
        add(*arguments)
        if len(calls) == 2:
            raise ConnectionError

    monkeypatch.setattr(finding, "_add", cut_off)
    with pytest.raises(ConnectionError), transaction.atomic():
        services.search_persons(incident_id=found.pk)
    found.refresh_from_db()
    assert found.is_searching
    assert progress(found) < 100
    services.resume_work()
    found.refresh_from_db()
    counted = AffectedPerson.objects.filter(incident=found).values_list("openings", flat=True)
    assert (list(counted), found.is_searching) == ([2, 2, 2], False)


def test_new_scope_forgets_the_persons_of_the_old_one():
    officer, thief = factories.actor(), membership.clerk()
    membership.member()
    found = factories.everybody(officer)
    factories.searched(found, scope(thief.id), officer)
    assert not AffectedPerson.objects.filter(incident=found).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"accounts": ()}, "accounts"),
        ({"accounts": (0,)}, "accounts"),
        ({"since": None}, "since"),
        ({"kinds": ["shoe_size"]}, "kinds"),
    ],
)
def test_scope_without_accounts_begin_or_with_unknown_kinds_is_refused(changes, field):
    officer = factories.actor()
    found = factories.incident(officer)
    wrong = scope(officer.id, **changes)
    with pytest.raises(Invalid) as error:
        services.choose_scope(incident_id=found.pk, scope=wrong, actor=officer)
    assert field in error.value.fields


def test_events_and_jobs_name_no_person():
    officer = factories.actor(Role.HEAD)
    person = membership.member()
    factories.everybody(officer)
    text = str(list(Event.objects.filter(name__startswith="incident:").values()))
    assert person.name not in text
    assert person.application.email not in text
