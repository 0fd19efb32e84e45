"""Publishes, withdraws and restores titles."""

from django.db import transaction

from records.text import plain
from rontal.catalogue import events
from rontal.catalogue.errors import ReasonMissing
from rontal.catalogue.models import Title
from rontal.catalogue.rules.editing import Act
from rontal.catalogue.states import TITLE_TRANSITIONS, TitleState
from rontal.catalogue.steps import editing
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition
from rontal.core.events import emit
from rontal.core.transitions import move

MAX_REASON_LENGTH = 300


def publish(*, title_id: int, actor: Actor) -> Title:
    """Publishes a draft; it counts as added now.

    Raises NotAllowed, NotFound, TitleJoined, IllegalTransition.
    """
    editing.require(actor)
    with transaction.atomic():
        return publish_locked(editing.lock(title_id), actor)


def withdraw(*, title_id: int, reason: str, actor: Actor) -> Title:
    """Withdraws a title; current loans continue, holds end.

    Raises NotAllowed, NotFound, TitleJoined, ReasonMissing, IllegalTransition.
    """
    editing.require(actor)
    with transaction.atomic():
        return withdraw_locked(editing.lock(title_id), reason, actor)


def restore(*, title_id: int, actor: Actor) -> Title:
    """Publishes a withdrawn title again. Raises NotAllowed, NotFound, TitleJoined,
    IllegalTransition."""
    editing.require(actor)
    with transaction.atomic():
        title = editing.lock(title_id)
        if title.state != TitleState.WITHDRAWN:
            raise IllegalTransition(frm=title.state, to=TitleState.PUBLIC.value)
        return publish_locked(title, actor)


def publish_locked(title: Title, actor: Actor, **noted: object) -> Title:
    """Publishes or restores a locked title. `noted` are further fields of the revision."""
    first = title.state == TitleState.DRAFT
    act = Act.PUBLISHED if first else Act.RESTORED
    now = clock.now()
    changes: dict[str, object] = {"changed_at": now, "withdrawn_reason": ""}
    if first:
        changes["added_at"] = now
    _change_state(title, TitleState.PUBLIC, act, events.PUBLISHED, actor, changes, noted)
    return title


def withdraw_locked(title: Title, reason: str, actor: Actor, **noted: object) -> Title:
    """Withdraws a title that the caller has locked. `noted` are further fields of the revision."""
    reason = plain(reason)[:MAX_REASON_LENGTH]
    if not reason:
        raise ReasonMissing
    changes: dict[str, object] = {"changed_at": clock.now(), "withdrawn_reason": reason}
    _change_state(
        title, TitleState.WITHDRAWN, Act.WITHDRAWN, events.WITHDRAWN, actor, changes, noted
    )
    return title


def _change_state(
    title: Title,
    state: TitleState,
    act: Act,
    event: str,
    actor: Actor,
    changes: dict[str, object],
    noted: dict[str, object],
) -> None:
    was, reason = title.state, title.withdrawn_reason
    move(title, state, table=TITLE_TRANSITIONS, **changes)
    change = {"state": [str(was), str(state)]}
    if reason != title.withdrawn_reason:
        change["reason"] = [reason, title.withdrawn_reason]
    editing.note(title, act, change, actor=actor, **noted)  # type: ignore[arg-type]
    emit(event, actor=actor, subject=title)
