"""What an administrator looks at: jobs that failed, mails, and the record of events."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, Q, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.accounts.selectors import names_of
from rontal.kernel.actors import ActorKind
from rontal.kernel.models import Event, SealedFile
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
    """An event with the name of whoever acted and, for a case, its photos and mails, the code."""

    event: Event
    who: str
    code: str

    @property
    def subject(self) -> str:
        """What the event is about, where it is no case."""
        return f"{self.event.subject_type} {self.event.subject_id}"


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
    codes = {
        kind: find([event.subject_id for event in events if event.subject_type == kind])
        for kind, find in _CODES.items()
    }
    return [
        Entry(
            event,
            names.get(event.actor_id or 0, ""),
            codes.get(event.subject_type, {}).get(event.subject_id, ""),
        )
        for event in events
    ]


def _case_codes(ids: list[str]) -> dict[str, str]:
    rows = Application.objects.filter(pk__in=ids).values_list("pk", "code") if ids else []
    return {str(pk): code for pk, code in rows}


def _file_codes(ids: list[str]) -> dict[str, str]:
    """Codes of the applications whose photos these are; one that was replaced is nobody's."""
    if not ids:
        return {}
    owned = Q(card_photo__in=ids) | Q(face_photo__in=ids) | Q(extra_document__in=ids)
    columns = ("card_photo_id", "face_photo_id", "extra_document_id")
    rows = Application.objects.filter(owned).values_list("code", *columns)
    return {str(file): code for code, *files in rows for file in files if file}


def _message_codes(ids: list[str]) -> dict[str, str]:
    rows = Message.objects.filter(pk__in=ids) if ids else Message.objects.none()
    return {str(pk): code for pk, code in rows.values_list("pk", "application__code")}


_CODES: Mapping[str, Callable[[list[str]], dict[str, str]]] = {
    Application._meta.label_lower: _case_codes,
    SealedFile._meta.label_lower: _file_codes,
    Message._meta.label_lower: _message_codes,
}


def _subject(args: dict[str, Any]) -> str:
    """What the job was to do: the subscriber's name, or the ids that it was given."""
    subscriber = args.get("subscriber")
    numbers = [f"{key} {value}" for key, value in args.items() if isinstance(value, int)]
    return " · ".join([*([str(subscriber)] if subscriber else []), *numbers])
