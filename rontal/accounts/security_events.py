"""Security events of accounts: sign-in, failures, passwords, second factors, refused pages.

Their data are codes and numbers only: no typed name, no network address, no browser.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_keys, label_values
from rontal.core.events import declare

SIGNED_IN = declare(
    "account:signed_in",
    "A person signed in; `how` are the proofs, `new_browser` whether the browser was unknown.",
    label=_("Signed in"),
    sentence=_("%(who)s signed in to %(what)s."),
)
NEW_BROWSER = declare(
    "account:new_browser",
    "A member of staff signed in from a browser that the account had not used before.",
    label=_("Sign-in from a new browser"),
    sentence=_("%(who)s signed in to %(what)s from a new browser."),
)
SIGNED_OUT = declare(
    "account:signed_out",
    "A person signed out.",
    label=_("Signed out"),
    sentence=_("%(who)s signed out of %(what)s."),
)
SIGN_IN_FAILED = declare(
    "account:sign_in_failed",
    "Wrong passwords were entered for an account; `attempts` is their count within 15 minutes.",
    label=_("Wrong password"),
    sentence=_("%(who)s entered a wrong password for %(what)s."),
)
FACTOR_FAILED = declare(
    "account:factor_failed",
    "Wrong codes were entered for an account, after the first step of signing in, of which `after`"
    " is the proof; `attempts` is their count within 15 minutes.",
    label=_("Wrong code in the second step"),
    sentence=_("%(who)s got past the first step of signing in to %(what)s: the code was wrong."),
)
LOCKED = declare(
    "account:locked",
    "Sign-in by password was refused because of too many wrong passwords.",
    label=_("Sign-in blocked for some minutes"),
    sentence=_("%(who)s tried to sign in to %(what)s, which was blocked."),
)
UNKNOWN_NAMES = declare(
    "account:unknown_names",
    "Many sign-ins named no account; `attempts` is their count within an hour, without the names.",
    label=_("Sign-ins with unknown names"),
    sentence=_("%(who)s counted many sign-ins with unknown names."),
)
PASSWORD_SET = declare(
    "account:password_set",
    "A person without a password set one.",
    label=_("Password set"),
    sentence=_("%(who)s set a password for %(what)s."),
)
PASSWORD_CHANGED = declare(
    "account:password_changed",
    "A person changed the password.",
    label=_("Password changed"),
    sentence=_("%(who)s changed the password of %(what)s."),
)
PASSWORD_RESET = declare(
    "account:password_reset",
    "A new password was set by the link of a mail.",
    label=_("Password reset"),
    sentence=_("%(who)s set a new password for %(what)s by the link in an email."),
)
FACTOR_ADDED = declare(
    "account:factor_added",
    "A passkey, an authenticator app or backup codes were added.",
    label=_("Passkey or second step added"),
    sentence=_("%(who)s added a passkey or second step to %(what)s."),
)
FACTOR_REMOVED = declare(
    "account:factor_removed",
    "A passkey, an authenticator app or backup codes were removed.",
    label=_("Passkey or second step removed"),
    sentence=_("%(who)s removed a passkey or second step from %(what)s."),
)
CODES_RENEWED = declare(
    "account:codes_renewed",
    "New backup codes replaced the former ones.",
    label=_("New backup codes"),
    sentence=_("%(who)s made new backup codes for %(what)s."),
)
CODE_USED = declare(
    "account:code_used",
    "A backup code was used.",
    label=_("Backup code used"),
    sentence=_("%(who)s used a backup code of %(what)s."),
)
REFUSED = declare(
    "account:refused",
    "An account tried to open a page that its roles do not allow; `page` is the page's name.",
    label=_("Page refused"),
    sentence=_("%(who)s tried to open a page that %(what)s may not open."),
)

SECURITY_EVENTS: Final = (
    SIGNED_IN, NEW_BROWSER, SIGNED_OUT, SIGN_IN_FAILED, FACTOR_FAILED, LOCKED, UNKNOWN_NAMES,
    PASSWORD_SET, PASSWORD_CHANGED, PASSWORD_RESET, FACTOR_ADDED, FACTOR_REMOVED, CODES_RENEWED,
    CODE_USED, REFUSED,
)  # fmt: skip
"""Events of this module; `selectors.SECURITY_LOG` has the related ones of other modules, too."""

label_keys(
    {
        "after": _("first step"),
        "attempts": _("attempts"),
        "new_browser": _("new browser"),
        "page": _("page"),
        "roles_given": _("given"),
        "roles_taken": _("taken away"),
    }
)
label_values(
    {
        "password": _("password"),
        "link": _("link in an email"),
        "passkey": _("passkey"),
        "totp": _("code from an app"),
        "recovery_codes": _("backup codes"),
        "webauthn": _("passkey as a second step"),
        "socialaccount": _("another sign-in service"),
    }
)
