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
    "only_in_library": _("This title is read in the library. Borrow it when you are there."),
    "read_in_library": _("This loan is read in the library only, in its own network."),
    "no_copy_free": _("Somebody was quicker: all copies are on loan. You can wait for one."),
    "loan_limit_reached": _("You have %(limit)s books, the most at once. Give one back first."),
    "borrowed_enough": _(
        "You have borrowed %(limit)s books within a day, the most. You can borrow again in"
        " %(hours)s h; what you have on loan you read on."
    ),
    "borrowed_too_often": _(
        "You have borrowed this book %(limit)s times within a day, the most. You can borrow it"
        " again in %(hours)s h."
    ),
    "length_not_offered": _("You may borrow for up to %(longest)s days."),
    "sample_for_members": _(
        "This title is lent from the age of %(age)s: its sample is for members of that age."
    ),
    "too_young": _("This title is lent to people from the age of %(age)s."),
    "age_unknown": _(
        "This title is lent from the age of %(age)s, and the library does not know your birth "
        "date. Ask at the counter."
    ),
    "somebody_waits": _("Somebody waits for this book, so it goes back on its day."),
    "renewals_used_up": _("You have renewed this loan %(limit)s times, the most."),
    "loan_renewed_too_early": _("A loan can be renewed in its last %(days)s days."),
    "loan_not_renewable": _("The licence of this book does not let the library renew the loan."),
    "copied_enough": _(
        "This passage has %(characters)s characters. From this loan you may copy %(left)s more, as"
        " its licence says: pick a shorter one."
    ),
    "copied_all": _(
        "You have copied as much from this loan as its licence lets readers copy. Reading goes on"
        " as ever."
    ),
    "not_for_copying": _(
        "The licence of this book does not let readers copy its words. Reading goes on as ever."
    ),
    "open_elsewhere": _(
        "This book is open on another device. Open it from your shelf to read on here; your place"
        " is kept."
    ),
    "already_borrowed": _("You have this book. It stands on your shelf."),
    "already_waiting": _("You are in the queue of this book."),
    "copy_is_free": _("A copy is free: you can borrow it now."),
    "hold_limit_reached": _("You wait for %(limit)s books, the most at once. Leave a queue first."),
    "list_full": _(
        "Your list holds %(limit)s books, the most. Take one off it that you want no longer."
    ),
    "copies_in_use": _(
        "Only %(copies)s copies can go: the others are lent or kept, and one always stays."
    ),
    "licence_over": _("This licence is over already."),
    "file_in_use": _(
        "Somebody is reading this title and it has no other file. Add the new file first."
    ),
    "too_many_licences": _(
        "This file has more than %(limit)s lines. A longer one is the operator's to bring in."
    ),
}
