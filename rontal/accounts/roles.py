"""Staff roles. A view names the roles that may enter; a service may name fewer."""

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff may do. One person may hold several."""

    CLERK = "clerk"
    """Looks at applications and decides them."""
    LIBRARIAN = "librarian"
    """Keeps the catalogue and the licences."""
    HEAD = "head"
    """Reads figures, publishes the standard, reassigns work."""
    ADMINISTRATOR = "administrator"
    """Manages staff accounts, looks at the audit trail and failed jobs."""
