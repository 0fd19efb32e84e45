"""Sentences of the service standard: why a draft cannot be saved or published."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "standard_changed_meanwhile": _(
        "Somebody else saved this part while you were writing. Look at theirs below, put your "
        "words in, and save once more."
    ),
    "standard_no_draft": _(
        "There is no draft any more: somebody published it or threw it away. Begin a new one."
    ),
    "standard_no_decree_number": _("Write the number of the decree (No. SK)."),
    "standard_no_decree_date": _("A decree has a date. Write the day on which it was signed."),
    "standard_no_in_force_from": _("Say from which day this standard holds."),
    "standard_no_signatory_name": _("Write the name of whoever signed the decree."),
    "standard_no_signatory_office": _("Write the office of whoever signed the decree."),
    "standard_decree_to_come": _("The decree is of a day that is still to come."),
    "standard_before_its_decree": _("The standard cannot hold before its decree was signed."),
    "standard_component_empty": _("This component says nothing yet."),
    "standard_clock_differs": _(
        "The time of the decision is not the one that the service clock counts with. Set both "
        "alike: here, or decision_working_minutes in the library's profile."
    ),
    "reply_placeholder_unknown": _(
        "Something in braces cannot be filled in. Use only the marks that stand beside the form."
    ),
    "reply_place": _("Write a number from 1 to 999."),
    "reply_kind_stays": _("What a template is for stays. Make a new one for something else."),
    "reply_changed_meanwhile": _(
        "Somebody else kept a new version while you were writing. Look at it below; keep yours "
        "once more if it should stand."
    ),
    "standard_too_long": _("This is too long."),
    "standard_too_many_rows": _("These are too many rows: at most 12."),
    "standard_step_twice": _("Two parts of the time answer to the same measured step."),
    "standard_step_unknown": _("Choose a step from the list."),
    "standard_name_of_time": _("Give this part of the time a name of at most 120 characters."),
    "standard_minutes": _("Write the time as a number of minutes, at least 1 and at most 43,200."),
    "standard_channel_box": _("Say where the box or the desk is."),
    "standard_channel_person": _("Say who can be spoken to."),
    "standard_channel_phone": _("Write a phone number, such as 0361-811057."),
    "standard_channel_sms": _("Write a mobile number, such as 0821-4574-5539."),
    "standard_channel_whatsapp": _("Write a mobile number, such as 0821-4574-5539."),
    "standard_channel_email": _("Write an e-mail address."),
    "standard_channel_web": _("Write a page of this site, such as /saran/, or an https address."),
}
