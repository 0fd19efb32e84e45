"""Events that the desk emits."""

from rontal.core.events import declare

RECORD_EXPORTED = declare("record:exported", "An administrator downloaded the audit log.")
JOB_TRIED_AGAIN = declare("job:tried_again", "An administrator queued a failed job again.")
