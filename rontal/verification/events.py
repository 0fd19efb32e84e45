"""Events of verification."""

from rontal.core.events import declare

EXAMINED = declare(
    "application:examined", "The system examined an application; says what it recommends."
)
SAMPLED = declare(
    "application:sampled",
    "The lot sent a spotless application, which the system could have approved, to a clerk.",
)
EXAMINATION_ASKED = declare(
    "application:examination_asked", "A clerk asked the system to look at an application again."
)
