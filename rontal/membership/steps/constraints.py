"""Which rule of the database an error speaks of."""

from django.db import IntegrityError


def violates(error: IntegrityError, constraint: str) -> bool:
    """True where PostgreSQL names this constraint as the violated one."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return diagnosis is not None and diagnosis.constraint_name == constraint
