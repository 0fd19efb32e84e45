"""Sentences of reading."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_such_place": _("This place in the book could not be read."),
    "no_such_mark": _("This bookmark, highlight or note could not be read."),
    "page_too_large": _("This page is too large to be shown."),
    "sample_too_short": _("This book is too short for a sample. Borrow it to read it."),
    "nothing_to_find": _("Enter a word to search for."),
    "pages_being_read": _(
        "Preparing this book for search: %(read)s of %(pages)s pages. The search will continue "
        "automatically."
    ),
    "pages_without_words": _(
        "The pages of this book are images, such as scans, so there is no text to search."
    ),
    "too_many_marks": _(
        "You have reached the limit of bookmarks, highlights and notes in this book. Remove some "
        "first."
    ),
    "not_for_keeping": _("This book cannot be saved on a device."),
    "too_many_kept": _(
        "You have saved %(limit)s books offline, which is the limit. Remove one from its device, "
        "or return it."
    ),
    "no_such_key": _("This browser sent an invalid key. Reload the page."),
    "page_unable": _("This page cannot be shown."),
    "pages_broken": _(
        "This page is damaged and cannot be shown. The other pages may be fine. Tell the library."
    ),
    "pages_protected": _(
        "The book file is password-protected and cannot be shown. Tell the library."
    ),
    "page_too_heavy": _("This page takes too much time or memory to show. Tell the library."),
    "painter_away": _("Pages cannot be shown at the moment. Try again in a minute."),
}
