"""Tests for promises: due times follow the calendar; one reminder and one apology for each case."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.membership import services, tasks
from rontal.membership.models import Application
from rontal.membership.notices import Notice
from rontal.membership.selectors.promises import (
    Moved,
    due_times_moved_by,
    new_time_of,
    reminded_cases,
)
from rontal.membership.states import CLOCK_RUNS
from rontal.standard import selectors as standard
from rontal.standard import services as calendar
from rontal.standard.rules import due
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
HEAD = Actor.staff(1, frozenset({Role.HEAD.value}))
MORNING = datetime(2027, 1, 11, 23, 30, tzinfo=UTC)  # Tuesday 12 January, 07:30 in Bali
GALUNGAN = date(2027, 1, 13)
HALF_PAST_TEN = MORNING + timedelta(hours=3)


def in_review_since(moment: datetime) -> Application:
    with time_machine.travel(moment, tick=False):
        return factories.in_review()


def newest_change() -> Event:
    return Event.objects.filter(name="calendar:changed").latest("pk")


def event_data(name: str) -> list[dict]:
    return list(Event.objects.filter(name=name).order_by("pk").values_list("data", flat=True))


def test_galungan_postpones_due_times_and_their_number_is_recorded():
    on_galungan, before = in_review_since(HALF_PAST_TEN), in_review_since(MORNING)
    assert on_galungan.due_at == datetime(2027, 1, 13, 2, 30, tzinfo=UTC)
    calendar.confirm_day(day=GALUNGAN, actor=HEAD)
    tasks.recompute_due_times(newest_change())
    for application in (on_galungan, before):
        application.refresh_from_db()
    assert on_galungan.due_at == datetime(2027, 1, 14, 2, 30, tzinfo=UTC)
    assert before.due_at == datetime(2027, 1, 12, 8, 30, tzinfo=UTC)
    change = {"change": newest_change().pk}
    assert event_data("calendar:due_times_recomputed") == [{**change, "moved": 1, "open": 2}]


def test_recomputing_postpones_nothing_and_records_nothing():
    in_review_since(HALF_PAST_TEN)
    calendar.confirm_day(day=GALUNGAN, actor=HEAD)
    for _ in range(3):
        tasks.recompute_due_times(newest_change())
    assert [data["moved"] for data in event_data("calendar:due_times_recomputed")] == [1]


def test_time_already_used_remains_used():
    """Three hours are used before the correction on the 13th, so that five hours remain."""
    application = in_review_since(MORNING)
    with time_machine.travel(HALF_PAST_TEN, tick=False):
        services.ask_correction(
            application_id=application.pk, reasons=["other"], words="?", actor=factories.clerk()
        )
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        services.correct(application_id=application.pk, actor=factories.applicant(application))
    calendar.confirm_day(day=GALUNGAN, actor=HEAD)
    tasks.recompute_due_times(newest_change())
    application.refresh_from_db()
    assert application.due_at == datetime(2027, 1, 14, 5, 30, tzinfo=UTC)


def test_paused_and_ended_cases_have_no_due_time(django_assert_max_num_queries):
    waiting = factories.needs_correction()
    factories.member()
    for _ in range(6):
        in_review_since(HALF_PAST_TEN)
    calendar.confirm_day(day=GALUNGAN, actor=HEAD)
    with django_assert_max_num_queries(22):
        services.recompute_due_times(change_id=newest_change().pk)
    waiting.refresh_from_db()
    assert waiting.due_at is None


def test_effect_of_a_change_is_shown_before_it_is_made(django_assert_num_queries):
    in_review_since(HALF_PAST_TEN)
    in_review_since(MORNING)
    entries = standard.entries()
    off = standard.calendar_of(entries.with_answer(GALUNGAN, off=True))
    longer = tuple(((time(6), time(18)),) for _ in range(7))
    early = standard.calendar_of(entries.with_week(date(2027, 1, 1), longer))
    with django_assert_num_queries(1):
        shifted = due_times_moved_by([off, early, standard.calendar()])
    assert shifted == [Moved(2, later=1, earlier=0), Moved(2, later=0, earlier=2), Moved(2, 0, 0)]
    assert Application.objects.get(due_at__day=13).due_at.hour == 2


@pytest.mark.parametrize(("minutes", "reminded"), [(-1, 0), (0, 1), (60, 1)])
def test_staff_are_reminded_when_the_last_quarter_begins(minutes, reminded):
    in_review_since(MORNING)
    quarter = datetime(2027, 1, 12, 6, 30, tzinfo=UTC)  # 14:30, two hours before the due time
    with time_machine.travel(quarter + timedelta(minutes=minutes), tick=False):
        assert services.remind_staff() == reminded


def test_case_is_reminded_of_once_and_cases_of_one_moment_in_one_batch():
    early, later = in_review_since(MORNING), in_review_since(MORNING + timedelta(minutes=5))
    with time_machine.travel(MORNING + timedelta(hours=8, minutes=30), tick=False):
        assert services.remind_staff() == 2
        assert services.remind_staff() == 0
        calendar.confirm_day(day=date(2027, 1, 12), actor=HEAD)
        tasks.recompute_due_times(newest_change())
    with time_machine.travel(MORNING + timedelta(days=5), tick=False):
        assert services.remind_staff() == 0
    (data,) = event_data("promise:reminder_due")
    assert data["cases"] == 2
    assert [case.code for case in reminded_cases(data["batch"])] == [early.code, later.code]
    assert len(event_data("application:at_risk")) == 2


def test_reminder_lists_only_cases_still_waiting():
    case, decided = in_review_since(MORNING), in_review_since(MORNING)
    with time_machine.travel(MORNING + timedelta(hours=8, minutes=30), tick=False):
        services.remind_staff()
        services.approve(application_id=decided.pk, actor=factories.clerk())
    (data,) = event_data("promise:reminder_due")
    assert [row.code for row in reminded_cases(data["batch"])] == [case.code]


def test_late_decision_causes_one_apology_with_a_new_time():
    application = in_review_since(MORNING)
    due_at = application.due_at
    assert due_at == datetime(2027, 1, 12, 8, 30, tzinfo=UTC)
    with time_machine.travel(due_at, tick=False):
        assert services.apologise() == 0
    with time_machine.travel(due_at + timedelta(minutes=5), tick=False):
        assert [services.apologise() for _ in range(3)] == [1, 0, 0]
    assert new_time_of(application.pk) == datetime(2027, 1, 13, 8, 30, tzinfo=UTC)
    calendar.confirm_day(day=date(2027, 1, 12), actor=HEAD)
    tasks.recompute_due_times(newest_change())
    with time_machine.travel(due_at + timedelta(days=9), tick=False):
        assert services.apologise() == 0
    assert len(event_data("application:late")) == 1


def test_paused_clock_causes_no_message():
    application = in_review_since(MORNING)
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        services.ask_correction(
            application_id=application.pk, reasons=["other"], words="?", actor=factories.clerk()
        )
    with time_machine.travel(MORNING + timedelta(days=9), tick=False):
        assert (services.remind_staff(), services.apologise()) == (0, 0)


class Promises(RuleBasedStateMachine):
    """Time passes, days are confirmed and struck, cases are sent back, corrected and decided, and
    the periodic job runs at any time.
    """

    @initialize()
    def begin(self) -> None:
        standard.clear_calendar_cache()
        self.now = MORNING
        self.cases = [in_review_since(MORNING), in_review_since(HALF_PAST_TEN)]
        self.clerk = factories.clerk()
        self.now = HALF_PAST_TEN

    @rule(minutes=st.integers(1, 900))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(day=st.integers(12, 20), off=st.booleans())
    def answer_a_day(self, day: int, off: bool) -> None:
        with time_machine.travel(self.now, tick=False):
            answer = calendar.confirm_day if off else calendar.reject_day
            answer(day=date(2027, 1, day), actor=HEAD)
            tasks.recompute_due_times(newest_change())

    @rule(times=st.integers(1, 3))
    def run_watch(self, times: int) -> None:
        with time_machine.travel(self.now, tick=False):
            for _ in range(times):
                services.remind_staff()
                services.apologise()

    @rule(which=st.integers(0, 1))
    def return_or_receive_case(self, which: int) -> None:
        case = Application.objects.get(pk=self.cases[which].pk)
        with time_machine.travel(self.now, tick=False):
            if case.state == "in_review":
                services.ask_correction(
                    application_id=case.pk, reasons=["other"], words="?", actor=self.clerk
                )
            elif case.state == "needs_correction":
                services.correct(application_id=case.pk, actor=factories.applicant(case))
                services.finish_checking(application_id=case.pk, actor=factories.SYSTEM)

    @invariant()
    def due_times_are_those_of_the_calendar(self) -> None:
        promised = timedelta(hours=8)
        for case in Application.objects.filter(state__in=sorted(CLOCK_RUNS)):
            remaining = max(timedelta(), promised - timedelta(seconds=case.working_seconds_used))
            assert case.due_at == due(standard.calendar(), case.clock_started_at, remaining)

    @invariant()
    def nobody_is_notified_twice(self) -> None:
        late = Counter(Event.objects.filter(name="application:late").values_list("subject_id"))
        risk = Counter(Event.objects.filter(name="application:at_risk").values_list("subject_id"))
        assert max([*late.values(), *risk.values(), 0]) <= 1
        assert Notice.objects.count() == late.total() + risk.total()

    @invariant()
    def apologies_are_for_late_cases_and_name_a_future_time(self) -> None:
        for notice in Notice.objects.filter(kind="apology"):
            assert notice.due_at < notice.at < notice.new_due_at


class TestPromises(TestCase, Promises.TestCase):
    settings = settings(max_examples=8, stateful_step_count=12, deadline=None)
