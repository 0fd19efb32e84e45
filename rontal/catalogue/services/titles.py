"""Creates and edits single titles, and undoes changes."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from records.record import Record
from rontal.catalogue import events, facts, selectors
from rontal.catalogue.errors import ChangedSince, NotReversible, TitleChanged
from rontal.catalogue.models import Revision, Title
from rontal.catalogue.rules.editing import Act
from rontal.catalogue.states import TITLE_TRANSITIONS, TitleState
from rontal.catalogue.steps import covering, editing, history, record_writing
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotFound
from rontal.core.events import emit
from rontal.core.transitions import allows, move

UNDOABLE_FIELDS = frozenset({*facts.FIELDS, "cover", "state", "reason"})
"""Fields of changes that can be undone; changes of files and joinings cannot."""


def create_title(
    *, record: Record, actor: Actor, state: TitleState = TitleState.DRAFT, act: Act = Act.CREATED
) -> Title:
    """Creates a title. Raises NotAllowed."""
    editing.require(actor)
    for number in range(3):
        slug = record_writing.unused_slug(record.title)
        try:
            with transaction.atomic():
                editing.lock_authorities_shared()
                title = record_writing.create(record, slug=slug, state=state)
                editing.note(title, act, {}, actor=actor)
                emit(events.CREATED, actor=actor, subject=title)
            return title
        except IntegrityError:  # somebody else took this slug first
            if number == 2:
                raise
    raise AssertionError


def edit_title(*, title_id: int, record: Record, shown: Record, actor: Actor) -> Revision | None:
    """Writes the differences between `record` and `shown`, the record that the actor's form was
    filled with; changes that others made meanwhile stay. Returns None where nothing changed.

    Raises NotAllowed, NotFound, TitleJoined; TitleChanged where somebody changed the same fields.
    """
    editing.require(actor)
    with transaction.atomic():
        editing.lock_authorities_shared()
        title = editing.lock(title_id)
        before = editing.facts_of([title_id])[title_id]
        base, typed = (selectors.with_authority_forms(facts.of(one)) for one in (shown, record))
        if facts.clashes(base, before, typed):
            raise TitleChanged
        changes = write_changes(title, before, facts.merged(base, before, typed))
        if not changes:
            return None
        emit(events.EDITED, actor=actor, subject=title, data={"fields": ",".join(changes)})
        return editing.note(title, Act.EDITED, changes, actor=actor)


def write_changes(title: Title, before: facts.Facts, after: facts.Facts) -> facts.Changes:
    """Writes facts over those of a title that the caller has locked; returns the changes in the
    database. Nothing is written where nothing changes there."""
    if not facts.changes(before, after):
        return {}
    with transaction.atomic():
        record_writing.replace(title, facts.record(after))
        changes = facts.changes(before, editing.facts_of([title.pk])[title.pk])
        if not changes:
            transaction.set_rollback(True)
    return changes


def undo_revision(*, revision_id: int, actor: Actor) -> Revision:
    """Undoes one change whose values were not changed again since; returns the revision of the
    undo.

    Raises NotAllowed, NotFound, TitleJoined, ChangedSince, NotReversible.
    """
    editing.require(actor)
    with transaction.atomic():
        editing.lock_authorities_shared()
        return undo_locked(revision_id, actor)


def undo_locked(revision_id: int, actor: Actor) -> Revision:
    """Undoes a change in the caller's transaction, which holds the lock on authorities."""
    title_id = NotFound.if_none(
        Revision.objects.filter(pk=revision_id).values_list("title_id", flat=True).first()
    )
    title = editing.lock(title_id)
    revision = Revision.objects.get(pk=revision_id)
    if not reversible(revision.changes) or Revision.objects.filter(undoes=revision).exists():
        raise NotReversible
    was = history.values_before(revision, history.of_titles([title.pk])[title.pk])
    back = _restore_values(title, revision.changes, was)
    emit(events.UNDONE, actor=actor, subject=title, data={"revision": revision.pk})
    return editing.note(title, Act.UNDONE, back, actor=actor, undoes=revision)


def reversible(changes: Mapping[str, Any]) -> bool:
    """Returns True for changes that can be undone; a public title never becomes a draft."""
    if not changes or not changes.keys() <= UNDOABLE_FIELDS:
        return False
    was, became = changes.get("state", ("", ""))
    return was == became or allows(TITLE_TRANSITIONS, TitleState(became), TitleState(was))


def _restore_values(title: Title, changes: facts.Changes, was: facts.Facts) -> facts.Changes:
    """Restores fields, cover and state to their former values; returns the changes. Raises
    ChangedSince where a value was changed again."""
    known = editing.facts_of([title.pk])[title.pk]
    now = known | {"cover": covering.facts_of(title.pk), "state": title.state}
    now |= {"reason": title.withdrawn_reason}
    made = {name: new for name, (_old, new) in changes.items()}
    if facts.changes(now, made):
        raise ChangedSince
    back = {name: [made[name], was[name]] for name in made if name not in facts.FIELDS}
    fields = {name: old for name, old in was.items() if name in facts.FIELDS}
    back |= write_changes(title, known, known | fields)
    if "cover" in was:
        covering.set_cover_columns(title, was["cover"])
        record_writing.update_datestamps([title.pk])
    if "state" in was:
        _restore_state(title, TitleState(was["state"]), was.get("reason") or "")
    return back


def _restore_state(title: Title, state: TitleState, reason: str) -> None:
    reason = reason if state is TitleState.WITHDRAWN else ""
    changes = {"withdrawn_reason": reason, "changed_at": clock.now()}
    try:
        move(title, state, table=TITLE_TRANSITIONS, **changes)
    except IllegalTransition:
        raise NotReversible from None
