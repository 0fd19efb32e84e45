"""Queries for administrators: background jobs, and messages with their delivery state."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.core import jobs
from rontal.notifications.models import Message
from rontal.notifications.states import MessageState

PER_PAGE = 30
LISTED_JOBS = 100


@dataclass(frozen=True)
class FailedJob:
    """Background job that failed after its last attempt; `subject` describes its arguments.

    Arguments of jobs are ids, so no personal data is shown.
    """

    id: int
    task: str
    subject: str
    attempts: int
    failed_at: datetime | None


@dataclass(frozen=True)
class Load:
    """Number of jobs waiting and running, and the time since which the oldest one has waited."""

    waiting: int
    running: int
    oldest: datetime | None


def failed_jobs() -> list[FailedJob]:
    """Returns the newest failed jobs, at most 100. One query."""
    rows = ProcrastinateJob.objects.filter(status="failed")
    rows = rows.annotate(failed_at=Max("procrastinateevent__at")).order_by("-id")[:LISTED_JOBS]
    return [_failed(job) for job in rows]


def _failed(job: ProcrastinateJob) -> FailedJob:
    task, subject = jobs.label_of(job.task_name), jobs.purpose_of(job.args)
    return FailedJob(job.id, task, subject, job.attempts, job.failed_at)  # type: ignore[attr-defined]


def load() -> Load:
    """Returns the current load of the job queue. One query."""
    rows = ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).values("status")
    by_status = {
        row["status"]: row
        for row in rows.annotate(
            number=Count("id"), oldest=Min("procrastinateevent__at")
        ).order_by()
    }
    todo, doing = by_status.get("todo", {}), by_status.get("doing", {})
    return Load(todo.get("number", 0), doing.get("number", 0), todo.get("oldest"))


def message_counts() -> dict[MessageState, int]:
    """Returns the number of messages in each state. One query."""
    rows = dict(Message.objects.values_list("state").annotate(number=Count("pk")).order_by())
    return {state: rows.get(state, 0) for state in MessageState}


def messages(state: str, number: str) -> "Page[Message]":
    """Returns a page of messages in a state (all for an unknown state), newest first.

    Two queries; encrypted personal data is not fetched.
    """
    rows = Message.objects.select_related("application", "ticket", "data_request", "incident")
    codes = ("application__code", "ticket__code", "data_request__code", "incident__code")
    rows = rows.only(*Message.COLUMNS, *codes).order_by("-pk")
    if state in list(MessageState):
        rows = rows.filter(state=state)
    return Paginator(rows, PER_PAGE).get_page(number)
