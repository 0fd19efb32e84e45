"""Events of the standard."""

from rontal.kernel.events import declare

CALENDAR_CHANGED = declare(
    "calendar:changed", "Staff changed the working calendar; rooms above compute due times anew."
)
