"""Tests of the demo's year of complaints."""

import pytest

from rontal.accounts.roles import Role
from rontal.core.models import Event
from rontal.demo import complaints
from rontal.feedback.models import Ticket
from rontal.feedback.selectors.figures import figures
from tests.support.accounts.factories import staff

pytestmark = pytest.mark.django_db


@pytest.mark.whole
def test_a_year_is_loaded_once_and_makes_figures():
    staff(Role.CLERK, login_name="petugas")
    complaints.load()
    there, events = Ticket.objects.count(), Event.objects.count()
    complaints.load()
    assert (Ticket.objects.count(), Event.objects.count()) == (there, events)
    counts = figures()
    assert counts.all.received > 50
    assert 50 < counts.all.share <= 100
    assert Ticket.objects.filter(state="received").exists()
