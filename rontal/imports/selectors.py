"""Queries about imports of any kind."""

from collections.abc import Collection
from typing import TypeVar

from django.db.models import QuerySet

from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import NotAllowed, NotFound
from rontal.imports.models import AbstractImport

R = TypeVar("R", bound=AbstractImport)
PER_PAGE = 50
"""Rows on a page of a report."""
LISTED = 20
"""Imports in a list of the newest."""


def require(actor: Actor, roles: Collection[str]) -> None:
    """Allows staff with one of the roles, and the system; raises NotAllowed."""
    if not actor.has_any(*roles) and actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed


def import_or_404(runs: QuerySet[R], import_id: int) -> R:
    """Returns the import; raises NotFound. One query."""
    run = runs.filter(pk=import_id).first()
    if run is None:
        raise NotFound
    return run
