"""Sentences of complaints and suggestions."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "ticket_taken": _("A colleague has just taken this ticket."),
    "not_handler": _(
        "Only the colleague who handles this ticket can do that. Ask the head to assign it to you."
    ),
    "reopened_before": _(
        "We have already looked at this a second time. To take it further, use SP4N-LAPOR."
    ),
    "ticket_over": _("This ticket is no longer open. Reload the page to see its state."),
    "no_answer_yet": _("There is no answer yet. It will appear here."),
    "follow_code_unknown": _(
        "We cannot find this code. Check that you entered all 16 letters and digits."
    ),
    "identity_gone": _("No name: this was sent anonymously, or the name was withdrawn."),
    "attachment_refused": _("This file cannot be used. Choose another one."),
    "attachment_empty": _("The file is empty. Choose it again."),
    "attachment_too_large": _("The file is larger than %(megabytes)s MB. Choose a smaller one."),
    "attachment_wrong_type": _("You can only attach images (JPEG, PNG, WebP, HEIC) and PDF files."),
    "attachment_damaged": _(
        "The file is damaged or password-protected. Save it again and choose it."
    ),
    "attachment_too_complex": _(
        "This file takes too much time or memory to check. Print it to a new PDF, or take a photo "
        "of it, and attach that."
    ),
    "attachment_harmful": _(
        "Our scanner found that this file may be harmful, so it was not saved. Send your message "
        "without it."
    ),
    "too_many_attachments": _("You can attach up to %(most)s files."),
    "scanner_away": _(
        "We cannot check files at the moment. Send your message without them, or try again later."
    ),
    "mail_unreadable": _("This email cannot be read. Ask the sender to send it again as text."),
    "mailbox_away": _("The mailbox is not responding. We will try again automatically."),
}
