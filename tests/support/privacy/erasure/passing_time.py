"""Lets time pass as in a library: every waiting job runs, and every periodic job."""

from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.db import connection
from django.db.models import Q
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.core import clock

DONE = "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s"


def run_jobs() -> None:
    """Runs all waiting jobs whose time has come, with those that they defer."""
    while jobs := list(_waiting()):
        for job in jobs:
            task: Any = app.tasks[job.task_name]
            if not task.pass_context:
                task.func(**job.args)
            else:
                _deliver(job)
            with connection.cursor() as cursor:
                cursor.execute(DONE, [job.pk])


def run_periodic_jobs() -> None:
    """Runs every periodic job of the library once, then what they deferred."""
    for periodic in app.periodic_registry.periodic_tasks.values():
        task: Any = periodic.task
        if not task.pass_context:
            task.func(timestamp=0)
    run_jobs()


def pass_days(traveller: time_machine.Traveller, days: int) -> None:
    """Lets days pass; the periodic jobs run every ten days and at the end."""
    for _step in range(days // 10):
        traveller.shift(timedelta(days=10))
        run_periodic_jobs()
    traveller.shift(timedelta(days=days % 10, minutes=1))
    run_periodic_jobs()


def _waiting() -> Any:
    now: datetime = clock.now()
    due = Q(scheduled_at=None) | Q(scheduled_at__lte=now)
    return ProcrastinateJob.objects.filter(due, status="todo").order_by("id")


def _deliver(job: ProcrastinateJob) -> None:
    from rontal.notifications import services

    services.deliver(message_id=job.args["message_id"])
