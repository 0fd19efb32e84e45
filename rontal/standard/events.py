"""Events of the standard."""

from rontal.core.events import declare

CALENDAR_CHANGED = declare(
    "calendar:changed", "Staff changed the working calendar; due times are recomputed."
)
DRAFT_STARTED = declare(
    "standard:draft_started", "A draft of a new version of the standard was created."
)
DRAFT_CHANGED = declare(
    "standard:draft_changed", "A component of the draft of the standard was saved."
)
DRAFT_DISCARDED = declare("standard:draft_discarded", "The draft of the standard was discarded.")
PUBLISHED = declare("standard:published", "A version of the service standard was published.")
REPLY_ADDED = declare("reply:added", "A reply template was added.")
REPLY_CHANGED = declare("reply:changed", "A reply template got a new version.")
REPLY_RETIRED = declare("reply:retired", "A reply template was retired.")
REPLY_RESTORED = declare("reply:restored", "A retired reply template was restored.")
