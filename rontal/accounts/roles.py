"""Staff roles. A view names the roles that may open it; a service may allow fewer."""

from enum import StrEnum


class Role(StrEnum):
    """Role of a member of staff. One person may hold several."""

    CLERK = "clerk"
    """Checks and decides applications."""
    LIBRARIAN = "librarian"
    """Maintains the catalogue and the licences."""
    HEAD = "head"
    """Reads statistics, publishes the service standard, reassigns work."""
    ADMINISTRATOR = "administrator"
    """Manages staff accounts, reads the audit log and the list of failed jobs."""
