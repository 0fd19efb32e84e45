"""Jobs: procrastinate tasks deferred in the caller's transaction."""

import importlib
from collections.abc import Iterable

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import DEFAULT_QUEUE
from procrastinate.types import JSONDict

from rontal.core import events

# Eight attempts over about a day (4, 16, 64 s and so on); then the job fails and staff see it.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)
MACHINE = "machine"
"""Queue of jobs that use a core for seconds. A worker runs one of them at a time, parallel to the
other queues.
"""


def quick_queues() -> list[str]:
    """Returns the names of all queues except `MACHINE`, sorted."""
    tasks = {task.queue for task in app.tasks.values()}
    lines = {line.queue for line in events.JOB_OPTIONS.values()}
    return sorted({DEFAULT_QUEUE, *tasks, *lines} - {MACHINE})


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
