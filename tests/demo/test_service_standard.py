"""Tests of the demo library's standard and figures, also after repeated loading."""

from collections import Counter
from datetime import date, timedelta

import pytest

from rontal.accounts import events as accounts
from rontal.demo import service_standard, survey
from rontal.desk.selectors import reports
from rontal.feedback.survey.models import Answer
from rontal.feedback.survey.selectors import published, results
from rontal.membership.figures.models import RegistrationFact
from rontal.membership.figures.rules import Moment
from rontal.membership.figures.selectors import Both
from rontal.membership.selectors import today
from rontal.membership.states import MemberState
from rontal.standard.publication import selectors
from rontal.standard.rules.periods import Length, containing
from rontal.standard.steps.models import StepTime
from rontal.standard.steps.rules import Period, Step
from rontal.standard.steps.selectors import figures
from tests.support.membership import factories

pytestmark = pytest.mark.django_db


def test_the_demo_shows_a_year_of_every_step_and_loading_again_changes_nothing():
    for _ in range(2):
        service_standard.publish_standard()
        service_standard.measure_year()
    assert [number for number, _head in selectors.history()] == [2, 1]
    assert selectors.in_force().number == 2
    assert 2000 < StepTime.objects.count() < 6000
    for step in figures(Period.MONTH):
        shown = [one for one in step.periods if one.figure.is_shown]
        assert len(shown) >= 11, step.step
        assert 60 < step.overall.kept_percent <= 100


def last_month() -> date:
    return today().replace(day=1) - timedelta(days=1)


def test_report_of_a_month_counts_those_with_measured_times():
    service_standard.publish_standard()
    service_standard.measure_year()
    counts = reports.figures(containing(last_month(), Length.MONTH))
    moments, times = counts.registrations.moments, counts.steps[0]
    decided = moments[Moment.APPROVED].now + moments.get(Moment.REJECTED, Both()).now
    assert times[Step.FORM].figure.count == moments[Moment.SENT].now > 20
    assert times[Step.DECISION].figure.count == decided
    assert times[Step.SIGN_IN].figure.count == moments[Moment.APPROVED].now
    assert counts.happened[accounts.FIRST_SIGN_IN].now == moments[Moment.APPROVED].now
    assert counts.members.joined.now == moments[Moment.APPROVED].now
    assert sum(both.now for both in counts.registrations.groups["place"].values()) > 20
    assert counts.members.standing[MemberState.ACTIVE].now > 300


@pytest.mark.whole
def test_fewer_people_answered_the_survey_than_the_library_served():
    service_standard.measure_year()
    factories.member()
    survey.load()
    survey_results = results(published(), last_month().year)
    assert survey_results
    assert 50 < survey_results.tally.count < survey_results.population
    assert set(survey_results.respondents["occasion"]) == {"application"}
    decided = Counter(
        RegistrationFact.objects.filter(moment__in=["approved", "rejected"]).values_list(
            "month", flat=True
        )
    )
    over = Answer.objects.filter(month__lte=last_month())
    answered = Counter(over.values_list("month", flat=True))
    assert all(number < decided[month] for month, number in answered.items())
