"""Events of reading apps."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_subjects
from rontal.core.events import declare

CREATED = declare(
    "app_password:made",
    "A person created a password for a reading app.",
    label=_("Reading app connected"),
    sentence=_("%(who)s connected a reading app (%(what)s)."),
)
REVOKED = declare(
    "app_password:revoked",
    "The password of a reading app was revoked.",
    label=_("Reading app disconnected"),
    sentence=_("%(who)s disconnected a reading app (%(what)s)."),
)
TOKEN_REUSED = declare(
    "app_password:token_reused",
    "A refresh token was used again after its time: somebody else may hold it. All tokens of the"
    " app ended.",
    label=_("Reading app had to sign in again"),
    sentence=_("%(who)s used an old token of %(what)s, which has to sign in again."),
)

label_subjects({"accounts.apppassword": _("reading app %(code)s")})
