"""Keeping of promises: due times follow the calendar, staff are reminded before a case is late, and
the applicant of a late case gets one apology with a new time.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import Scalar, emit
from rontal.core.models import Event
from rontal.core.statements import BATCH
from rontal.membership import events
from rontal.membership.models import Application
from rontal.membership.notices import Notice
from rontal.membership.rules.kinds import NoticeKind
from rontal.membership.selectors.promises import at_risk_until, due_with
from rontal.membership.states import CLOCK_RUNS
from rontal.membership.steps.application_changes import lock
from rontal.standard.models import CalendarVersion
from rontal.standard.policies import StandardPolicies
from rontal.standard.rules import due
from rontal.standard.selectors import locked_calendar

KEEPER = Actor.system("membership.keep_promises")
BATCH_SIZE = 500


def recompute_due_times(*, change_id: int) -> int:
    """Recomputes the due times of running applications after a change of the calendar; returns the
    number of changed ones.

    `change_id` is the id of the event. A second call changes nothing and emits nothing.
    """
    moved = checked = last = 0
    while rows := _recompute(last):
        moved += sum(has_moved for _pk, has_moved in rows)
        checked += len(rows)
        last = rows[-1][0]
    recorded = Event.objects.filter(name=events.RECOMPUTED, data__change=change_id)
    with transaction.atomic():
        version = CalendarVersion.objects.select_for_update(of=("self",)).get(pk=1)
        if not recorded.exists():
            data = {"change": change_id, "moved": moved, "open": checked}
            emit(events.RECOMPUTED, actor=KEEPER, subject=version, data=data)
    return moved


def remind_staff() -> int:
    """Emits a reminder, once for each case, when its last quarter has begun; clerks get one mail
    for all. Returns the number of cases.
    """
    with transaction.atomic():
        applications = list(_unnoticed(NoticeKind.REMINDER, at_risk_until(clock.now())))
        if not applications:
            return 0
        batch = uuid.uuid4()
        notices = Notice.objects.bulk_create(
            [_notice(one, NoticeKind.REMINDER, batch=batch) for one in applications],
            batch_size=BATCH,
        )
        for application in applications:
            emit(events.AT_RISK, actor=KEEPER, subject=application)
        data: dict[str, Scalar] = {"batch": f"{batch}", "cases": len(applications)}
        emit(events.REMINDED, actor=KEEPER, subject=notices[0], data=data)
    return len(applications)


def apologise() -> int:
    """Promises a new time, once, to each applicant whose case is late; returns their number."""
    now = clock.now()
    with transaction.atomic():
        late_ids = list(_unnoticed(NoticeKind.APOLOGY, now).values_list("pk", flat=True))
    return sum(_apologise(application_id, now) for application_id in late_ids)


def _recompute(after: int) -> list[tuple[int, bool]]:
    """Recomputes the next few applications after this id; returns ids and whether each changed."""
    with transaction.atomic():
        rows = Application.objects.select_for_update(no_key=True, of=("self",))
        rows = rows.filter(state__in=sorted(CLOCK_RUNS), pk__gt=after).order_by("pk")
        applications = list(
            rows.only("clock_started_at", "working_seconds_used", "due_at")[:BATCH_SIZE]
        )
        calendar, moved = locked_calendar(), []
        for application in applications:
            due_at = due_with(calendar, application)
            if due_at != application.due_at:
                application.due_at = due_at
                moved.append(application)
        Application.objects.bulk_update(moved, ["due_at"], batch_size=BATCH)
    numbers = {application.pk for application in moved}
    return [(application.pk, application.pk in numbers) for application in applications]


def _unnoticed(kind: NoticeKind, until: datetime) -> QuerySet[Application]:
    """Returns applications due until a moment without a notice of this kind; locked ones, which are
    being decided, are left to the next run.
    """
    sent = Notice.objects.filter(application=OuterRef("pk"), kind=kind)
    rows = Application.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
    rows = rows.filter(~Exists(sent), state__in=sorted(CLOCK_RUNS), due_at__lte=until)
    return rows.order_by("due_at", "pk")[:BATCH_SIZE]


def _apologise(application_id: int, now: datetime) -> bool:
    promised = timedelta(minutes=StandardPolicies.current().second_promise_working_minutes)
    with transaction.atomic():
        application = lock(application_id)
        sent = Notice.objects.filter(application=application, kind=NoticeKind.APOLOGY)
        runs = application.state in CLOCK_RUNS
        if not runs or _promised(application) >= now or sent.exists():
            return False
        new_due_at = due(locked_calendar(), now, promised)
        _notice(application, NoticeKind.APOLOGY, new_due_at=new_due_at).save(force_insert=True)
        data = {"due": f"{application.due_at:%FT%TZ}", "new_due": f"{new_due_at:%FT%TZ}"}
        emit(events.LATE, actor=KEEPER, subject=application, data=data)
    return True


def _notice(application: Application, kind: NoticeKind, **more: Any) -> Notice:
    due_at = _promised(application)
    return Notice(application=application, kind=kind, due_at=due_at, at=clock.now(), **more)


def _promised(application: Application) -> datetime:
    """Returns the due time of an application whose clock is running."""
    assert application.due_at is not None
    return application.due_at
