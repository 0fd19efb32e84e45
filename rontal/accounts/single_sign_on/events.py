"""Events of signing in with an identity provider."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_keys, label_values
from rontal.core.events import declare

LINKED = declare(
    "sign_on:linked",
    "An account was linked to an identity at a provider.",
    label=_("Identity provider linked"),
    sentence=_("%(who)s linked %(what)s to an identity provider."),
)
UNLINKED = declare(
    "sign_on:unlinked",
    "A link between an account and an identity provider was removed.",
    label=_("Identity provider unlinked"),
    sentence=_("%(who)s removed the link of %(what)s to an identity provider."),
)
SIGNED_OUT = declare(
    "sign_on:signed_out",
    "The identity provider ended the sessions of a person.",
    label=_("Signed out by the identity provider"),
    sentence=_("%(who)s signed %(what)s out: its person signed out at the identity provider."),
)

label_keys({"provider": _("identity provider"), "linked_by": _("linked by")})
label_values({"self": _("the person"), "address": _("address")})
