"""Tests of waiting times: never negative, never shorter for a later place, and rounded."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rontal.lending.waits import ROUNDING_SLACK, Copy, Pace, Span, Unit, Wait, estimate, wait_for

WEEKLY = Pace(short=3.0, long=7.0, ready_days=3.0)
days = st.floats(0, 400)


@st.composite
def paces(draw: st.DrawFn) -> Pace:
    short = draw(days)
    return Pace(short, short + draw(days), draw(st.floats(0, 30)))


@st.composite
def copies(draw: st.DrawFn) -> Copy:
    soonest = draw(days)
    lasts = draw(st.one_of(st.just(inf), days))
    return Copy(soonest, soonest + draw(days), lasts)


@given(st.integers(1, 60), st.lists(copies(), max_size=5), paces())
def test_a_wait_is_never_negative_and_its_ends_are_in_order(place, lent_copies, pace):
    wait = wait_for(place, lent_copies, pace)
    assert wait is None or 0 <= wait.least <= wait.most


@given(st.integers(1, 60), st.lists(copies(), max_size=5), paces())
def test_later_place_never_waits_less(place, lent_copies, pace):
    now, next_ = wait_for(place, lent_copies, pace), wait_for(place + 1, lent_copies, pace)
    if next_ is not None:
        assert now is not None
        assert (now.least, now.most) <= (next_.least, next_.most)
        assert now.least <= next_.least
        assert now.most <= next_.most


@given(st.integers(1, 60), st.lists(copies(), min_size=1, max_size=5), paces())
def test_additional_copy_makes_no_wait_longer(place, lent_copies, pace):
    lasting = [Copy(one.soonest, one.latest) for one in lent_copies]
    now, then = wait_for(place, lasting, pace), wait_for(place, [Copy(), *lasting], pace)
    assert now is not None
    assert then is not None
    assert then.least <= now.least
    assert then.most <= now.most


@given(days, days)
def test_displayed_wait_contains_the_estimate(first, second):
    wait = Wait(min(first, second), max(first, second))
    span = estimate(wait)
    assert span is not None
    length = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 365.25 / 12}[span.unit]
    assert (span.least - ROUNDING_SLACK) * length <= wait.least + 1e-9
    assert wait.most <= (span.most + ROUNDING_SLACK) * length + 1e-9
    assert 0 <= span.least <= span.most
    assert span.most >= 1


def test_next_hold_waits_for_the_copy_returned_first():
    lent_copies = [Copy(1.0, 4.0), Copy(3.0, 6.0)]
    assert wait_for(1, lent_copies, WEEKLY) == Wait(1.0, 4.0)
    assert wait_for(2, lent_copies, WEEKLY) == Wait(3.0, 6.0)
    assert wait_for(3, lent_copies, WEEKLY) == Wait(4.0, 14.0)


def test_licence_that_ends_earlier_serves_no_further_hold():
    lent_copies = [Copy(1.0, 4.0, lasts=10.0)]
    assert wait_for(1, lent_copies, WEEKLY) == Wait(1.0, 4.0)
    assert wait_for(2, lent_copies, WEEKLY) is None
    assert wait_for(1, [], WEEKLY) is None


@pytest.mark.parametrize(
    ("wait", "span"),
    [
        (Wait(0.0, 0.0), Span(0, 1, Unit.DAYS)),
        (Wait(2.95, 6.2), Span(3, 7, Unit.DAYS)),
        (Wait(9.0, 13.9), Span(1, 2, Unit.WEEKS)),
        (Wait(15.0, 70.0), Span(2, 10, Unit.WEEKS)),
        (Wait(40.0, 100.0), Span(1, 4, Unit.MONTHS)),
        (Wait(40.0, 900.0), None),
    ],
)
def test_waits_are_displayed_in_fitting_units(wait, span):
    assert estimate(wait) == span
