"""The demo library has a decreed standard and a year of figures, however often it is loaded."""

import pytest

from rontal.demo import promise
from rontal.standard.publication import selectors
from rontal.standard.steps.models import StepTime
from rontal.standard.steps.rules import Period
from rontal.standard.steps.selectors import figures

pytestmark = pytest.mark.django_db


def test_the_demo_shows_a_year_of_every_step_and_loading_again_changes_nothing():
    for _ in range(2):
        promise.publish_standard()
        promise.measure_year()
    assert [number for number, _head in selectors.history()] == [2, 1]
    assert selectors.in_force().number == 2
    assert 2000 < StepTime.objects.count() < 6000
    for step in figures(Period.MONTH):
        shown = [one for one in step.periods if one.figure.is_shown]
        assert len(shown) >= 11, step.step
        assert 60 < step.overall.kept_percent <= 100
