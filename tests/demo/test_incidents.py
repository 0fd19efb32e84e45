"""Test of the incident in the demo library."""

import pytest

from rontal.accounts.roles import Role
from rontal.demo import incidents
from rontal.incidents.models import Incident
from rontal.membership.selectors import record_openings
from tests.support.accounts.factories import staff
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db


def test_incident_is_recorded_once_with_its_persons():
    staff(Role.OFFICER, login_name="pdp")
    clerk = membership.actor_of(staff(Role.CLERK, login_name="petugas2"))
    record_openings([membership.in_review()], actor=clerk, reason="case_review")
    for _ in range(2):
        incidents.load()
    found = Incident.objects.get()
    assert found.searched_at is not None
    assert (found.state, found.persons.count()) == ("open", 1)
