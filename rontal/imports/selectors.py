"""Queries about imports of any kind."""

from typing import TypeVar

from django.db.models import QuerySet

from rontal.core.errors import NotFound
from rontal.imports.models import AbstractImport

R = TypeVar("R", bound=AbstractImport)
PER_PAGE = 50
"""Rows on a page of a report."""
LISTED = 20
"""Imports in a list of the newest."""


def import_or_404(runs: QuerySet[R], import_id: int) -> R:
    """Returns the import; raises NotFound. One query."""
    return NotFound.if_none(runs.filter(pk=import_id).first())
