"""Sentences of reading."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_such_place": _("This place in the book cannot be understood."),
    "no_such_mark": _("This mark cannot be understood."),
    "page_too_large": _("This page of the book is too large to be shown."),
    "nothing_to_find": _("Write a word that you look for."),
    "too_many_marks": _("This book holds as many of your marks as it can. Remove some first."),
}
