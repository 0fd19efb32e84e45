"""Events of reading.

They name no title, because the event log must not show what a person reads.
"""

from django.utils.translation import gettext_lazy as _

from rontal.core.events import declare

SLOWED = declare(
    "reading:slowed",
    "Content of a loan was fetched too fast; the requests were throttled.",
    label=_("Pages requested too fast"),
    sentence=_("%(who)s slowed down %(what)s, who requested pages too fast."),
)
