"""Events of accounts."""

from rontal.core.events import declare

CREATED = declare("account:created", "An account was created.")
RENAMED = declare("account:renamed", "The login name of an account became the member number.")
REOPENED = declare("account:reopened", "A closed account was reopened.")
CLOSED = declare("account:closed", "An account was closed; it can no longer sign in.")
ERASED = declare("account:erased", "Name and address of a closed account were erased.")
RESET_REQUESTED = declare("account:reset_asked", "A password reset by mail was requested.")
ROLES_SET = declare("account:roles_set", "The staff roles of an account were set.")
FIRST_SIGN_IN = declare(
    "account:first_sign_in", "A person signed in for the first time after becoming a member."
)
CORRECTED = declare("account:corrected", "Name or address of an account were corrected.")
CLAIMED = declare("account:claimed", "A person claimed an imported account.")
FIRST_PASSWORD = declare("account:first_password", "A clerk issued a first password on paper.")
