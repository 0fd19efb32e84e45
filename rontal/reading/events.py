"""Events of reading.

They name no title, because the event log must not show what a person reads.
"""

from rontal.core.events import declare

SLOWED = declare(
    "reading:slowed", "Content of a loan was fetched too fast; the requests were throttled."
)
