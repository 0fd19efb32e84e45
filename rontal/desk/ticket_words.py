"""Complaints and suggestions in the words of the desk."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.feedback.rules.kinds import OpenReason

Words = Mapping[str, str | Promise]

SHELVES: Words = {
    "open": _("Still open"),
    "received": _("New"),
    "in_progress": _("Being handled"),
    "answered": _("Answered"),
    "closed": _("Finished"),
    "late": _("Late"),
    "all": _("All"),
}
OPEN_REASONS: Words = {
    OpenReason.CONTACT: _("To ask the person something"),
    OpenReason.CHECK: _("To check what is told"),
    OpenReason.SUPERVISE: _("Supervision"),
}
TEMPLATES: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "terima-kasih": (
        _("Thanks for a suggestion"),
        _("Thank you for your suggestion. We have talked about it and will do the following:\n\n…"),
    ),
    "maaf": (
        _("Apology, it is mended"),
        _(
            "Thank you for telling us. We are sorry that this happened. It is mended now:\n\n…\n\n"
            "Please tell us if it happens again."
        ),
    ),
    "informasi": (_("Information"), _("Thank you for your question. This is how it is:\n\n…")),
    "belum-bisa": (
        _("Not possible now"),
        _(
            "Thank you for writing to us. We looked at it closely and cannot do it at present, "
            "because …\n\nWhat we can offer instead: …"
        ),
    ),
}


def template(name: str, language: str) -> str:
    """The words of an answer to begin with, in the person's language; "" for an unknown name."""
    found = TEMPLATES.get(name)
    if found is None:
        return ""
    with translation.override(language):
        return str(found[1])
