"""Locks, transitions and texts of requests, in one place."""

from typing import Any

from rontal.accounts.roles import DATA_REQUEST_HANDLERS
from rontal.accounts.selectors import staff_with
from rontal.core import clock, transitions
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.events import Scalar, emit
from rontal.data_requests.errors import (
    DecidedBefore,
    NotRequestHandler,
    RequestOver,
    SentWhileSignedIn,
)
from rontal.data_requests.models import DataRequest, RequestEntry
from rontal.data_requests.rules.kinds import (
    MAX_TEXT_LENGTH,
    RequestChannel,
    RequestEntryKind,
    RequestKind,
)
from rontal.data_requests.states import DATA_REQUEST_TRANSITIONS, DataRequestState
from rontal.membership.models import Application

Data = dict[str, Scalar]


def require_staff(actor: Actor) -> None:
    """Raises NotAllowed for everybody but staff who handle requests."""
    actor.require(*DATA_REQUEST_HANDLERS)


def lock(request_id: int) -> DataRequest:
    """Returns the request, locked until the transaction ends; raises NotFound."""
    rows = DataRequest.objects.select_for_update(no_key=True, of=("self",))
    return NotFound.if_none(rows.filter(pk=request_id).first())


def lock_open(request_id: int) -> DataRequest:
    """Returns an open request, locked; raises NotFound, RequestOver."""
    request = lock(request_id)
    if not request.is_open:
        raise RequestOver
    return request


def lock_handled(request_id: int, actor: Actor) -> DataRequest:
    """Returns an open request, locked, if the actor handles it.

    Raises NotAllowed, NotFound, NotRequestHandler, RequestOver.
    """
    require_staff(actor)
    request = lock_open(request_id)
    if request.handler_id != actor.id:
        raise NotRequestHandler
    return request


def refuse_first_decider(request: DataRequest, staff_id: int | None) -> None:
    """Raises DecidedBefore where an objection is to be handled by whoever decided the application,
    while a colleague could do it.
    """
    if request.kind != RequestKind.OBJECTION or request.account_id is None:
        return
    decided = Application.objects.filter(user_id=request.account_id, decided_by_id=staff_id)
    others = [one for one in staff_with(*DATA_REQUEST_HANDLERS) if one.pk != staff_id]
    if staff_id is not None and others and decided.exists():
        raise DecidedBefore


def lock_to_identify(request_id: int, actor: Actor) -> DataRequest:
    """Returns an open request whose person staff identify, locked, if the actor handles it.

    Raises NotAllowed, NotFound, NotRequestHandler, RequestOver, SentWhileSignedIn.
    """
    request = lock_handled(request_id, actor)
    if request.channel == RequestChannel.ACCOUNT:
        raise SentWhileSignedIn
    return request


def move(
    request: DataRequest,
    to: DataRequestState,
    *,
    event: str,
    actor: Actor,
    data: Data | None = None,
    **changes: Any,
) -> None:
    """Changes the state of a request and emits the event with `from` and `to`.

    Raises IllegalTransition.
    """
    frm = str(request.state)
    transitions.move(request, to, table=DATA_REQUEST_TRANSITIONS, **changes)
    emit(event, actor=actor, subject=request, data={"from": frm, "to": to.value, **(data or {})})


def change(request: DataRequest, **changes: Any) -> None:
    """Writes columns of a locked request other than its state."""
    for name, value in changes.items():
        setattr(request, name, value)
    request.save(update_fields=list(changes))


def validate_text(words: str) -> str:
    """Returns the text without outer spaces; raises Invalid when it is empty or too long."""
    text = words.strip()
    if not text:
        raise Invalid({"words": "empty"})
    if len(text) > MAX_TEXT_LENGTH:
        raise Invalid({"words": "too_long"})
    return text


def write(
    request: DataRequest, kind: RequestEntryKind, text: str, *, staff_id: int | None = None
) -> RequestEntry:
    """Adds a text to a request, from the sender or from a member of staff."""
    return RequestEntry.objects.create(
        request=request, kind=kind, words={"text": text}, staff_id=staff_id, at=clock.now()
    )
