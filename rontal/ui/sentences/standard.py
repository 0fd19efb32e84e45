"""Sentences of the service standard: why a draft cannot be saved or published."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "standard_changed_meanwhile": _(
        "Someone else saved this part while you were writing. Check their version below, add your "
        "text and save again."
    ),
    "standard_no_draft": _(
        "The draft has been published or deleted by someone else. Start a new one."
    ),
    "standard_no_decree_number": _("Enter the number of the decree (No. SK)."),
    "standard_no_decree_date": _("Enter the date on which the decree was signed."),
    "standard_no_in_force_from": _("Enter the date from which this standard applies."),
    "standard_no_signatory_name": _("Enter the name of the person who signed the decree."),
    "standard_no_signatory_office": _("Enter the office of the person who signed the decree."),
    "standard_decree_to_come": _("The date of the decree must be today or in the past."),
    "standard_before_its_decree": _("The standard cannot apply before its decree is signed."),
    "standard_component_empty": _("Enter a text for this component."),
    "standard_clock_differs": _(
        "The decision time does not match the one used by the service clock. Make them the same: "
        "here, or in decision_working_minutes in the library's profile."
    ),
    "reply_placeholder_unknown": _(
        "A placeholder in braces is not recognised. Use only the placeholders listed beside the "
        "form."
    ),
    "reply_place": _("Enter a number from 1 to 999."),
    "reply_kind_stays": _("You cannot change what a template is for. Create a new one instead."),
    "reply_changed_meanwhile": _(
        "Someone else saved a new version while you were writing. Check it below, then save again "
        "if you want to keep yours."
    ),
    "standard_too_long": _("Enter a shorter text."),
    "standard_too_many_rows": _("Enter up to 12 rows."),
    "standard_step_twice": _(
        "Two parts of the time use the same measured step. Change one of them."
    ),
    "standard_step_unknown": _("Choose a step from the list."),
    "standard_name_of_time": _("Enter a name of up to 120 characters for this part of the time."),
    "standard_minutes": _("Enter the time in minutes, from 1 to 43,200."),
    "standard_channel_box": _("Enter where the box or desk is."),
    "standard_channel_person": _("Enter the contact person."),
    "standard_channel_phone": _("Enter a phone number, for example 0361-811057."),
    "standard_channel_sms": _("Enter a mobile number, for example 0821-4574-5539."),
    "standard_channel_whatsapp": _("Enter a mobile number, for example 0821-4574-5539."),
    "standard_channel_email": _("Enter an email address."),
    "standard_channel_web": _(
        "Enter a page of this website, for example /saran/, or an https address."
    ),
}
