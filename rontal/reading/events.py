"""Events of reading. They name no title: what a person reads is not kept in the trail."""

from rontal.kernel.events import declare

SLOWED = declare(
    "reading:slowed", "Content of a loan was fetched faster than anybody reads, and was slowed."
)
