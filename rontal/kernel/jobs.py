"""Jobs: procrastinate tasks deferred in the caller's transaction."""

import importlib

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import DEFAULT_QUEUE

from rontal.kernel import events

# Eight tries over about a day (4, 16, 64 s and so on); after that staff see the failed job.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)
MACHINE = "machine"
"""The queue of jobs that keep a core busy for seconds; a worker does one of them at a time, beside
all others."""


def quick_queues() -> list[str]:
    """Every queue but the machine's."""
    tasks = {task.queue for task in app.tasks.values()}
    lines = {line.queue for line in events.LINES.values()}
    return sorted({DEFAULT_QUEUE, *tasks, *lines} - {MACHINE})


@app.task(name="kernel:tell_subscriber", retry=RETRY, queue="events")
def tell_subscriber(*, subscriber: str, event_id: int) -> None:
    """Calls one subscriber with one event."""
    from rontal.kernel.models import Event

    event = Event.objects.get(pk=event_id)
    importlib.import_module(subscriber.rsplit(".", 1)[0])
    events.SUBSCRIBERS[event.name][subscriber](event)
