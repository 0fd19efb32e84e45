"""Staff roles, and which of them may do what.

Services check these permissions, and pages of the desk declare them: a view names the roles that
may open it, and a service may allow fewer.
"""

from enum import StrEnum
from typing import Final


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
    OFFICER = "officer"
    """Data protection officer (UU 27/2022, article 53): answers requests about personal data,
    handles breaches, reads register, impact assessment and audit log. Opens no application and no
    member.
    """


class FactorLoss(StrEnum):
    """Reason for removing the second factor of a colleague."""

    LOST = "factor_lost"
    STOLEN = "factor_stolen"
    REPLACED = "factor_replaced"
    BROKEN = "factor_broken"


CASE_READERS: Final = (Role.CLERK, Role.HEAD)
"""Roles that see applications and members."""

MEMBER_EDITORS: Final = (Role.CLERK, Role.HEAD)
"""Roles that search, open, correct and renew memberships."""

MEMBERSHIP_DECIDERS: Final = (Role.HEAD,)
"""Roles that suspend, close and merge memberships, which affects a person's rights."""

MEMBER_IMPORTERS: Final = (Role.HEAD, Role.ADMINISTRATOR)

TITLE_READERS: Final = (Role.LIBRARIAN, Role.HEAD, Role.ADMINISTRATOR)
"""Roles that see the whole catalogue at the desk, with drafts and licences."""

TITLE_IMPORTERS: Final = (Role.LIBRARIAN, Role.HEAD, Role.ADMINISTRATOR)
LICENCE_BUYERS: Final = (Role.LIBRARIAN,)
"""Roles that buy, correct and end licences."""

LICENCE_WATCHERS: Final = (Role.LIBRARIAN, Role.HEAD)
"""Roles that the desk reminds of licences near their end."""

LENDING_DESK: Final = (Role.CLERK, Role.HEAD)
"""Roles that see the loans of a member, and lend for somebody at the counter."""

TICKET_HANDLERS: Final = (Role.CLERK, Role.HEAD)
DATA_REQUEST_HANDLERS: Final = (Role.CLERK, Role.HEAD, Role.OFFICER)
"""Roles that answer requests of persons about their own data."""

PRIVACY_OFFICERS: Final = (Role.HEAD, Role.ADMINISTRATOR, Role.OFFICER)
"""Roles that read the register of processing and write the impact assessment."""

AUDITORS: Final = (Role.ADMINISTRATOR, Role.OFFICER)
"""Roles that read the audit log."""

RETENTION_READERS: Final = (Role.HEAD, Role.ADMINISTRATOR, Role.OFFICER)
"""Roles that see what is stored for how long."""

INCIDENT_HANDLERS: Final = (Role.OFFICER, Role.HEAD)
"""Roles that record breaches, find the persons affected and write the notices."""

INCIDENT_CONFIRMERS: Final = (Role.HEAD,)
"""Roles that confirm notices of a breach which somebody else wrote."""

REPLY_EDITORS: Final = (Role.HEAD, Role.ADMINISTRATOR)
SURVEY_READERS: Final = (Role.HEAD, Role.ADMINISTRATOR)
REPORT_READERS: Final = (Role.HEAD, Role.ADMINISTRATOR)
CALENDAR_EDITORS: Final = (Role.HEAD, Role.ADMINISTRATOR)
STANDARD_EDITORS: Final = (Role.HEAD, Role.ADMINISTRATOR)
