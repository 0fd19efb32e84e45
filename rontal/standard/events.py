"""Events of the standard."""

from rontal.kernel.events import declare

CALENDAR_CHANGED = declare(
    "calendar:changed", "Staff changed the working calendar; rooms above compute due times anew."
)
DRAFT_STARTED = declare("standard:draft_started", "A new version of the standard was begun.")
DRAFT_CHANGED = declare("standard:draft_changed", "A part of the draft of the standard was saved.")
DRAFT_DISCARDED = declare("standard:draft_discarded", "The draft of the standard was thrown away.")
PUBLISHED = declare("standard:published", "A version of the service standard was published.")
