"""Sentences of the working calendar."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "hours_unreadable": _("Write hours as 07:30-12:00, 13:00-16:30. Leave a closed day empty."),
    "hours_end_before_begin": _(
        "These hours end before they begin. Hours over midnight are written as two: until 24:00, "
        "and from 00:00 on the next day."
    ),
    "hours_overlap": _("Two of these hours overlap. Write each hour of the day once."),
    "hours_too_many": _("At most eight spans of hours a day."),
    "hours_never": _("This week has no hours at all. For days without work, enter a closing."),
    "special_hours_overlap": _(
        "Other special hours hold on some of these days. Take those away first, or choose other "
        "days."
    ),
    "special_hours_never": _(
        "None of these days would have hours. For days without work, enter a closing."
    ),
    "span_ends_before_begin": _("The last day lies before the first."),
    "entry_without_name": _("Give it a name of at most 80 characters."),
    "date_too_far": _("Choose a date between 2000 and 2100."),
    "calendar_without_work": _(
        "With this the library would not work for a whole year, and no promise could be kept. "
        "Nothing was changed."
    ),
}
