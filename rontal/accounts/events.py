"""Events of accounts."""

from rontal.core.events import declare

CREATED = declare("account:created", "A sign-in account was made.")
RENAMED = declare("account:renamed", "An account got another login name (the member number).")
REOPENED = declare("account:reopened", "A closed account can sign in again.")
CLOSED = declare("account:closed", "An account can no longer sign in.")
ERASED = declare("account:erased", "Name and address of a closed account were erased.")
RESET_REQUESTED = declare("account:reset_asked", "Somebody asked for a new password by mail.")
ROLES_SET = declare("account:roles_set", "The staff roles of an account were set.")
FIRST_SIGN_IN = declare(
    "account:first_sign_in", "Somebody signed in for the first time since becoming a member."
)
CORRECTED = declare("account:corrected", "Name or address of an account were corrected.")
CLAIMED = declare("account:claimed", "A person claimed the account that an import had made.")
FIRST_PASSWORD = declare("account:first_password", "A clerk handed a first password over on paper.")
