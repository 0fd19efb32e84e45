"""Sentences for whoever reads with an app (OPDS)."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "opds_bad_question": _("This address asks for something that no list can answer."),
    "opds_bad_page": _("The number of the page is a whole number from 1."),
    "opds_bad_filter": _("This filter or order is unknown. Choose one that the list offers."),
    "opds_too_long": _("Please search with at most %(limit)s letters."),
    "opds_no_such_page": _("The list has fewer pages. Begin again at the first."),
    "opds_from_elsewhere": _("Another site or a fetch ahead asked for this, so nothing was done."),
    "opds_not_ready": _("The search is being prepared. Please try again in a minute."),
    "opds_title_gone": _("The library has taken this title out of its collection."),
}
