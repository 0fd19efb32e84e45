"""Sentences of reading."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_such_place": _("This place in the book cannot be understood."),
}
