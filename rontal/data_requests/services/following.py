"""Actions of the sender, who has the request's secret or is signed in.

The view has looked the request up (`selectors.follow`) before it calls these.
"""

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.data_requests import events
from rontal.data_requests.models import DataRequest, RequestEntry
from rontal.data_requests.rules.kinds import RequestEntryKind
from rontal.data_requests.states import DataRequestState
from rontal.data_requests.steps.request_changes import (
    change,
    lock_open,
    move,
    validate_text,
    write,
)


def add_reply(*, request_id: int, words: str, actor: Actor) -> RequestEntry:
    """Adds a message to an open request; an answer to a question puts it back into progress.

    Raises NotFound, Invalid, RequestOver.
    """
    text = validate_text(words)
    with transaction.atomic():
        request = lock_open(request_id)
        entry = write(request, RequestEntryKind.REPLY, text)
        if request.state == DataRequestState.AWAITING_PERSON:
            to = DataRequestState.IN_PROGRESS
            move(request, to, event=events.REPLIED, actor=actor, news=True)
        else:
            change(request, news=True)
            emit(events.REPLIED, actor=actor, subject=request)
    return entry


def withdraw(*, request_id: int, actor: Actor) -> DataRequest:
    """Withdraws an open request. Raises NotFound, RequestOver."""
    with transaction.atomic():
        request = lock_open(request_id)
        move(
            request,
            DataRequestState.WITHDRAWN,
            event=events.WITHDRAWN,
            actor=actor,
            closed_at=clock.now(),
            news=False,
        )
    return request
