"""Jobs: procrastinate tasks deferred in the caller's transaction."""

import importlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import DEFAULT_QUEUE
from procrastinate.tasks import Task
from procrastinate.types import JSONDict

from rontal.core import events

# Eight attempts over about a day (4, 16, 64 s and so on); then the job fails and staff see it.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)
MACHINE = "machine"
"""Queue of jobs that use a core for seconds. A worker runs one of them at a time, parallel to the
other queues.
"""
Labelled = TypeVar("Labelled", bound=Task)  # type: ignore[type-arg]
LABELS: dict[str, str | Promise] = {
    "builtin:procrastinate.builtin_tasks.remove_old_jobs": _("Remove old jobs"),
    "procrastinate.builtin_tasks.remove_old_jobs": _("Remove old jobs"),
}
"""Labels of jobs by task name, for lists at the desk."""


def labelled(label: str | Promise) -> Callable[[Labelled], Labelled]:
    """Decorator of a task: gives its jobs a label. Stands above `app.periodic` and `app.task`."""

    def register(task: Labelled) -> Labelled:
        LABELS[task.name] = label
        return task

    return register


def quick_queues() -> list[str]:
    """Returns the names of all queues except `MACHINE`, sorted."""
    tasks = {task.queue for task in app.tasks.values()}
    lines = {line.queue for line in events.JOB_OPTIONS.values()}
    return sorted({DEFAULT_QUEUE, *tasks, *lines} - {MACHINE})


@labelled(_("Pass on an event"))
@app.task(name="core:tell_subscriber", retry=RETRY, queue="events")
def tell_subscriber(*, subscriber: str, event_id: int) -> None:
    from rontal.core.models import Event

    event = Event.objects.get(pk=event_id)
    importlib.import_module(subscriber.rsplit(".", 1)[0])
    events.SUBSCRIBERS[event.name][subscriber](event)


def defer_subscriber(subscriber: str, event_ids: Iterable[int]) -> None:
    """Defers a job for each event, all in one statement."""
    line = events.JOB_OPTIONS.get(subscriber, events.EVENTS)
    deferrer = tell_subscriber.configure(queue=line.queue, priority=line.priority)
    jobs: list[JSONDict] = [{"subscriber": subscriber, "event_id": pk} for pk in event_ids]
    deferrer.batch_defer(*jobs)


def label_of(task: str) -> str:
    """Returns the label of a task, or its name where it has none."""
    return str(LABELS.get(task, task))


def purpose_of(args: Mapping[str, Any]) -> str:
    """Returns the label of a job's event subscriber and its integer arguments, joined by " · "."""
    key = str(args.get("subscriber", ""))
    labels = [str(events.SUBSCRIBER_LABELS.get(key, key.rpartition(".")[2]))] if key else []
    numbers = [str(value) for value in args.values() if isinstance(value, int)]
    return " · ".join([*labels, *numbers])
