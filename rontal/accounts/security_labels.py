"""Labels of security events for the person of the account; the audit log has others."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.accounts import events, security_events
from rontal.accounts.reading_apps import events as app_events
from rontal.accounts.single_sign_on import events as sign_on_events

Words = Mapping[str, str | Promise]

FOR_PERSON: Final[Words] = {
    security_events.SIGNED_IN: _("You signed in"),
    security_events.SIGNED_OUT: _("You signed out"),
    security_events.SIGN_IN_FAILED: _("Someone entered a wrong password"),
    security_events.FACTOR_FAILED: _("Someone got past the first step of signing in: wrong code"),
    security_events.LOCKED: _("Sign-in was blocked for some minutes: too many wrong passwords"),
    security_events.PASSWORD_SET: _("A password was set"),
    security_events.PASSWORD_CHANGED: _("The password was changed"),
    security_events.PASSWORD_RESET: _("The password was reset by a link in an email"),
    security_events.FACTOR_ADDED: _("Added to your account"),
    security_events.FACTOR_REMOVED: _("Removed from your account"),
    security_events.CODES_RENEWED: _("New backup codes were made"),
    security_events.CODE_USED: _("A backup code was used"),
    events.RESET_REQUESTED: _("A link for a new password was requested"),
    events.FIRST_PASSWORD: _("The library gave you a first password on paper"),
    events.FACTOR_LOST: _("An administrator removed your second step, which was lost"),
    events.SESSIONS_ENDED: _("Signed out on other devices"),
    events.ROLES_SET: _("Your roles as staff were set"),
    events.CORRECTED: _("Your email address was changed"),
    app_events.CREATED: _("A reading app was connected"),
    app_events.REVOKED: _("A reading app was disconnected"),
    app_events.TOKEN_REUSED: _("A reading app was disconnected for safety"),
    sign_on_events.LINKED: _("A sign-in service was linked"),
    sign_on_events.UNLINKED: _("A sign-in service was unlinked"),
    sign_on_events.SIGNED_OUT: _("Signed out by a sign-in service"),
}
"""Sentences about what happened, by the name of the event."""
