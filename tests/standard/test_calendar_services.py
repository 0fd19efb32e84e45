"""Tests for changes of the calendar: invalid ones are refused, others apply in every process."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotAllowed, NotFound
from rontal.core.models import Event
from rontal.standard import selectors, services
from rontal.standard.models import CalendarVersion, Closing, SpecialHours, WeeklyHours
from rontal.standard.rules import DEFAULT_WEEK, due
from rontal.standard.rules.hours import HoursRefused, read_day, write_day

pytestmark = pytest.mark.django_db
HEAD = Actor.staff(1, frozenset({Role.HEAD.value}))
CLERK = Actor.staff(2, frozenset({Role.CLERK.value}))
SHORT = ((time(8), time(15)),)
RAMADAN = (SHORT, SHORT, SHORT, SHORT, SHORT, (), ())
NEVER = ((),) * 7
WEDNESDAY = date(2027, 1, 13)  # Galungan
EIGHT = timedelta(hours=8)


def refusal(act) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        act()
    return caught.value.fields


def hours(day: date) -> str:
    return write_day(selectors.calendar().hours(day))


def close(first: date, last: date, name: str = "Pindah gedung") -> Closing:
    return services.add_closing(name=name, first_day=first, last_day=last, actor=HEAD)


def test_galungan_on_a_wednesday_postpones_what_was_due_that_day():
    start = datetime(2027, 1, 12, 2, 30, tzinfo=UTC)  # Tuesday 10:30 in Bali
    assert selectors.decision_due(start) == datetime(2027, 1, 13, 2, 30, tzinfo=UTC)
    services.confirm_day(day=WEDNESDAY, actor=HEAD)
    assert selectors.decision_due(start) == datetime(2027, 1, 14, 2, 30, tzinfo=UTC)
    services.confirm_day(day=date(2027, 1, 14), actor=HEAD)
    services.confirm_day(day=date(2027, 1, 12), actor=HEAD)
    assert selectors.decision_due(start) == datetime(2027, 1, 18, 2, 0, tzinfo=UTC)
    services.reject_day(day=WEDNESDAY, actor=HEAD)
    assert hours(WEDNESDAY) == "07:30-12:00, 13:00-16:30"


def test_removed_national_holiday_is_worked_until_the_answer_is_undone():
    independence = date(2027, 8, 17)
    assert hours(independence) == ""
    services.reject_day(day=independence, actor=HEAD)
    assert hours(independence) == "07:30-12:00, 13:00-16:30"
    services.remove_answer(day=independence, actor=HEAD)
    assert hours(independence) == ""
    with pytest.raises(NotFound):
        services.remove_answer(day=independence, actor=HEAD)


def test_weekly_hours_hold_from_their_date_except_special_hours_and_closings():
    saturday = (*DEFAULT_WEEK[:5], ((time(9), time(12)),), ())
    services.set_weekly_hours(valid_from=date(2027, 2, 1), week=saturday, actor=HEAD)
    assert (hours(date(2027, 1, 30)), hours(date(2027, 2, 13))) == ("", "09:00-12:00")
    special = services.add_special_hours(
        name="Ramadan",
        first_day=date(2027, 2, 8),
        last_day=date(2027, 3, 9),
        week=RAMADAN,
        actor=HEAD,
    )
    assert (hours(date(2027, 2, 13)), hours(date(2027, 2, 9))) == ("", "08:00-15:00")
    closing = close(date(2027, 2, 9), date(2027, 2, 10))
    assert (hours(date(2027, 2, 10)), hours(date(2027, 2, 11))) == ("", "08:00-15:00")
    services.remove_closing(entry_id=closing.pk, actor=HEAD)
    services.remove_special_hours(entry_id=special.pk, actor=HEAD)
    services.remove_weekly_hours(valid_from=date(2027, 2, 1), actor=HEAD)
    assert hours(date(2027, 2, 13)) == ""
    assert not WeeklyHours.objects.exists()
    assert not SpecialHours.objects.exists()


def test_second_week_from_the_same_date_replaces_the_first():
    for week in (RAMADAN, DEFAULT_WEEK):
        services.set_weekly_hours(valid_from=date(2027, 2, 1), week=week, actor=HEAD)
    assert WeeklyHours.objects.count() == 1
    assert hours(date(2027, 2, 1)) == "07:30-12:00, 13:00-16:30"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("07:30-12:00, 11:00-16:30", "hours_overlap"),
        ("12:00-07:30", "hours_end_before_begin"),
        ("22:00-02:00", "hours_end_before_begin"),
        ("08:00-08:00", "hours_end_before_begin"),
        ("08:00-25:00", "hours_unreadable"),
        ("08:61-09:00", "hours_unreadable"),
        ("pagi sampai siang", "hours_unreadable"),
        ("08:00", "hours_unreadable"),
        (",".join(f"{hour:02}:00-{hour:02}:30" for hour in range(9)), "hours_too_many"),
    ],
)
def test_invalid_hours_are_refused(text, code):
    with pytest.raises(HoursRefused) as refused:
        read_day(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13.00-16.30; 07.30 – 12.00", "07:30-12:00, 13:00-16:30"),
        ("7:30 s/d 12:00", "07:30-12:00"),
        ("00:00-24:00", "00:00-24:00"),
        (" ", ""),
    ],
)
def test_hours_are_parsed_as_people_write_them(text, expected):
    assert write_day(read_day(text)) == expected
    assert read_day(expected) == read_day(text)


def test_invalid_change_is_refused_and_nothing_is_saved():
    day, before = date(2027, 5, 3), date(2027, 5, 2)
    assert refusal(lambda: close(day, before)) == {"last_day": "span_ends_before_begin"}
    assert refusal(lambda: close(day, day, name=" ")) == {"name": "entry_without_name"}
    assert refusal(lambda: close(date(1999, 1, 1), day)) == {"first_day": "date_too_far"}
    years = lambda: close(date(2027, 1, 1), date(2028, 3, 1))  # noqa: E731
    assert refusal(years) == {"": "calendar_without_work"}
    week = lambda: services.set_weekly_hours(valid_from=day, week=NEVER, actor=HEAD)  # noqa: E731
    assert refusal(week) == {"week": "hours_never"}
    assert not Closing.objects.exists()
    assert not WeeklyHours.objects.exists()
    assert not Event.objects.filter(name="calendar:changed").exists()


def test_year_without_work_is_detected_across_closings_and_the_turn_of_the_year():
    close(date(2027, 3, 1), date(2027, 12, 31))
    assert refusal(lambda: close(date(2028, 1, 1), date(2028, 3, 5))) == {
        "": "calendar_without_work"
    }
    close(date(2028, 1, 10), date(2028, 3, 5), "Sisa")  # leaves one week of work
    assert Closing.objects.count() == 2


def test_overlapping_or_empty_special_hours_are_refused():
    def add(first: date, last: date, week=RAMADAN):
        return services.add_special_hours(
            name="Ramadan", first_day=first, last_day=last, week=week, actor=HEAD
        )

    add(date(2027, 2, 8), date(2027, 3, 9))
    overlap = lambda: add(date(2027, 3, 9), date(2027, 3, 9))  # noqa: E731
    assert refusal(overlap) == {"first_day": "special_hours_overlap"}
    weekend = lambda: add(date(2027, 5, 1), date(2027, 5, 2))  # noqa: E731
    assert refusal(weekend) == {"week": "special_hours_never"}
    add(date(2027, 3, 10), date(2027, 3, 10))


def test_only_permitted_roles_change_the_calendar():
    for actor in (CLERK, Actor.visitor(), Actor.person(7), Actor.system("x")):
        with pytest.raises(NotAllowed):
            services.confirm_day(day=WEDNESDAY, actor=actor)
    services.confirm_day(day=WEDNESDAY, actor=Actor.staff(3, frozenset({"administrator"})))


def test_every_change_is_an_event_that_names_the_dates():
    closing = close(date(2027, 5, 3), date(2027, 5, 4))
    services.remove_closing(entry_id=closing.pk, actor=HEAD)
    with pytest.raises(NotFound):
        services.remove_closing(entry_id=closing.pk, actor=HEAD)
    changes = [event.data for event in Event.objects.filter(name="calendar:changed").order_by("pk")]
    dates = {"first": "2027-05-03", "last": "2027-05-04"}
    assert changes == [{"what": "closing_added", **dates}, {"what": "closing_removed", **dates}]


def test_page_loads_the_calendar_once():
    with CaptureQueriesContext(
        connection,
    ) as first:
        selectors.calendar()
    with CaptureQueriesContext(connection) as then:
        for _ in range(50):
            selectors.calendar()
    assert (len(first), len(then)) == (1, 0)


def test_another_process_sees_the_change_after_a_check(monkeypatch):
    """A process with a cached calendar sees by the token that it has changed."""
    current = selectors.calendar()
    services.confirm_day(day=WEDNESDAY, actor=HEAD)
    selectors._cached = selectors._CachedCalendar(None, "Asia/Makassar", current, float("inf"))
    assert not selectors.calendar().is_off(WEDNESDAY)
    monkeypatch.setattr(selectors, "RECHECK_SECONDS", float("-inf"))
    with CaptureQueriesContext(connection) as queries:
        assert selectors.calendar().is_off(WEDNESDAY)
    with CaptureQueriesContext(connection) as again:
        selectors.calendar()
    assert (len(queries), len(again)) == (5, 1)


def test_writing_a_due_time_locks_the_calendar_whatever_the_process_has_cached():
    stale = selectors.calendar()
    services.confirm_day(day=WEDNESDAY, actor=HEAD)
    selectors._cached = selectors._CachedCalendar(None, "Asia/Makassar", stale, float("inf"))
    start = datetime(2027, 1, 12, 2, 30, tzinfo=UTC)
    assert selectors.decision_due(start) == datetime(2027, 1, 14, 2, 30, tzinfo=UTC)


def test_database_without_the_version_row_uses_the_defaults():
    CalendarVersion.objects.all().delete()
    selectors.clear_calendar_cache()
    start = datetime(2027, 1, 12, 2, 30, tzinfo=UTC)
    assert selectors.decision_due(start) == due(selectors.calendar(), start, EIGHT)
    services.confirm_day(day=WEDNESDAY, actor=HEAD)
    assert CalendarVersion.objects.count() == 1
