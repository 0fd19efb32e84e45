"""Staff roles by what they may do: services check these, and pages of the desk declare them."""

from typing import Final

from rontal.accounts.roles import Role

CASE_READERS: Final = (Role.CLERK, Role.HEAD)
"""Roles that see applications and members."""

MEMBER_EDITORS: Final = (Role.CLERK, Role.HEAD)
"""Roles that find, open, correct and renew memberships."""

MEMBERSHIP_DECIDERS: Final = (Role.HEAD,)
"""Roles that suspend, close and merge memberships, which affects a person's rights."""

MEMBER_IMPORTERS: Final = (Role.HEAD, Role.ADMINISTRATOR)

TITLE_READERS: Final = (Role.LIBRARIAN, Role.HEAD, Role.ADMINISTRATOR)
"""Roles that see the whole catalogue at the desk, with drafts and licences."""

TITLE_IMPORTERS: Final = (Role.LIBRARIAN, Role.HEAD, Role.ADMINISTRATOR)
LICENCE_BUYERS: Final = (Role.LIBRARIAN, Role.HEAD)
LENDING_DESK: Final = (Role.CLERK, Role.HEAD)
"""Roles that see a member's loans, and lend for somebody at the counter."""

TICKET_HANDLERS: Final = (Role.CLERK, Role.HEAD)
REPLY_EDITORS: Final = (Role.HEAD, Role.ADMINISTRATOR)
SURVEY_READERS: Final = (Role.HEAD, Role.ADMINISTRATOR)
REPORT_READERS: Final = (Role.HEAD, Role.ADMINISTRATOR)
CALENDAR_EDITORS: Final = (Role.HEAD, Role.ADMINISTRATOR)
STANDARD_EDITORS: Final = (Role.HEAD, Role.ADMINISTRATOR)
