"""Sentences of complaints and suggestions."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "ticket_taken": _("A colleague took this ticket a moment ago."),
    "not_handler": _(
        "Only the colleague who handles this ticket may do that. The head can hand it to you."
    ),
    "reopened_before": _(
        "This has been looked at a second time already. To go higher, use SP4N-LAPOR."
    ),
    "ticket_over": _("This ticket is not open any more. Reload the page to see how it stands."),
    "no_answer_yet": _("There is no answer yet. You find it here as soon as it is written."),
    "follow_code_unknown": _(
        "We know no such code. Look at each letter again: it has 16 letters and digits."
    ),
    "identity_gone": _("Nobody is named: this came in anonymously, or the name was taken back."),
    "attachment_refused": _("This file cannot be taken. Please choose another one."),
    "attachment_empty": _("The file is empty. Please choose it again."),
    "attachment_too_large": _(
        "The file is larger than %(megabytes)s MB. Please choose a smaller one."
    ),
    "attachment_wrong_type": _(
        "Only pictures (JPEG, PNG, WebP, HEIC) and PDF files can be attached."
    ),
    "attachment_damaged": _(
        "The file is damaged or locked by a password. Please save it anew and choose it again."
    ),
    "attachment_harmful": _(
        "Our scanner takes this file for harmful, so we did not keep it. Please leave it out."
    ),
    "too_many_attachments": _("At most %(most)s files can be attached."),
    "scanner_away": _(
        "Files cannot be checked just now. Send your words without them, or try again later."
    ),
    "mailbox_away": _("The mailbox does not answer just now. It is asked again by itself."),
}
