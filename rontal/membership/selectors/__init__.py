"""Queries about drafts, applications, members and links."""

from rontal.membership.selectors.applications import (
    application_for_person,
    application_for_staff,
    card_was_checked,
    details,
    has_consent,
    record_openings,
    working_time_used,
)
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.deletion import can_end, deletion_link
from rontal.membership.selectors.drafts import (
    begun_at_counter,
    counter_draft,
    counter_faults,
    draft,
    draft_faults,
    draft_values,
)
from rontal.membership.selectors.leases import (
    lease_of,
    leases_of_others,
    loaded_assignment,
    loaded_lease,
)
from rontal.membership.selectors.links import guardian_link, open_link
from rontal.membership.selectors.members import active_member_of, member_for_staff, member_of

__all__ = [
    "active_member_of",
    "application_for_person",
    "application_for_staff",
    "loaded_assignment",
    "begun_at_counter",
    "can_end",
    "counter_draft",
    "counter_faults",
    "deletion_link",
    "details",
    "draft",
    "draft_faults",
    "draft_values",
    "guardian_link",
    "has_consent",
    "leases_of_others",
    "member_for_staff",
    "member_of",
    "open_link",
    "record_openings",
    "lease_of",
    "loaded_lease",
    "today",
    "card_was_checked",
    "working_time_used",
]
