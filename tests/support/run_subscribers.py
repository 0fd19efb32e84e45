"""Runs event subscribers in the test's own transaction: fast, and rolled back."""

from django.db.models import Q
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.core import clock
from rontal.core.jobs import tell_subscriber
from rontal.notifications import services

ROOMS = ("rontal.lending.", "rontal.reading.", "rontal.notifications.tasks.queue_messages")


def carry_on(done: set[int]) -> None:
    """Runs the jobs of lending, reading and mail that members' events cause, until no due job
    waits.

    Adds the ids of the jobs that ran to `done`, and skips those in it.
    """
    while waiting := [job for job in _waiting() if job.id not in done]:
        for job in waiting:
            done.add(job.id)
            if job.task_name == services.DELIVERY:
                services.deliver(message_id=job.args["message_id"])
            elif job.args["subscriber"].startswith(ROOMS):
                tell_subscriber.func(**job.args)


def _waiting() -> list[ProcrastinateJob]:
    names = (services.DELIVERY, tell_subscriber.name)
    jobs = ProcrastinateJob.objects.filter(task_name__in=names, status="todo")
    due = Q(scheduled_at=None) | Q(scheduled_at__lte=clock.now())
    return list(jobs.filter(due).order_by("id"))
