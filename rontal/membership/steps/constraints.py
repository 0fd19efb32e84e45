"""Identification of the database constraint that an error is about."""

from django.db import IntegrityError


def violates(error: IntegrityError, constraint: str) -> bool:
    """Returns True when PostgreSQL names this constraint as the violated one."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return diagnosis is not None and diagnosis.constraint_name == constraint
