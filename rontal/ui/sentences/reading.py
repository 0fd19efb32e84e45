"""Sentences of reading."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_such_place": _("This place in the book cannot be understood."),
    "no_such_mark": _("This mark cannot be understood."),
    "page_too_large": _("This page of the book is too large to be shown."),
    "sample_too_short": _("This book is too short for a sample. Borrow it to read it."),
    "nothing_to_find": _("Write a word that you look for."),
    "pages_being_read": _(
        "The words of this book are gathered for the first time: %(read)s of %(pages)s pages. The"
        " search goes on by itself."
    ),
    "pages_without_words": _(
        "The pages of this book are pictures, for example scans. There are no words on them that"
        " could be searched."
    ),
    "too_many_marks": _("This book holds as many of your marks as it can. Remove some first."),
    "not_for_keeping": _("This book cannot be kept on a device."),
    "too_many_kept": _(
        "You keep %(limit)s books already, as many as the library allows. Remove one of them from"
        " its device, or give it back."
    ),
    "no_such_key": _("This browser sent a key that cannot be used. Load the page anew."),
    "page_unable": _("This page cannot be shown."),
    "pages_broken": _(
        "This page is damaged in the book's file and cannot be shown. The other pages may be well;"
        " please tell the library."
    ),
    "pages_protected": _(
        "The book's file is under a password, so it cannot be shown. Please tell the library."
    ),
    "page_too_heavy": _(
        "This page takes more time or memory than a page may, so it is not shown. Please tell the"
        " library."
    ),
    "painter_away": _("Pages cannot be drawn at the moment. Please try again in a minute."),
}
