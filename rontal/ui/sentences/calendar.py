"""Sentences of the working calendar."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "hours_unreadable": _(
        "Enter hours in the format 07:30-12:00, 13:00-16:30. Leave a closed day empty."
    ),
    "hours_end_before_begin": _(
        "The end time must be after the start time. For hours past midnight, enter two periods: "
        "until 24:00, and from 00:00 on the next day."
    ),
    "hours_overlap": _("Some of these hours overlap. Enter each hour of the day only once."),
    "hours_too_many": _("Enter up to eight periods a day."),
    "hours_never": _("Enter hours for at least one day. For days without work, add a closing."),
    "special_hours_overlap": _(
        "Some of these days already have special hours. Remove those first, or choose other days."
    ),
    "special_hours_never": _(
        "Enter hours for at least one of these days. For days without work, add a closing."
    ),
    "span_ends_before_begin": _("The last day must be on or after the first."),
    "entry_without_name": _("Enter a name of up to 80 characters."),
    "date_too_far": _("Choose a date between 2000 and 2100."),
    "calendar_without_work": _(
        "This would leave the library closed for a whole year, so no promise could be kept. "
        "Nothing was changed."
    ),
}
