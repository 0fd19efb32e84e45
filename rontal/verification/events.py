"""Events of verification."""

from rontal.core.events import declare

EXAMINED = declare(
    "application:examined", "An application was examined automatically, with a recommendation."
)
SAMPLED = declare(
    "application:sampled",
    "Random sampling sent an application, which the system could have approved, to a clerk.",
)
EXAMINATION_ASKED = declare(
    "application:examination_asked",
    "A clerk requested a new automatic examination of an application.",
)
