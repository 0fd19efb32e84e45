"""Permission checks, locks and history entries that services of the cataloguing desk share."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from rontal.accounts.roles import Role
from rontal.catalogue import facts, rows
from rontal.catalogue.errors import TitleJoined
from rontal.catalogue.models import Revision, Title
from rontal.catalogue.rules.editing import Act
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
from rontal.core.errors import NotFound

AUTHORITIES = 20_261_125
"""Key of PostgreSQL's advisory lock of all authorities."""


def require(actor: Actor) -> None:
    """Checks that the actor is a librarian or the system. Raises NotAllowed."""
    actor.require_or_system(Role.LIBRARIAN)


def lock_authorities_shared() -> None:
    """Takes the shared lock on authorities: until the transaction ends nobody joins or renames one.
    Services that write contributors or subjects of a title take it first, before the lock of an
    import or a title."""
    _advisory("pg_advisory_xact_lock_shared")


def lock_authorities_exclusive() -> None:
    """Locks authorities exclusively, for joining and renaming; waits for writers of titles."""
    _advisory("pg_advisory_xact_lock")


def lock(title_id: int) -> Title:
    """Returns a title, locked. Raises NotFound, TitleJoined."""
    return lock_all([title_id])[0]


def lock_all(title_ids: Iterable[int]) -> list[Title]:
    """Returns titles, locked in the order of their keys. Raises NotFound, TitleJoined."""
    ordered_ids = sorted(set(title_ids))
    queryset = Title.objects.select_for_update(no_key=True, of=("self",))
    titles = list(queryset.filter(pk__in=ordered_ids).order_by("pk"))
    if len(titles) != len(ordered_ids):
        raise NotFound
    if any(title.state == TitleState.JOINED for title in titles):
        raise TitleJoined
    return titles


def facts_of(title_ids: Iterable[int]) -> dict[int, facts.Facts]:
    """Returns the facts of these titles by id. One query."""
    title_rows = rows.select("WHERE t.id = ANY(%s)", [list(title_ids)])
    return {row.id: facts.of(row.record()) for row in title_rows}


def note(
    title: Title,
    act: Act,
    changes: Mapping[str, Any],
    *,
    actor: Actor,
    batch: UUID | None = None,
    undoes: Revision | None = None,
    run: int | None = None,
) -> Revision:
    """Adds a revision to the history of a title that the caller has locked."""
    return Revision.objects.create(
        title=title,
        act=act,
        changes=dict(changes),
        actor_kind=actor.kind,
        actor_id=actor.id,
        batch=batch,
        undoes=undoes,
        run=run,
    )


def _advisory(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [AUTHORITIES])
