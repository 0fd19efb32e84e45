"""Sentences of the kernel and of accounts."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_found": _("There is nothing here, or it is not yours to see."),
    "not_allowed": _("Your role does not open this door. Ask your administrator."),
    "illegal_transition": _(
        "Somebody else was first. Look at the page again to see how it stands."
    ),
    "too_many": _("That was too often. Please come back in %(seconds)s seconds."),
    "too_many_minutes": _("That was too often. Please come back in %(minutes)s minutes."),
    "too_many_hours": _("That was too often for today. Please come back in %(hours)s hours."),
    "invalid": _("Something in the form needs another look."),
    "seal_broken": _("This file cannot be opened. The library has been told."),
    "login_name_taken": _("Another account has this name."),
    "too_many_apps": _("You have let in %(limit)s apps, the most at once. Lock one out first."),
    "app_name_taken": _(
        "You have an app of this name. Its password was shown once: lock it out and let it in"
        " again, or choose another name."
    ),
    "app_name_missing": _("Give the app a name, so that you know it again."),
    "token_invalid": _("This app password is not right, or it was revoked. Make a new one."),
    "account_closed": _("This account is closed. Ask the library what to do."),
    "weak_password": _("Choose a password of at least 10 characters that is not a common one."),
}
