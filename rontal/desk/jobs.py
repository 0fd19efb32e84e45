"""Retry of a failed background job."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotFound
from rontal.core.events import emit
from rontal.desk import events


def try_again(*, job_id: int, actor: Actor) -> None:
    """Queues a failed job again.

    Raises NotAllowed, NotFound, and IllegalTransition where the job is not failed (for example
    because another administrator retried it first).
    """
    actor.require(Role.ADMINISTRATOR)
    with transaction.atomic():
        job = NotFound.if_none(
            ProcrastinateJob.objects.select_for_update(of=("self",)).filter(pk=job_id).first()
        )
        if job.status != "failed":
            raise IllegalTransition(frm=job.status, to="todo")
        app.job_manager.retry_job_by_id(job.id, retry_at=clock.now())
        emit(events.JOB_TRIED_AGAIN, actor=actor, subject=job, data={"task": job.task_name})
