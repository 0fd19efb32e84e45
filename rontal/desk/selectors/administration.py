"""What an administrator looks at: jobs that failed, and mails."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.desk import job_words
from rontal.notifications.models import Message
from rontal.notifications.states import MessageState

PER_PAGE = 30
LISTED_JOBS = 100


@dataclass(frozen=True)
class FailedJob:
    """A job that gave up. Arguments of jobs are ids: no personal data is among them."""

    id: int
    task: str
    subject: str
    attempts: int
    failed_at: datetime | None


@dataclass(frozen=True)
class Load:
    """How many jobs wait or run, and since when the oldest one that is due has waited."""

    waiting: int
    running: int
    oldest: datetime | None


def failed_jobs() -> list[FailedJob]:
    """The newest failed jobs, at most 100. One query."""
    rows = ProcrastinateJob.objects.filter(status="failed")
    rows = rows.annotate(failed_at=Max("procrastinateevent__at")).order_by("-id")[:LISTED_JOBS]
    return [_failed(job) for job in rows]


def _failed(job: ProcrastinateJob) -> FailedJob:
    task, subject = job_words.task(job.task_name), job_words.purpose(job.args)
    return FailedJob(job.id, task, subject, job.attempts, job.failed_at)  # type: ignore[attr-defined]


def load() -> Load:
    """What the workers have before them. One query."""
    rows = ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).values("status")
    found = {
        row["status"]: row
        for row in rows.annotate(
            number=Count("id"), oldest=Min("procrastinateevent__at")
        ).order_by()
    }
    todo, doing = found.get("todo", {}), found.get("doing", {})
    return Load(todo.get("number", 0), doing.get("number", 0), todo.get("oldest"))


def message_counts() -> dict[MessageState, int]:
    """How many messages are in each state."""
    rows = dict(Message.objects.values_list("state").annotate(number=Count("pk")).order_by())
    return {state: rows.get(state, 0) for state in MessageState}


def messages(state: str, number: str) -> "Page[Message]":
    """Messages in a state (all where the text is none), the newest first. Two queries; nothing
    personal is fetched with them."""
    rows = Message.objects.select_related("application", "ticket").order_by("-pk")
    rows = rows.only(*Message.COLUMNS, "application__code", "ticket__code")
    if state in list(MessageState):
        rows = rows.filter(state=state)
    return Paginator(rows, PER_PAGE).get_page(number)
