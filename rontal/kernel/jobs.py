"""Jobs: procrastinate tasks deferred in the caller's transaction."""

import importlib

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rontal.kernel import events

# Eight tries over about a day (4, 16, 64 s and so on); after that staff see the failed job.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name="kernel:tell_subscriber", retry=RETRY, queue="events")
def tell_subscriber(*, subscriber: str, event_id: int) -> None:
    """Calls one subscriber with one event."""
    from rontal.kernel.models import Event

    event = Event.objects.get(pk=event_id)
    importlib.import_module(subscriber.rsplit(".", 1)[0])
    events.SUBSCRIBERS[event.name][subscriber](event)
