"""Sentences of incidents."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "incident_over": _("This incident is already closed. Reload the page to see its state."),
    "notices_confirmed": _(
        "The notices are submitted or confirmed and can no longer change. Reload the page."
    ),
    "notices_changed": _(
        "Nothing was sent: the notices or the persons changed after you opened the page. Read them"
        " again, then confirm."
    ),
    "scope_unknown": _("First choose what was reached, and wait until the search has ended."),
    "notices_unwritten": _("First write the notices and save them."),
    "second_person_needed": _(
        "You submitted these notices yourself. Another head has to confirm them."
    ),
    "notices_under_way": _("Notices are still being queued. Try again in a few minutes."),
    "nothing_printed": _("No printed letter waits to be posted. Print the letters first."),
    "incident_erased": _("Names and texts of this incident were deleted after their period."),
}
