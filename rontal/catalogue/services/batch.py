"""Batch edit: the same change of many titles at once, and its undo."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction

from rontal.catalogue import events, facts
from rontal.catalogue.batches import Batch, applied
from rontal.catalogue.errors import ReasonMissing, TitleJoined, TooManyTitles
from rontal.catalogue.models import Revision, Title
from rontal.catalogue.rules.editing import Act
from rontal.catalogue.selectors import batch_with_authority_forms
from rontal.catalogue.services import publishing, titles
from rontal.catalogue.states import TITLE_TRANSITIONS, TitleState
from rontal.catalogue.steps import editing
from rontal.core.actors import Actor
from rontal.core.errors import DomainError, NotFound
from rontal.core.events import emit
from rontal.core.transitions import allows

MAX_TITLES = 500


@dataclass(frozen=True)
class Done:
    """Result of a batch: titles that changed; `left`, those for which it was no change or that were
    edited since; `fixed`, those with a change that cannot be undone."""

    batch: UUID
    changed: Sequence[int]
    left: Sequence[int]
    fixed: Sequence[int] = ()


def batch_edit(*, title_ids: Iterable[int], batch: Batch, actor: Actor) -> Done:
    """Changes many titles, each with a revision of its own; a title whose state does not allow the
    new state keeps its state. Raises NotAllowed, NotFound, TitleJoined, TooManyTitles,
    ReasonMissing."""
    editing.require(actor)
    ordered_ids = sorted(set(title_ids))
    if len(ordered_ids) > MAX_TITLES:
        raise TooManyTitles(most=MAX_TITLES)
    if batch.state is TitleState.WITHDRAWN and not batch.reason:
        raise ReasonMissing
    number, batch = uuid4(), batch_with_authority_forms(batch)
    with transaction.atomic():
        editing.lock_authorities_shared()
        locked = editing.lock_all(ordered_ids)
        known = editing.facts_of(ordered_ids)
        changed = [
            title.pk for title in locked if _change(title, known[title.pk], batch, number, actor)
        ]
    return Done(number, changed, [pk for pk in ordered_ids if pk not in set(changed)])


def undo_batch(*, batch: UUID, actor: Actor) -> Done:
    """Undoes a batch edit; titles that were edited since keep their values, and a published draft
    stays published. Raises NotAllowed, NotFound."""
    editing.require(actor)
    rows = Revision.objects.filter(batch=batch).select_related("undone_by")
    revisions = list(rows.order_by("title_id", "-pk"))
    if not revisions:
        raise NotFound
    changed: list[int] = []
    unchanged: list[int] = []
    fixed = [one.title_id for one in revisions if not titles.reversible(one.changes)]
    for revision in revisions:
        if hasattr(revision, "undone_by") or not titles.reversible(revision.changes):
            continue
        try:
            with transaction.atomic():
                editing.lock_authorities_shared()
                titles.undo_locked(revision.pk, actor)
            changed.append(revision.title_id)
        except DomainError:
            unchanged.append(revision.title_id)
    return Done(batch, sorted(set(changed)), sorted(set(unchanged)), sorted(set(fixed)))


def _change(title: Title, before: facts.Facts, batch: Batch, number: UUID, actor: Actor) -> bool:
    changes = titles.write_changes(title, before, applied(batch, before))
    if changes:
        emit(events.EDITED, actor=actor, subject=title, data={"fields": ",".join(changes)})
        editing.note(title, Act.EDITED, changes, actor=actor, batch=number)
    return _move(title, batch, number, actor) or bool(changes)


def _move(title: Title, batch: Batch, number: UUID, actor: Actor) -> bool:
    state = batch.state
    if state is None or not allows(TITLE_TRANSITIONS, TitleState(title.state), state):
        return False
    if state is TitleState.WITHDRAWN:
        publishing.withdraw_locked(title, batch.reason, actor, batch=number)
    elif state is TitleState.PUBLIC:
        publishing.publish_locked(title, actor, batch=number)
    else:
        raise TitleJoined
    return True
