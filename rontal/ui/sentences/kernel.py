"""Sentences of the kernel and of accounts."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_found": _("There is nothing here, or it is not yours to see."),
    "not_allowed": _("Your role does not open this door. Ask your administrator."),
    "illegal_transition": _(
        "Somebody else was first. Look at the page again to see how it stands."
    ),
    "too_many": _("That was too often. Please come back in %(seconds)s seconds."),
    "invalid": _("Something in the form needs another look."),
    "seal_broken": _("This file cannot be opened. The library has been told."),
    "login_name_taken": _("Another account has this name."),
    "weak_password": _("Choose a password of at least 10 characters that is not a common one."),
}
