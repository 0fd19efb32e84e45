"""Tests that no desk page of a large library needs more than a fixed number of queries."""

import pytest

from bench.traffic.desk_pages import open_all_pages
from bench.traffic.year import Scale, fill
from rontal.accounts.roles import Role
from rontal.feedback.models import Entry
from rontal.membership import services as membership
from rontal.standard.publication import services as standard
from tests.support.accounts.factories import staff
from tests.support.desk.factories import cases, signed_in
from tests.support.feedback import factories as feedback

pytestmark = pytest.mark.django_db
MAX_QUERIES = 12
SHOWN = {
    "start", "spotless", "case", "photo", "report", "report_file", "survey", "survey_table",
    "survey_remarks", "tickets", "ticket", "ticket_enter", "members", "member", "messages", "jobs",
    "events", "calendar", "calendar_week", "calendar_special", "calendar_closing", "standard",
    "standard_component", "standard_decree", "standard_compare", "replies",
    "counter", "counter_form", "slowed",
}  # fmt: skip
"""Pages that must be reached and answer 200; queries of all other pages are counted as well."""


@pytest.fixture
def year():
    fill(Scale(applications=160, tickets=60, answers=120, loans=120))


@pytest.mark.whole
def test_no_page_of_the_desk_needs_more_than_twelve_queries(year):
    user = staff(*Role)
    opened_ticket, _ = feedback.ticket_in_progress(
        feedback.actor_of(user, *Role), **feedback.CONTACT
    )
    Entry.objects.create(ticket=opened_ticket, kind="note", words={"text": "Hubungi."}, staff=user)
    (case,) = cases(1)
    membership.write_note(
        application_id=case.pk, text="Catatan", actor=feedback.actor_of(user, *Role)
    )
    membership.start_counter_draft(language="id", actor=feedback.actor_of(user, *Role))
    standard.start_draft(actor=feedback.actor_of(user, *Role))
    opened = list(open_all_pages(signed_in(user)))
    too_many = {page.address: page.queries for page in opened if page.queries > MAX_QUERIES}
    assert too_many == {}
    assert {page.name for page in opened if page.status == 200} >= SHOWN
    assert [page for page in opened if page.status >= 500] == []


@pytest.mark.whole
def test_every_role_alone_needs_at_most_twelve_queries(year):
    for role in Role:
        opened = [page for page in open_all_pages(signed_in(staff(role))) if page.status == 200]
        assert opened
        assert {page.address: page.queries for page in opened if page.queries > MAX_QUERIES} == {}
