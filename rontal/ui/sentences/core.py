"""Sentences of the core and of accounts."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_found": _("The page does not exist, or you do not have access to it."),
    "not_allowed": _(
        "You don't have permission to open this page. Ask your administrator for access."
    ),
    "illegal_transition": _("Someone else was first. Reload the page to see the current state."),
    "too_many": _("Too many attempts. Try again in %(seconds)s seconds."),
    "too_many_minutes": _("Too many attempts. Try again in %(minutes)s minutes."),
    "too_many_hours": _("You have reached today's limit. Try again in %(hours)s hours."),
    "decoders_busy": _(
        "Other files are being checked at the moment. Send this file again in a few seconds."
    ),
    "invalid": _("Correct the errors in the form."),
    "seal_broken": _("This file cannot be opened. The library has been told."),
    "login_name_taken": _("Another account already uses this name. Choose a different one."),
    "too_many_apps": _(
        "You have connected %(limit)s apps, which is the limit. Disconnect one first."
    ),
    "app_name_taken": _(
        "You already have an app with this name. Disconnect it and connect it again, or choose "
        "another name."
    ),
    "app_name_missing": _("Enter a name for the app, so that you can recognise it."),
    "token_invalid": _("This app password is incorrect or was revoked. Create a new one."),
    "account_closed": _("This account is closed. Contact the library."),
    "weak_password": _(
        "This password is too short or easy to guess. Take at least 10 characters: three or four"
        " words that do not belong together."
    ),
}
