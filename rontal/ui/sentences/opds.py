"""Sentences for readers with an app (OPDS)."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "opds_bad_question": _("The address contains a filter or order that does not exist."),
    "opds_bad_page": _("Enter a page number, 1 or higher."),
    "opds_bad_filter": _("This filter or order does not exist. Choose one from the list."),
    "opds_too_long": _("Search with up to %(limit)s characters."),
    "opds_no_such_page": _("The list has fewer pages. Go back to the first page."),
    "opds_from_elsewhere": _(
        "This request came from another site or a preload, so nothing was changed."
    ),
    "opds_not_ready": _("Search is being prepared. Try again in a minute."),
    "opds_title_gone": _("The library has withdrawn this title from its collection."),
}
