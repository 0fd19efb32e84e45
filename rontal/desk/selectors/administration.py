"""What an administrator looks at: jobs that failed, mails, and the record of events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.accounts.selectors import names_of
from rontal.kernel.actors import ActorKind
from rontal.kernel.models import Event
from rontal.membership.models import Application
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


@dataclass(frozen=True)
class Entry:
    """An event with the name of whoever acted and, for a case, its code."""

    event: Event
    who: str
    code: str


def failed_jobs() -> list[FailedJob]:
    """The newest failed jobs, at most 100. One query."""
    rows = ProcrastinateJob.objects.filter(status="failed")
    rows = rows.annotate(failed_at=Max("procrastinateevent__at")).order_by("-id")[:LISTED_JOBS]
    return [
        FailedJob(job.id, job.task_name, _subject(job.args), job.attempts, job.failed_at)
        for job in rows
    ]


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
    """Messages in a state (all where the text is none), the newest first. Two queries."""
    rows = Message.objects.select_related("application").order_by("-pk")
    rows = rows.defer("application__details", "application__nik_hash")
    if state in list(MessageState):
        rows = rows.filter(state=state)
    return Paginator(rows, PER_PAGE).get_page(number)


def events(*, name: str, code: str, before: str) -> tuple[list[Entry], int | None]:
    """A page of events, the newest first, and the id to go on before (None at the end).

    Paged by id, not by number: the record grows while somebody reads it.
    """
    rows = _events_of(code) if code else Event.objects.all()
    if name:
        rows = rows.filter(name=name)
    if before.isdecimal():
        rows = rows.filter(pk__lt=min(int(before), 2**63 - 1))
    found = list(rows.order_by("-pk")[: PER_PAGE + 1])
    more = found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None
    return _entries(found[:PER_PAGE]), more


def _events_of(code: str) -> QuerySet[Event]:
    pk = Application.objects.filter(code__iexact=code).values_list("pk", flat=True).first()
    return Event.objects.filter(
        subject_type=Application._meta.label_lower, subject_id=str(pk or "")
    )


def _entries(events: list[Event]) -> list[Entry]:
    staff = {e.actor_id for e in events if e.actor_kind == ActorKind.STAFF and e.actor_id}
    names = names_of(staff)
    cases = [e.subject_id for e in events if e.subject_type == Application._meta.label_lower]
    codes = {str(pk): code for pk, code in _codes(cases)}
    return [
        Entry(event, names.get(event.actor_id or 0, ""), _code(event, codes)) for event in events
    ]


def _codes(ids: list[str]) -> list[tuple[int, str]]:
    return list(Application.objects.filter(pk__in=ids).values_list("pk", "code"))


def _code(event: Event, codes: dict[str, str]) -> str:
    of_case = event.subject_type == Application._meta.label_lower
    return codes.get(event.subject_id, "") if of_case else ""


def _subject(args: dict[str, Any]) -> str:
    """What the job was to do: the subscriber's name, or the ids that it was given."""
    subscriber = args.get("subscriber")
    numbers = [f"{key} {value}" for key, value in args.items() if isinstance(value, int)]
    return " · ".join([*([str(subscriber)] if subscriber else []), *numbers])
