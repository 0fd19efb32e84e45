"""Actions of staff on a request."""

from collections.abc import Sequence

from django.db import transaction

from rontal.accounts.models import User
from rontal.accounts.roles import DATA_REQUEST_HANDLERS, Role
from rontal.accounts.selectors import roles_of
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotAllowed
from rontal.core.events import emit
from rontal.data_requests import events
from rontal.data_requests.errors import (
    IdentityNotChecked,
    NotRequestHandler,
    RequestOver,
    RequestTaken,
)
from rontal.data_requests.models import DataRequest, RequestEntry
from rontal.data_requests.rules.kinds import (
    CHECKED_BY_STAFF,
    IdentityCheck,
    RefusalGround,
    RequestAct,
    RequestEntryKind,
    RequestKind,
    may_skip_identity,
)
from rontal.data_requests.states import DataRequestState
from rontal.data_requests.steps.request_changes import (
    Data,
    change,
    lock,
    lock_handled,
    lock_open,
    lock_to_identify,
    move,
    refuse_first_decider,
    require_staff,
    validate_text,
    write,
)
from rontal.standard.replies.services import record_template_use

_S = DataRequestState


def take(*, request_id: int, actor: Actor) -> DataRequest:
    """Takes a request for the acting member of staff.

    Raises NotAllowed, NotFound, RequestTaken, RequestOver, DecidedBefore.
    """
    require_staff(actor)
    with transaction.atomic():
        request = lock_open(request_id)
        if request.state != _S.RECEIVED:
            raise RequestTaken
        refuse_first_decider(request, actor.id)
        move(request, _S.IN_PROGRESS, event=events.TAKEN, actor=actor, handler_id=actor.id)
    return request


def reassign(*, request_id: int, to: int, actor: Actor) -> DataRequest:
    """Assigns an open request to another member of staff; its handler may, and heads always.

    Raises NotAllowed, NotFound, NotRequestHandler, RequestOver, DecidedBefore, and Invalid when the
    account `to` may not handle requests.
    """
    require_staff(actor)
    if not roles_of(to) & set(DATA_REQUEST_HANDLERS):
        raise Invalid({"to": "not_staff"})
    with transaction.atomic():
        request = lock_open(request_id)
        is_handler = request.handler_id is not None and request.handler_id == actor.id
        if request.state == _S.RECEIVED or not (is_handler or actor.has_any(Role.HEAD)):
            raise NotRequestHandler
        refuse_first_decider(request, to)
        change(request, handler_id=to)
        emit(events.REASSIGNED, actor=actor, subject=request, data={"to": to})
    return request


def link_account(*, request_id: int, login_name: str, actor: Actor) -> DataRequest:
    """Records whose data a request concerns, by member number or application code.

    Raises NotAllowed, NotFound, NotRequestHandler, RequestOver, SentWhileSignedIn, Invalid for an
    unknown number.
    """
    name = login_name.replace("\x00", "").strip()
    user = User.objects.filter(login_name__iexact=name, roles=[]).first()
    if user is None:
        raise Invalid({"login_name": "unknown"})
    with transaction.atomic():
        request = lock_to_identify(request_id, actor)
        change(request, account_id=user.pk)
        emit(events.ACCOUNT_LINKED, actor=actor, subject=request, data={"account": user.pk})
    return request


def confirm_identity(*, request_id: int, check: IdentityCheck, actor: Actor) -> DataRequest:
    """Records how the actor checked who sent the request.

    Raises NotAllowed, NotFound, NotRequestHandler, RequestOver, SentWhileSignedIn, and Invalid
    where the check does not fit: only information may be given without one.
    """
    with transaction.atomic():
        request = lock_to_identify(request_id, actor)
        skipped = check is IdentityCheck.NOT_NEEDED
        if check not in CHECKED_BY_STAFF or (
            skipped and not may_skip_identity(RequestKind(request.kind))
        ):
            raise Invalid({"check": "does_not_fit"})
        change(
            request,
            identity_check=check,
            identity_checked_by_id=actor.id,
            identity_checked_at=clock.now(),
        )
        data = {"check": check.value}
        emit(events.IDENTITY_CHECKED, actor=actor, subject=request, data=dict(data))
    return request


def ask_person(*, request_id: int, words: str, actor: Actor) -> RequestEntry:
    """Asks the sender a question, by mail and on the tracking page; the clock goes on.

    Raises NotAllowed, NotFound, NotRequestHandler, RequestOver, Invalid, IllegalTransition.
    """
    text = validate_text(words)
    with transaction.atomic():
        request = lock_handled(request_id, actor)
        entry = write(request, RequestEntryKind.QUESTION, text, staff_id=actor.id)
        data = {"entry": entry.pk}
        move(
            request,
            _S.AWAITING_PERSON,
            event=events.ASKED,
            actor=actor,
            data=dict(data),
            news=False,
        )
    return entry


def resume(*, request_id: int, actor: Actor) -> DataRequest:
    """Goes on with a request whose sender answered by phone, or not at all.

    Raises NotAllowed, NotFound, NotRequestHandler, RequestOver, IllegalTransition.
    """
    with transaction.atomic():
        request = lock_handled(request_id, actor)
        move(request, _S.IN_PROGRESS, event=events.RESUMED, actor=actor)
    return request


def add_note(*, request_id: int, words: str, actor: Actor) -> RequestEntry:
    """Adds a note that only staff see, also to a closed request, until its texts are erased.

    Raises NotAllowed, NotFound, RequestOver, Invalid.
    """
    require_staff(actor)
    text = validate_text(words)
    with transaction.atomic():
        request = lock(request_id)
        if request.erased_at is not None:
            raise RequestOver
        entry = write(request, RequestEntryKind.NOTE, text, staff_id=actor.id)
        emit(events.NOTED, actor=actor, subject=request)
    return entry


def fulfil(
    *,
    request_id: int,
    acts: Sequence[RequestAct],
    words: str,
    actor: Actor,
    template: int | None = None,
) -> RequestEntry:
    """Closes a request as fulfilled, with what was done and the answer to the person.

    `template` is the version of the reply template that the text started with. Raises NotAllowed,
    NotFound, NotRequestHandler, RequestOver, Invalid, IdentityNotChecked, IllegalTransition.
    """
    text = validate_text(words)
    if not acts:
        raise Invalid({"acts": "empty"})
    with transaction.atomic():
        request = lock_handled(request_id, actor)
        if not request.identity_check:
            raise IdentityNotChecked
        codes = sorted({act.value for act in acts})
        data = {"acts": ", ".join(codes)}
        entry = _close(request, _S.FULFILLED, events.FULFILLED, text, actor, data, acts=codes)
        record_template_use(version_id=template, subject=request)
    return entry


def refuse(
    *,
    request_id: int,
    ground: RefusalGround,
    words: str,
    actor: Actor,
    template: int | None = None,
) -> RequestEntry:
    """Closes a request as refused, on a recorded ground, with the reason in words.

    Raises NotAllowed, NotFound, NotRequestHandler, RequestOver, Invalid, IllegalTransition.
    """
    text = validate_text(words)
    with transaction.atomic():
        request = lock_handled(request_id, actor)
        data = {"ground": ground.value}
        entry = _close(request, _S.REFUSED, events.REFUSED, text, actor, data, refusal=ground)
        record_template_use(version_id=template, subject=request)
    return entry


def _close(
    request: DataRequest,
    to: DataRequestState,
    event: str,
    text: str,
    actor: Actor,
    data: dict[str, str],
    **changes: object,
) -> RequestEntry:
    now = clock.now()
    entry = write(request, RequestEntryKind.ANSWER, text, staff_id=actor.id)
    details: Data = {**data, "entry": entry.pk, "in_time": now <= request.due_at}
    move(request, to, event=event, actor=actor, data=details, closed_at=now, news=False, **changes)
    return entry


def mark_news_read(*, request_id: int, actor: Actor) -> None:
    """Marks the news of a request as read by its handler; does nothing for others."""
    if actor.id is None:
        raise NotAllowed
    rows = DataRequest.objects.filter(pk=request_id, handler_id=actor.id, news=True)
    rows.update(news=False)
