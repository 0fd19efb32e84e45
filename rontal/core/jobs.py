"""Jobs: procrastinate tasks deferred in the caller's transaction."""

import importlib
from collections.abc import Iterable
from typing import Final

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import DEFAULT_QUEUE

from rontal.core import events
from rontal.core.statements import Statement

# Eight attempts over about a day (4, 16, 64 s and so on); then the job fails and staff see it.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)
MACHINE = "machine"
"""Queue of jobs that use a core for seconds. A worker runs one of them at a time, parallel to the
other queues.
"""


def quick_queues() -> list[str]:
    """Returns the names of all queues except `MACHINE`, sorted."""
    tasks = {task.queue for task in app.tasks.values()}
    lines = {line.queue for line in events.LINES.values()}
    return sorted({DEFAULT_QUEUE, *tasks, *lines} - {MACHINE})


@app.task(name="core:tell_subscriber", retry=RETRY, queue="events")
def tell_subscriber(*, subscriber: str, event_id: int) -> None:
    """Calls one subscriber with one event."""
    from rontal.core.models import Event

    event = Event.objects.get(pk=event_id)
    importlib.import_module(subscriber.rsplit(".", 1)[0])
    events.SUBSCRIBERS[event.name][subscriber](event)


_TELL: Final = Statement("""
SELECT procrastinate_defer_jobs_v1(array_agg(ROW(
       %(queue)s::text, %(task)s::text, %(priority)s::int, NULL, NULL,
       jsonb_build_object('subscriber', %(subscriber)s::text, 'event_id', event), NULL
       )::procrastinate_job_to_defer_v1))
  FROM unnest(%(events)s::bigint[]) AS event
""")


def defer_subscriber(subscriber: str, event_ids: Iterable[int]) -> None:
    """Defers a job for each event, as `tell_subscriber.batch_defer` would, but with one SQL
    statement: events are written in nearly every request, and building the jobs in Python takes
    longer than to run the statement.
    """
    line = events.LINES.get(subscriber, events.EVENTS)
    _TELL.rows(
        {
            "queue": line.queue,
            "priority": line.priority,
            "task": tell_subscriber.name,
            "subscriber": subscriber,
            "events": list(event_ids),
        }
    )
