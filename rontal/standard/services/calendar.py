"""Changes of the working calendar by staff. The whole calendar is checked before a change is saved:
overlapping hours, spans that end before they begin and years without working time are refused.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import Scalar, emit
from rontal.standard import events
from rontal.standard.models import CalendarVersion, Closing, DayAnswer, SpecialHours, WeeklyHours
from rontal.standard.rules.entries import Span, Special
from rontal.standard.rules.hours import Week, to_json
from rontal.standard.selectors import Change, clear_calendar_cache, entries_after

MAY_CHANGE = ("head", "administrator")
"""Roles of the app `accounts`, which this app must not import."""
Row = TypeVar("Row", SpecialHours, Closing)


def set_weekly_hours(*, valid_from: date, week: Week, actor: Actor) -> WeeklyHours:
    """Sets the hours of an ordinary week from a date on, in place of those from the same date.

    Raises NotAllowed, Invalid.
    """
    data = _event_data("weekly_hours_set", valid_from)
    with _changing(lambda entries: entries.with_week(valid_from, week), data, actor):
        row, _fresh = WeeklyHours.objects.update_or_create(
            valid_from=valid_from, defaults={"week": to_json(week)}
        )
    return row


def remove_weekly_hours(*, valid_from: date, actor: Actor) -> None:
    """Removes the hours that apply from a date on; raises NotAllowed, NotFound, Invalid."""
    data = _event_data("weekly_hours_removed", valid_from)
    with _changing(lambda entries: entries.without_week(valid_from), data, actor):
        if not WeeklyHours.objects.filter(valid_from=valid_from).delete()[0]:
            raise NotFound


def add_special_hours(
    *, name: str, first_day: date, last_day: date, week: Week, actor: Actor
) -> SpecialHours:
    """Adds different hours from `first_day` to `last_day`, both included; raises NotAllowed,
    Invalid.
    """
    new = Special(name.strip(), first_day, last_day, week=week)
    data = _event_data("special_hours_added", first_day, last_day)
    with _changing(lambda entries: entries.with_special(new), data, actor):
        return SpecialHours.objects.create(
            name=new.name, first_day=first_day, last_day=last_day, week=to_json(week)
        )


def remove_special_hours(*, entry_id: int, actor: Actor) -> None:
    """Removes special hours; raises NotAllowed, NotFound, Invalid."""
    with transaction.atomic():
        row = _row(SpecialHours, entry_id)
        data = _event_data("special_hours_removed", row.first_day, row.last_day)
        with _changing(lambda entries: entries.without_special(entry_id), data, actor):
            if not row.delete()[0]:
                raise NotFound


def add_closing(*, name: str, first_day: date, last_day: date, actor: Actor) -> Closing:
    """Adds a closing from `first_day` to `last_day`, both included; raises NotAllowed, Invalid."""
    new = Span(name.strip(), first_day, last_day)
    data = _event_data("closing_added", first_day, last_day)
    with _changing(lambda entries: entries.with_closing(new), data, actor):
        return Closing.objects.create(name=new.name, first_day=first_day, last_day=last_day)


def remove_closing(*, entry_id: int, actor: Actor) -> None:
    """Removes a closing; raises NotAllowed, NotFound, Invalid."""
    with transaction.atomic():
        row = _row(Closing, entry_id)
        data = _event_data("closing_removed", row.first_day, row.last_day)
        with _changing(lambda entries: entries.without_closing(entry_id), data, actor):
            if not row.delete()[0]:
                raise NotFound


def confirm_day(*, day: date, actor: Actor) -> None:
    """Makes a proposed day a day off; raises NotAllowed, Invalid."""
    _answer(day, "day_confirmed", actor, off=True)


def reject_day(*, day: date, actor: Actor) -> None:
    """Makes a proposed day or national holiday a working day; raises NotAllowed, Invalid."""
    _answer(day, "day_struck", actor, off=False)


def remove_answer(*, day: date, actor: Actor) -> None:
    """Removes the answer about a day; raises NotAllowed, NotFound, Invalid."""
    data = _event_data("answer_forgotten", day)
    with _changing(lambda entries: entries.without_answer(day), data, actor):
        if not DayAnswer.objects.filter(day=day).delete()[0]:
            raise NotFound


def _answer(day: date, what: str, actor: Actor, *, off: bool) -> None:
    with _changing(
        lambda entries: entries.with_answer(day, off=off), _event_data(what, day), actor
    ):
        DayAnswer.objects.update_or_create(day=day, defaults={"off": off})


@contextmanager
def _changing(change: Change, data: dict[str, Scalar], actor: Actor) -> Iterator[None]:
    """Locks the calendar, checks the change, lets the caller write it, and emits an event."""
    actor.require(*MAY_CHANGE)
    with transaction.atomic():
        version = _lock()
        entries_after(change)
        yield
        version.token, version.changed_at = uuid.uuid4(), clock.now()
        version.save(update_fields=["token", "changed_at"])
        emit(events.CALENDAR_CHANGED, actor=actor, subject=version, data=data)
        clear_calendar_cache()
        transaction.on_commit(clear_calendar_cache)


def _lock() -> CalendarVersion:
    """Locks the one row that every change locks before it reads the entries."""
    CalendarVersion.objects.bulk_create(
        [CalendarVersion(pk=1, token=uuid.uuid4())], ignore_conflicts=True
    )
    return CalendarVersion.objects.select_for_update(of=("self",)).get(pk=1)


def _row(kind: type[Row], entry_id: int) -> Row:
    return NotFound.if_none(kind.objects.filter(pk=entry_id).first())


def _event_data(what: str, first: date, last: date | None = None) -> dict[str, Scalar]:
    return {"what": what, "first": f"{first}", "last": f"{last or first}"}
