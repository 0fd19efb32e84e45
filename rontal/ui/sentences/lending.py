"""Sentences of lending."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_a_member": _("Only members can borrow. Register first; it is free."),
    "membership_not_active": _("Your membership is not active. Contact the library."),
    "membership_suspended": _(
        "Your membership is paused, so you cannot borrow at the moment. See why in My books."
    ),
    "membership_expired": _(
        "Your membership has expired. Contact the library to renew it free of charge."
    ),
    "not_lendable": _("The library may not lend this title yet."),
    "only_in_library": _(
        "You can only read this title in the library. Borrow it when you are there."
    ),
    "read_in_library": _("You can only read this loan in the library, on its network."),
    "no_copy_free": _("All copies are now on loan. You can place a hold."),
    "loan_limit_reached": _(
        "You have %(limit)s books on loan, which is the limit. Return one first."
    ),
    "borrowed_enough": _(
        "You have borrowed %(limit)s books in one day, which is the limit. You can borrow again in"
        " %(hours)s h. You can continue reading your loans."
    ),
    "borrowed_too_often": _(
        "You have borrowed this book %(limit)s times in one day, which is the limit. You can "
        "borrow it again in %(hours)s h."
    ),
    "length_not_offered": _("You can borrow for up to %(longest)s days."),
    "sample_for_members": _("This title and its sample are for members aged %(age)s and over."),
    "too_young": _("This title is for people aged %(age)s and over."),
    "age_unknown": _(
        "This title is for people aged %(age)s and over, and the library does not have your birth "
        "date. Ask at the counter."
    ),
    "somebody_waits": _("You cannot renew this book because someone has a hold on it."),
    "renewals_used_up": _("You have renewed this loan %(limit)s times, which is the limit."),
    "loan_renewed_too_early": _("A loan can be renewed in its last %(days)s days."),
    "loan_not_renewable": _("The licence of this book does not allow renewals."),
    "copied_enough": _(
        "This passage has %(characters)s characters. The licence lets you copy %(left)s more from "
        "this loan. Select a shorter passage."
    ),
    "copied_all": _(
        "You have copied as much from this loan as its licence allows. You can continue reading."
    ),
    "not_for_copying": _(
        "The licence of this book does not allow copying. You can continue reading."
    ),
    "open_elsewhere": _(
        "This book is open on another device. Open it from My books to continue here; your place "
        "is saved."
    ),
    "already_borrowed": _("You already have this book. Find it in My books."),
    "already_waiting": _("You already have a hold on this book."),
    "copy_is_free": _("A copy is available. You can borrow it now."),
    "hold_limit_reached": _("You have %(limit)s holds, which is the limit. Cancel one first."),
    "list_full": _(
        "Your list has %(limit)s books, which is the limit. Remove one that you no longer want."
    ),
    "copies_in_use": _(
        "You can remove up to %(copies)s copies. The others are on loan or on hold, and one must "
        "stay."
    ),
    "licence_over": _("This licence has already ended."),
    "file_in_use": _(
        "Someone is reading this title and it has no other file. Add the new file first."
    ),
    "too_many_licences": _(
        "This file has more than %(limit)s lines. Ask the administrator to import it."
    ),
}
