"""Events of the desk."""

from rontal.kernel.events import declare

JOB_TRIED_AGAIN = declare("job:tried_again", "An administrator queued a failed job again.")
