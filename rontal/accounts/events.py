"""Events of accounts."""

from django.utils.translation import gettext_lazy as _

from rontal.accounts.labels import LOSSES
from rontal.core.event_labels import label_keys, label_subjects, label_values
from rontal.core.events import declare

CREATED = declare(
    "account:created",
    "An account was created.",
    label=_("Account created"),
    sentence=_("%(who)s created %(what)s."),
)
RENAMED = declare(
    "account:renamed",
    "The login name of an account became the member number.",
    label=_("Account renamed"),
    sentence=_("%(who)s changed the login name of %(what)s."),
)
REOPENED = declare(
    "account:reopened",
    "A closed account was reopened.",
    label=_("Account reopened"),
    sentence=_("%(who)s reopened %(what)s."),
)
CLOSED = declare(
    "account:closed",
    "An account was closed; it can no longer sign in.",
    label=_("Account closed"),
    sentence=_("%(who)s closed %(what)s."),
)
ERASED = declare(
    "account:erased",
    "Name and address of a closed account were erased.",
    label=_("Account deleted"),
    sentence=_("%(who)s deleted the name and address of %(what)s."),
)
RESET_REQUESTED = declare(
    "account:reset_asked",
    "A password reset by mail was requested.",
    label=_("New password requested"),
    sentence=_("%(who)s asked for a new password of %(what)s."),
)
ROLES_SET = declare(
    "account:roles_set",
    "The staff roles of an account were set.",
    label=_("Roles set"),
    sentence=_("%(who)s set the roles of %(what)s."),
)
FIRST_SIGN_IN = declare(
    "account:first_sign_in",
    "A person signed in for the first time after becoming a member.",
    label=_("First sign-in as a member"),
    sentence=_("%(who)s signed in for the first time as a member."),
)
CORRECTED = declare(
    "account:corrected",
    "Name or address of an account were corrected.",
    label=_("Account corrected"),
    sentence=_("%(who)s corrected name or address of %(what)s."),
)
CLAIMED = declare(
    "account:claimed",
    "A person claimed an imported account.",
    label=_("Account claimed by its owner"),
    sentence=_("%(who)s claimed %(what)s."),
)
FIRST_PASSWORD = declare(
    "account:first_password",
    "A clerk issued a first password on paper.",
    label=_("First password issued"),
    sentence=_("%(who)s issued a first password for %(what)s."),
)
SESSIONS_ENDED = declare(
    "account:sessions_ended",
    "Sessions of an account were ended by its person or by an administrator.",
    label=_("Signed out on other devices"),
    sentence=_("%(who)s ended sessions of %(what)s."),
)
FACTOR_LOST = declare(
    "account:factor_lost",
    "An administrator removed the second factor of an account whose owner had lost it.",
    label=_("Second step removed"),
    sentence=_("%(who)s removed the second step of %(what)s."),
)

label_subjects({"accounts.user": _("account %(code)s")})
label_keys({"roles": _("roles")})
label_values(LOSSES)
