"""Events of privacy."""

from django.utils.translation import gettext_lazy as _

from rontal.core.events import declare

EXPORTED = declare(
    "data:exported",
    "A person downloaded a copy of their own data.",
    label=_("Downloaded own data"),
    sentence=_("%(who)s downloaded their own data."),
)
