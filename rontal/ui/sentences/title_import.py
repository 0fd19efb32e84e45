"""Sentences of the import of titles: results of each record besides its values, and reasons."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "looks_like_another": _("It looks like an existing title. Compare the two."),
    "corrected": _("The title was updated from the file. Its history shows the previous values."),
    "title_differs": _(
        "The number belongs to an existing title with a different name. Nothing was changed."
    ),
    "repeated": _("The same record appeared earlier in the file."),
    "withdrawn_here": _("The title was withdrawn and stays withdrawn."),
    "record_refused_here": _("This record could not be saved. Tell the administrator."),
    "number_of_another": _("Its number belongs to a title with a different name. Compare the two."),
    "import_stopped": _(
        "This import was stopped. What had been imported by then is listed here. You can undo it "
        "below."
    ),
    "in_use_since": _(
        "It was kept because someone has changed it, borrowed it or placed a hold on it."
    ),
}
