"""Sentences of imports of titles: what became of a record beside the record itself, and why."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "looks_like_another": _("It looks like a title that is here. Compare the two."),
    "corrected": _("The title here was corrected by the file; its history says what stood there."),
    "title_differs": _(
        "The number is that of a title here with another name; nothing was changed."
    ),
    "repeated": _("The same record stood in the file before."),
    "withdrawn_here": _("The title was withdrawn here and stays withdrawn."),
    "record_refused_here": _("This record could not be kept. Tell whoever runs the server."),
    "number_of_another": _("Its number belongs to a title with another name. Compare the two."),
    "import_stopped": _(
        "This import was stopped before its end. What had come in by then is here, and can be taken"
        " back below."
    ),
    "in_use_since": _("Somebody changed, borrowed or waits for it, so that it stays."),
}
