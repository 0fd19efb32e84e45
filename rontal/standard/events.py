"""Events of the standard."""

from rontal.core.events import declare

CALENDAR_CHANGED = declare(
    "calendar:changed", "Staff changed the working calendar; apps above compute due times anew."
)
DRAFT_STARTED = declare("standard:draft_started", "A new version of the standard was begun.")
DRAFT_CHANGED = declare("standard:draft_changed", "A part of the draft of the standard was saved.")
DRAFT_DISCARDED = declare("standard:draft_discarded", "The draft of the standard was thrown away.")
PUBLISHED = declare("standard:published", "A version of the service standard was published.")
REPLY_ADDED = declare("reply:added", "A template for replies was added.")
REPLY_CHANGED = declare("reply:changed", "A template for replies got a new version.")
REPLY_RETIRED = declare("reply:retired", "A template for replies is offered no more.")
REPLY_RESTORED = declare("reply:restored", "A retired template for replies is offered again.")
