"""Tests of the accesses that the search for persons knows."""

from datetime import timedelta

import pytest

from bench.member_lists import slims
from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.models import Event
from rontal.incidents.models import AffectedPerson
from rontal.incidents.rules import reach
from rontal.incidents.rules.kinds import NamesReason, ScopeKind
from rontal.incidents.selectors.kinds import kinds_of_register
from rontal.incidents.selectors.register import persons_of
from rontal.incidents.services import open_names
from rontal.incidents.services.scope import Scope
from rontal.membership.importing import selectors
from rontal.membership.importing.models import ImportedMember
from rontal.membership.models import Member
from rontal.privacy.access_events import ACCESS_EVENTS, BULK_ACCESS_EVENTS
from tests.support.accounts.factories import staff
from tests.support.data_requests.factories import data_request
from tests.support.desk.factories import at_desk
from tests.support.feedback import factories as feedback
from tests.support.incidents import factories
from tests.support.membership.importing import factories as importing

pytestmark = pytest.mark.django_db
NOT_SEARCHED = {
    "guardian:opened": "by the guardian of the person, not by staff",
    "record:exported": "names nobody; the page of the incident counts it as a bulk access",
}
"""Accesses that do not lead to a person, with the reason."""


def scope(*accounts: int) -> Scope:
    return Scope(ScopeKind.ACCOUNTS, accounts=accounts, since=clock.now() - timedelta(hours=1))


def test_every_registered_access_is_searched_or_excepted_with_a_reason():
    known = (ACCESS_EVENTS | BULK_ACCESS_EVENTS) - {"test:opened"}
    assert known - set(reach.OPENINGS) == set(NOT_SEARCHED)


def test_every_opening_has_a_kind_of_the_register():
    kinds = {kind.code for kind in kinds_of_register()}
    names = set(reach.OPENINGS) - {reach.FILE_OPENED}
    assert {reach.kind_of(name, {}) for name in names} <= kinds


def test_download_of_a_list_of_members_names_the_members_that_were_imported():
    head, officer = importing.head(), factories.actor()
    run = importing.done(slims(3), actor=head)
    thief = importing.head()
    list(selectors.exported_rows(run, state=None, code="", actor=thief))
    found = factories.searched(factories.incident(officer), scope(thief.id), officer)
    rows = AffectedPerson.objects.filter(incident=found)
    own = Member.objects.filter(pk__in=ImportedMember.objects.values("member"))
    assert {row.application_id for row in rows} == {one.application_id for one in own}
    assert own.exists()
    assert all(row.kinds == ["member_import"] for row in rows)
    assert found.unknown == 0


def test_names_opened_by_a_stolen_account_of_an_officer_are_all_found():
    officer, thief = factories.actor(), factories.actor()
    ticket, request = feedback.ticket(**feedback.CONTACT), data_request()
    clerk = staff(Role.CLERK)
    first = factories.everybody(officer)
    open_names(incident=first, persons=persons_of(first), reason=NamesReason.CHECK, actor=thief)
    found = factories.searched(factories.incident(officer), scope(thief.id), officer)
    rows = AffectedPerson.objects.filter(incident=found)
    assert rows.get(ticket=ticket).kinds == ["complaints"]
    assert rows.get(data_request=request).kinds == ["data_requests"]
    assert rows.get(account=clerk).kinds == ["accounts"]
    assert found.unknown == 0


def test_downloads_of_the_audit_log_are_counted_on_the_page():
    thief, officer = staff(Role.ADMINISTRATOR), factories.actor()
    desk = at_desk(Role.OFFICER)
    found = factories.searched(factories.incident(officer), scope(thief.pk), officer)
    path = f"/meja/insiden/{found.code}/"
    assert "mengunduh log audit" not in desk.get(path).content.decode()
    thief_desk = type(desk)()
    thief_desk.force_login(thief)
    b"".join(thief_desk.post("/meja/catatan/unduh/"))
    assert Event.objects.filter(name="record:exported", actor_id=thief.pk).exists()
    found = factories.searched(found, scope(thief.pk), officer)
    assert "mengunduh log audit" in desk.get(path).content.decode()
