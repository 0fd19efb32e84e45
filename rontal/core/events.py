"""Events: the append-only record of what happened, and the channel by which apps react to it.

An app declares its events in `<app>/events.py` with `declare` and emits them in its services; apps
above it subscribe in their `tasks.py`. `emit` writes the row and defers one job for each subscriber
in the caller's transaction: a rollback removes both.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.functional import Promise

from rontal.core import clock, event_log
from rontal.core.actors import Actor
from rontal.core.statements import BATCH

if TYPE_CHECKING:
    from rontal.core.models import Event

Scalar = str | int | bool | None
Text = str | Promise
Subscriber = Callable[["Event"], None]


@dataclass(frozen=True, slots=True)
class JobOptions:
    """Queue and priority of a subscriber's jobs; a higher priority runs sooner."""

    queue: str = "events"
    priority: int = 0


@dataclass(frozen=True, slots=True)
class EventType:
    """Declared event. `meaning` goes into the documentation, the other texts into the audit log.

    `label` stands in lists; `sentence` says who (`%(who)s`) did what to which subject (`%(what)s`).
    """

    meaning: str
    label: Text
    sentence: Text


EVENTS = JobOptions()
DECLARED: dict[str, EventType] = {}
SUBSCRIBERS: dict[str, dict[str, Subscriber]] = {}
SUBSCRIBER_LABELS: dict[str, Text] = {}
JOB_OPTIONS: dict[str, JobOptions] = {}


def declare(name: str, meaning: str, *, label: Text, sentence: Text) -> str:
    """Declares an event, named `subject:what_happened`, with the texts of an `EventType`.

    Raises ValueError for a name that is declared already.
    """
    if name in DECLARED:
        raise ValueError(f"event {name} is declared twice")
    DECLARED[name] = EventType(meaning, label, sentence)
    return name


def event_label(name: str) -> Text:
    """Returns the label of an event; its name where no installed app declares it any more."""
    return DECLARED[name].label if name in DECLARED else name


def subscriber(
    *names: str, label: Text, line: JobOptions = EVENTS
) -> Callable[[Subscriber], Subscriber]:
    """Decorator: calls the function, in a job of its own, for each event of these names.

    The function gets the Event. It may run more than once for the same event (a job is retried), so
    it must be idempotent. `label` describes the job at the desk; `line` is its queue and priority.
    """

    def register(function: Subscriber) -> Subscriber:
        key = f"{function.__module__}.{function.__qualname__}"
        JOB_OPTIONS[key] = line
        SUBSCRIBER_LABELS[key] = label
        for name in names:
            SUBSCRIBERS.setdefault(name, {})[key] = function
        return function

    return register


def newest() -> int:
    """Returns the id of the newest event; 0 when there is none."""
    from rontal.core.models import Event

    return Event.objects.aggregate(newest=models.Max("pk"))["newest"] or 0


@dataclass(frozen=True, slots=True)
class PastEvent:
    """Event of the past, for `write_past`."""

    name: str
    at: datetime
    actor: Actor
    subject: models.Model


def write_past(past: Iterable[PastEvent]) -> None:
    """Writes events of the past in order of time, for the demo library. Subscribers are not called.

    Raises KeyError for an event that is not declared.
    """
    from rontal.core.models import Event

    Event.objects.bulk_create(
        [
            _row(event.name, event.at, event.actor, event.subject)
            for event in sorted(past, key=lambda event: event.at)
        ],
        batch_size=BATCH,
    )


def emit(
    name: str,
    *,
    actor: Actor,
    subject: models.Model,
    data: Mapping[str, Scalar] | None = None,
) -> "Event":
    """Writes an event about `subject` and defers its subscribers' jobs, in this transaction.

    `data` holds scalars and no personal data: events are never erased. Raises KeyError for an event
    that is not declared.
    """
    return emit_all(name, actor=actor, subjects=[subject], data=data)[0]


def emit_all(
    name: str,
    *,
    actor: Actor,
    subjects: Iterable[models.Model],
    data: Mapping[str, Scalar] | None = None,
) -> "list[Event]":
    """Emits an event for each subject, as `emit` does: one statement for the rows, one for the jobs
    of each subscriber.
    """
    from rontal.core.jobs import defer_subscriber
    from rontal.core.models import Event

    now = clock.now()
    DECLARED[name]
    events = [_row(name, now, actor, subject, data) for subject in subjects]
    with transaction.atomic(savepoint=False):
        Event.objects.bulk_create(events, batch_size=BATCH)
        for key in SUBSCRIBERS.get(name, {}) if events else ():
            defer_subscriber(key, [event.pk for event in events])
        event_log.log(name, events)
    return events


def _row(
    name: str,
    at: datetime,
    actor: Actor,
    subject: models.Model,
    data: Mapping[str, Scalar] | None = None,
) -> "Event":
    from rontal.core.models import Event

    DECLARED[name]
    return Event(
        name=name,
        at=at,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        data=dict(data or {}),
    )
