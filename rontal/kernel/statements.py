"""Statements that are sent again and again."""

from typing import Any, cast

from django.db import connection
from django.db.backends.utils import CursorWrapper


def prepared() -> CursorWrapper:
    """A cursor for a statement that PostgreSQL plans once a connection: planning a title with all
    that belongs to it takes longer than reading it. Counted and logged as any other cursor is."""
    own: Any = connection
    return cast(CursorWrapper, own.prepared_cursor())
