"""Questions about drafts, applications, members and links."""

from rontal.membership.selectors.applications import (
    application_for_person,
    application_for_staff,
    details,
    has_consent,
    queue,
    queue_size,
    working_time_used,
)
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.drafts import draft, draft_faults, draft_values
from rontal.membership.selectors.links import guardian_link, open_link
from rontal.membership.selectors.members import active_member_of, member_of

__all__ = [
    "active_member_of",
    "application_for_person",
    "application_for_staff",
    "details",
    "draft",
    "draft_faults",
    "draft_values",
    "guardian_link",
    "has_consent",
    "member_of",
    "open_link",
    "queue",
    "queue_size",
    "today",
    "working_time_used",
]
