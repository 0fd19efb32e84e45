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
from rontal.membership.selectors.drafts import draft, draft_values
from rontal.membership.selectors.links import open_link
from rontal.membership.selectors.members import active_member_of, member_of

__all__ = [
    "active_member_of",
    "application_for_person",
    "application_for_staff",
    "details",
    "draft",
    "draft_values",
    "has_consent",
    "member_of",
    "open_link",
    "queue",
    "queue_size",
    "working_time_used",
]
