"""Sentences of lending."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_a_member": _("Only members borrow. Register first; it is free of charge."),
    "membership_not_active": _("Your membership is not active. Ask the library what to do."),
    "membership_suspended": _(
        "Your membership is paused, so you cannot borrow just now. Your shelf says why."
    ),
    "membership_expired": _(
        "The time of your membership is over. The library renews it, free of charge."
    ),
    "not_lendable": _("The library may not lend this title yet."),
    "no_copy_free": _("Somebody was quicker: all copies are on loan. You can wait for one."),
    "loan_limit_reached": _("You have %(limit)s books, the most at once. Give one back first."),
    "already_borrowed": _("You have this book. It stands on your shelf."),
    "already_waiting": _("You are in the queue of this book."),
    "copy_is_free": _("A copy is free: you can borrow it now."),
    "hold_limit_reached": _("You wait for %(limit)s books, the most at once. Leave a queue first."),
    "copies_in_use": _(
        "Only %(copies)s copies can go: the others are lent or kept, and one always stays."
    ),
    "file_in_use": _(
        "Somebody is reading this title and it has no other file. Add the new file first."
    ),
}
